"""Lists of codes are open, and readers pass over what they do not know."""

import json
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, ValidationError

from contracts.catalogue import EVENTS
from contracts.codes import Codes
from contracts.specimen import specimen
from contracts.wire import plain

READABLE = [kind for kind in EVENTS.values() if not kind.tombstone]


class Trip(BaseModel):
    by: Annotated[str, Codes("train", "bicycle"), Field(description="How.")] = "train"
    then: tuple[Annotated[str, Codes("train", "bicycle")], ...] = ()
    maybe: Annotated[str, Codes("train")] | None = None


def with_novelty(node: Any) -> Any:
    """The same with a field that nobody knows, at every level."""
    if isinstance(node, list):
        return [with_novelty(each) for each in node]
    if isinstance(node, dict):
        return {name: with_novelty(each) for name, each in node.items()} | {"novelty": {"since": 2030}}
    return node


def test_a_known_code_is_read_as_it_is() -> None:
    assert Trip.model_validate_json('{"by": "bicycle"}').by == "bicycle"


def test_an_unknown_code_is_read_as_other_wherever_it_stands() -> None:
    trip = Trip.model_validate_json('{"by": "airship", "then": ["train", "raft"], "maybe": "sledge"}')
    assert (trip.by, trip.then, trip.maybe) == ("other", ("train", "other"), "other")


def test_an_unknown_code_is_refused_when_it_is_written() -> None:
    with pytest.raises(ValidationError, match="None of: train, bicycle, other"):
        Trip(by="airship")


def test_something_that_is_no_text_is_no_code() -> None:
    with pytest.raises(ValidationError):
        Trip.model_validate_json('{"by": 7}')


def test_an_api_shows_the_list_and_the_wire_leaves_it_open() -> None:
    assert Trip.model_json_schema()["properties"]["by"]["enum"] == ["train", "bicycle", "other"]
    assert "enum" not in json.dumps(plain(Trip.model_json_schema()))


@pytest.mark.parametrize("kind", READABLE, ids=lambda kind: kind.__name__)
def test_an_event_from_a_newer_writer_is_read(kind: Any) -> None:
    data = specimen(kind, full=True)["data"]
    for reason in data.get("reasons", ()):
        if isinstance(reason, dict):
            del reason["facts"]  # a list of words and numbers that is open itself
    event = kind.model_validate_json(json.dumps(with_novelty(data)))
    assert event == kind.model_validate_json(json.dumps(data)) and "novelty" not in event.model_dump_json()


@pytest.mark.parametrize("kind", READABLE, ids=lambda kind: kind.__name__)
def test_an_event_never_changes_once_told(kind: Any) -> None:
    event = kind.model_validate_json(json.dumps(specimen(kind, full=False)["data"]))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(event, next(iter(kind.model_fields)), "another")
