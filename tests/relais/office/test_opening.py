"""A network opens as its file tells it."""

from pathlib import Path
from typing import Any

import pytest

from relais.complaint import BadInput
from relais.infrastructure.jars import PROJECT
from relais.office.opening import Opening, _read
from tests.relais.office.desks import Services

HOME = {"reference": "home", "name": "Home", "kind": "association", "territory": "gex"}
ADA = {"reference": "ada", "given_name": "Ada", "family_name": "X", "organisation": "home", "territory": "gex"}
PROGRAMME = {"reference": "avenir", "name": "Avenir", "owner": "home", "organisations": ["home"]}
OUTLINE = {"safeguarding": ["ada"], "referents": [{"school": "home", "referent": "ada", "deputy": "ada"}]}


def services(**more: Any) -> Services:
    answers = {
        "GET /organisations": [],
        "GET /programmes": [],
        "POST /organisations": {"organisation_id": "o1"},
        "POST /people": {"person_id": "p1"},
        "POST /programmes": {"programme_id": "g1"},
    }
    return Services(**answers, **more)


def test_references_become_ids_wherever_something_names_them() -> None:
    known = services()
    Opening(known.desk(), {"organisations": [HOME], "people": [ADA], "programmes": [PROGRAMME | OUTLINE]}).open()
    person, programme = [body for path, body in known.told if path != "POST /organisations"]
    assert (person["registered_with"], person["reference"]) == ("o1", "ada")
    assert (programme["owner"], programme["organisations"], programme["safeguarding"]) == ("o1", ["o1"], ["p1"])
    assert programme["referents"] == [{"organisation_id": "o1", "referent": "p1", "deputy": "p1"}]


def test_what_is_there_already_is_put_right_and_said_to_be_as_before_or_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    there = {"reference": "home", "organisation_id": "o1", "standing": "registered"}
    known = services(**{"PUT /organisations/o1": there})
    known.answers["GET /organisations"] = [there]
    Opening(known.desk(), {"organisations": [HOME]}).open()
    known.answers["PUT /organisations/o1"] = there | {"name": "Other"}
    Opening(known.desk(), {"organisations": [HOME]}).open()
    assert capsys.readouterr().out.splitlines() == ["Home: as before", "Home: changed"]
    assert [path for path, _ in known.told] == ["PUT /organisations/o1"] * 2


def test_a_reference_that_nothing_has_is_one_complaint() -> None:
    with pytest.raises(BadInput, match=r"called elsewhere here \(known: home\)"):
        Opening(services().desk(), {"organisations": [HOME], "programmes": [PROGRAMME | {"owner": "elsewhere"}]}).open()


@pytest.mark.parametrize(
    ("text", "told"), [("= 1", "is not TOML"), ("[[organizations]]", "nothing here is called organizations")]
)
def test_a_file_that_says_nothing_to_relais_is_one_complaint(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "network.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=told):
        _read(services().desk(), file)


def test_the_page_has_a_file_that_can_be_read() -> None:
    found = _read(services().desk(), PROJECT / "docs" / "coordinator" / "network.toml")
    assert [each["reference"] for each in found["programmes"]] == ["avenir"]
