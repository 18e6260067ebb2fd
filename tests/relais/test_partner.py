"""A company tries an event without sending it."""

import json
from pathlib import Path
from typing import Any

import pytest

from contracts.rejections import Rejection
from relais.infrastructure.jars import PROJECT
from relais.partner import rejections
from tests.relais.conftest import Relais

EXAMPLE = PROJECT / "contracts" / "examples" / "MentorNominated" / "full.json"
OURS = "//acier-du-rhone.example/hr"


def example(**headers: str) -> tuple[dict[str, str], dict[str, Any]]:
    told = json.loads(EXAMPLE.read_text())
    return told["headers"] | headers, told["data"]


def test_an_event_that_would_be_received_ends_well(relais: Relais) -> None:
    done = relais("partner", "check", EXAMPLE, "--source", OURS)
    assert (done.returncode, done.stdout) == (0, "This would be received. / Ceci serait bien reçu.\n")


def test_what_is_wrong_is_said_in_both_languages_and_nothing_of_the_content_is_repeated(
    relais: Relais, tmp_path: Path
) -> None:
    headers, data = example()
    del data["family_name"]
    file = tmp_path / "event.json"
    file.write_text(json.dumps({"headers": headers, "data": data}))
    done = relais("partner", "check", file)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "missing-field family_name: A required field is missing; add it and publish again.",
        "missing-field family_name: Un champ obligatoire manque ; ajoutez-le et publiez à nouveau.",
    ]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"ce_source": "//somebody.example"}, Rejection("wrong-source", "ce_source")),
        ({"ce_type": "MentorAdopted"}, Rejection("unknown-type", "ce_type")),
        ({"ce_subject": ""}, Rejection("missing-header", "ce_subject")),
    ],
)
def test_headers_are_looked_at_as_profiles_does(headers: dict[str, str], expected: Rejection) -> None:
    given, data = example(**headers)
    assert rejections(given, json.dumps(data).encode(), OURS) == [expected]


def test_a_body_that_is_no_json_is_rejected_for_that() -> None:
    assert rejections(example()[0], b"Marie", OURS) == [Rejection("not-json", None)]


def test_a_structured_cloud_event_is_tried_as_well(relais: Relais, tmp_path: Path) -> None:
    headers, data = example()
    names = ("specversion", "id", "source", "type", "subject", "time")
    file = tmp_path / "event.json"
    file.write_text(json.dumps({name: headers[f"ce_{name}"] for name in names} | {"data": data}))
    assert relais("partner", "check", file).returncode == 0


def test_a_file_that_is_no_json_gives_one_sentence(relais: Relais, tmp_path: Path) -> None:
    file = tmp_path / "event.json"
    file.write_text("{")
    done = relais("partner", "check", file)
    assert done.returncode == 2 and "is not JSON" in done.stderr
