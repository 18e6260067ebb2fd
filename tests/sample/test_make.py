"""The sample network's files: made from a seed, full of what coordinators really have."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from contracts.partners import MentorNominated
from contracts.policy import Policy
from relais import running_pairs
from sample.make.__main__ import DATA, SEED
from sample.make.files import RUNNING_FILE, Roster, make
from sample.make.flaws import FLAWS
from sample.make.network import EMPLOYERS
from sample.make.person import Person
from sample.make.running import NOBODY, SIZE

README = (Path(DATA).parent / "README.md").read_text("utf-8")


def lines(name: str, cast: dict[str, Roster]) -> list[list[str]]:
    """The committed file's lines with something in them, the header first."""
    dialect = cast[name].dialect
    text = (DATA / name).read_bytes().decode(dialect.encoding)
    return [row for row in csv.reader(io.StringIO(text), delimiter=dialect.delimiter) if any(row)]


def nominations(company: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = json.loads((DATA / f"nominations-{company}.json").read_text("utf-8"))["events"]
    return events


def test_the_committed_files_are_what_the_seed_gives_byte_for_byte() -> None:
    committed = {path.name: path.read_bytes() for path in DATA.iterdir() if path.suffix in {".csv", ".json"}}
    assert committed == make(SEED)


def test_another_seed_gives_other_people_in_the_same_network() -> None:
    one, other = make(SEED), make(SEED + 1)
    assert {name for name in one if one[name] == other[name]} == {"network.json"}


def test_there_are_120_students_and_70_retirees_of_whom_12_are_nominated(
    students: list[Person], mentors: list[Person]
) -> None:
    nominees = sum("agreed" in event["data"] for company in EMPLOYERS for event in nominations(company))
    assert (len(students), len(mentors), nominees) == (120, 58, 12)


@pytest.mark.parametrize("name", FLAWS)
def test_every_file_has_its_good_lines_and_the_flaws_where_they_are_said_to_be(
    name: str, cast: dict[str, Roster]
) -> None:
    rows = lines(name, cast)[1:]
    assert len(rows) == len(cast[name].good) + len(FLAWS[name])
    for flaw in FLAWS[name]:
        assert rows[flaw.line - 2][list(cast[name].dialect.headers).index(flaw.column)] == flaw.text
        assert f"| `{name}` | {flaw.line} |" in README


@pytest.mark.parametrize("name", FLAWS)
def test_every_header_stands_in_the_readme(name: str, cast: dict[str, Roster]) -> None:
    assert [header for header in lines(name, cast)[0] if f"`{header}`" not in README] == []


@pytest.mark.parametrize("name", sorted(make(SEED)))
def test_no_address_or_number_can_belong_to_anybody(name: str) -> None:
    text = (DATA / name).read_bytes().decode("utf-8" if b"\xc3" in (DATA / name).read_bytes() else "cp1252")
    assert set(re.findall(r"@([\w.-]+)", text)) <= {"example.com", "example.net", "example.org"}
    numbers = {re.sub(r"\D", "", found) for found in re.findall(r"(?:\+33|\b0)[1-9](?:[ .]?\d\d){4}\b", text)}
    assert [number for number in numbers if not re.fullmatch(r"(33|0)(63998|35301)\d{4}", number)] == []


@pytest.mark.parametrize("company", EMPLOYERS)
def test_nominations_are_as_the_contract_wants_them_but_one_that_forgot_the_agreement(company: str) -> None:
    refused = 0
    for event in nominations(company):
        try:
            MentorNominated.model_validate_json(json.dumps(event["data"]))
        except ValidationError as error:
            refused += 1
            assert [problem["loc"] for problem in error.errors()] == [("agreed",)]
    assert refused == (1 if company == EMPLOYERS[0] else 0)


def test_the_programmes_policies_are_as_the_contract_wants_them() -> None:
    for programme in json.loads((DATA / "network.json").read_text("utf-8"))["programmes"]:
        policy = Policy.model_validate_json(json.dumps(programme["policy"]))
        assert policy.model_dump(mode="json", include=set(programme["policy"])) == programme["policy"]


def test_no_territory_is_below_5000_inhabitants() -> None:
    territories = json.loads((DATA / "network.json").read_text("utf-8"))["territories"]
    assert len(territories) == 8
    assert min(territory["inhabitants"] for territory in territories) >= 5000


def test_running_pairs_are_as_an_import_takes_them_but_one_whose_mentor_is_nobody() -> None:
    table = running_pairs.table((DATA / RUNNING_FILE).read_bytes())
    assert table is not None
    rows = [line.cells for line in table.lines]
    assert [row["mentor"] for row in rows].count(NOBODY) == 1
    assert len({row["mentee"] for row in rows}) == len({row["mentor"] for row in rows}) == SIZE
