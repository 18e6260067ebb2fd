"""`relais import pairs.csv`: pairs that run already, each with its first day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import httpx
from httpx import Client

from relais.complaint import BadInput, Complaint
from services.profiles.spreadsheet import cells
from services.profiles.spreadsheet.headers import plain
from services.profiles.spreadsheet.reader import Reader, Refusal
from services.profiles.spreadsheet.table import ColumnsMissing, Table, UnreadableFile, read_table
from services.profiles.spreadsheet.words import SUPPORT

ALIASES: dict[str, tuple[str, ...]] = {
    "mentee": ("mentee", "student", "réf. élève", "référence élève", "élève"),
    "mentee_organisation": ("mentee organisation", "school", "établissement", "lycée", "collège"),
    "mentor": ("mentor", "réf. mentor", "référence mentor"),
    "mentor_organisation": ("mentor organisation", "association"),
    "starts_on": ("starts on", "since", "first day", "début", "depuis", "premier jour"),
    "ends_on": ("ends on", "until", "last day", "fin", "jusqu'au", "dernier jour"),
    "signed_on": ("signed on", "signé le", "accord signé le", "date de signature"),
    "support": ("support", "kind of support", "accompagnement", "type d'accompagnement"),
}
COLUMNS = {plain(name): column for column, names in ALIASES.items() for name in (column, *names)}


@dataclass(frozen=True)
class Wanted:
    """References of the programme, and of the organisation that a line means where it names none."""

    programme: str | None
    organisation: str | None
    dry_run: bool


@dataclass(frozen=True)
class Couple:
    """One line: references with the id of whoever gave them, and the pair's own days."""

    line: int
    mentee: str
    mentor: str
    form: dict[str, Any]


def table(content: bytes) -> Table | None:
    """The file, where it is one of pairs. Raises BadInput where a column is missing."""
    try:
        found = read_table(content, (), COLUMNS)
    except (UnreadableFile, ColumnsMissing):
        return None
    if not {"mentee", "mentor"} <= found.headers.keys():
        return None
    if "starts_on" not in found.headers:
        raise BadInput("The first line names no column for the pairs' first day: starts on, or début.")
    return found


def _couples(found: Table, organisations: dict[str, str], usual: str | None) -> tuple[list[Couple], list[Refusal]]:
    """Good lines, and what is wrong with the others. `organisations`: ids by reference and by id."""
    good, refused = [], []
    for line in found.lines:
        reader = Reader(line, found.headers)
        sides = {side: _side(reader, side, organisations, usual) for side in ("mentee", "mentor")}
        form = {
            "starts_on": reader.need("starts_on", cells.day, date.min).isoformat(),
            **{name: day.isoformat() for name in ("ends_on", "signed_on") if (day := _day(reader, name))},
            "support": reader.get("support", cells.one_of(SUPPORT), "orientation"),
        }
        refused += reader.refusals
        if not reader.refusals:
            good.append(Couple(line.number, sides["mentee"], sides["mentor"], form))
    return good, refused


def _day(reader: Reader, column: str) -> date | None:
    read: Callable[[str], date | None] = cells.day
    return reader.get(column, read, None)


def _side(reader: Reader, side: str, organisations: dict[str, str], usual: str | None) -> str:
    own = reader.need(side, cells.slug, "")
    source = reader.get(f"{side}_organisation", cells.known(organisations, "unknown-organisation"), usual or "network")
    return f"{source}/{own}"


def send(profiles: Client, matching: Client, pairs: Table, wanted: Wanted) -> tuple[int, list[Refusal]]:
    """How many were taken in, and what stood in the way of the others, by line. Raises Complaint."""
    known = profiles.get("/organisations").raise_for_status().json()
    organisations = {name: o["organisation_id"] for o in known for name in (o["organisation_id"], o["reference"])}
    if wanted.organisation and wanted.organisation not in organisations:
        raise Complaint(f"There is no organisation {wanted.organisation}.")
    good, refused = _couples(pairs, organisations, organisations.get(wanted.organisation or ""))
    programme = _programme(profiles, wanted.programme)
    results = [] if wanted.dry_run else list(_take_in(profiles, matching, programme, good))
    refused += [each for each in results if each]
    return results.count(None), sorted(refused, key=lambda each: each.line)


def _programme(profiles: Client, wanted: str | None) -> dict[str, Any]:
    """The one that is named, or the only one. Raises Complaint."""
    found = profiles.get("/programmes").raise_for_status().json()
    fits = [each for each in found if wanted in (None, each["programme_id"], each["reference"])]
    if len(fits) != 1:
        raise Complaint("Say in which programme these pairs run: --programme REFERENCE.")
    return dict(fits[0])


def _take_in(
    profiles: Client, matching: Client, programme: dict[str, Any], good: list[Couple]
) -> Iterator[Refusal | None]:
    """For each couple what stood in the way, or None. Raises httpx.HTTPStatusError where not a line is to blame."""
    answer = profiles.get("/enrolments", params={"programme": programme["programme_id"]})
    enrolled = {(each["person_id"], each["role"]): each["enrolment_id"] for each in answer.raise_for_status().json()}

    @cache
    def person(reference: str) -> str | None:
        found = profiles.get("/people", params={"reference": reference}).raise_for_status().json()
        return str(found[0]["person_id"]) if found else None

    for couple in good:
        form = {"ends_on": programme["last_day"]} | couple.form
        unknown = None
        for side in ("mentee", "mentor"):
            form[side] = enrolled.get((person(getattr(couple, side)), side))
            unknown = unknown or (side if form[side] is None else None)
        yield (
            Refusal(line=couple.line, column=unknown, reason="not-enrolled")
            if unknown
            else _keep(matching, couple.line, form)
        )


def _keep(matching: Client, line: int, form: dict[str, Any]) -> Refusal | None:
    answer = matching.post("/pairs/running", json=form)
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        answer.raise_for_status()
    if answer.is_success:
        return None
    problem = answer.json()
    return Refusal(line=line, column=None, reason=problem["code"], suggestion=problem["detail"])
