"""Every shape that an event ever had is still read, and still says the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from contracts.catalogue import EVENTS
from contracts.envelope import read_envelope
from contracts.event import Event
from contracts.partners import INBOUND, RECEIPTS
from contracts.wire import schema

FOLDER = Path(__file__).parents[2] / "contracts" / "examples"
EXAMPLES = sorted(FOLDER.glob("*/*.json"))
PRESENT = {path.parent.name for path in EXAMPLES}


def keeps(old: Any, new: Any) -> bool:
    """Whether nothing of the old is lost or changed; new fields may have come."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(name in new and keeps(old[name], new[name]) for name in old)
    if isinstance(old, list):
        return isinstance(new, list) and len(old) == len(new) and all(map(keeps, old, new))
    return type(old) is type(new) and old == new


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_example_is_read_and_told_again_without_loss(path: Path) -> None:
    example = json.loads(path.read_text("utf-8"))
    kind = EVENTS[path.parent.name]
    envelope = read_envelope(example["headers"], network="alpes")
    assert envelope.type == kind.__name__
    if kind.tombstone:
        assert example["data"] is None
        return
    event = kind.model_validate_json(json.dumps(example["data"])).told(envelope)
    assert keeps(example["data"], json.loads(event.model_dump_json()))
    assert event.envelope.subject == example["headers"]["ce_partitionkey"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_example_fits_the_schema_that_other_languages_use(path: Path) -> None:
    example = json.loads(path.read_text("utf-8"))
    validator = Draft202012Validator(schema(EVENTS[path.parent.name]), format_checker=FormatChecker())
    assert not [error.message for error in validator.iter_errors(example["data"])]


@pytest.mark.parametrize("name", EVENTS)
def test_every_type_has_an_example(name: str) -> None:
    assert name in PRESENT, f"run `make schemas` and commit contracts/examples/{name}"


def test_no_example_is_left_without_its_type() -> None:
    assert set(EVENTS) >= PRESENT


KEYED = [kind for kind in EVENTS.values() if kind.stream not in (INBOUND, RECEIPTS) and not kind.tombstone]


@pytest.mark.parametrize("kind", KEYED, ids=lambda kind: kind.__name__)
def test_an_event_carries_the_id_of_its_own_aggregate_which_is_the_record_key(kind: type[Event]) -> None:
    assert kind.model_fields[f"{kind.stream.key}_id"].is_required()
