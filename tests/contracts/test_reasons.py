"""Reasons on the wire: codes that single nobody out."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from contracts.catalogue import EVENTS
from contracts.enrolments import EnrolmentSuspended
from contracts.event import Event
from contracts.pairs import PairFormed
from contracts.people import ProfileLeft
from contracts.wire import schema

TELLING = re.compile(r"ill|sick|unwell|health|death|died|dead|deceas|refus|crimin|record|handicap|disab|income|poor")
NOT_TOLD = {"SessionCancelled": {"unwell"}}  # read from older writers; tests/services/scheduling says own-wish


def codes(kind: type[Event]) -> Iterator[str]:
    for name, field in schema(kind).get("properties", {}).items():
        if name == "reason":
            yield from codes_in(field)


def codes_in(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node.get("x-open-codes", ())
        for each in node.values():
            yield from codes_in(each)
    if isinstance(node, list):
        for each in node:
            yield from codes_in(each)


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
def test_no_reason_tells_of_an_illness_a_death_or_a_refused_check(kind: type[Event]) -> None:
    told = set(codes(kind)) - NOT_TOLD.get(kind.__name__, set())
    assert not [code for code in told if TELLING.search(code)]


def test_the_reasons_of_all_events_are_looked_at() -> None:
    told = {name for name, kind in EVENTS.items() if "reason" in kind.model_fields}
    assert told == {name for name, kind in EVENTS.items() if set(codes(kind))}


def test_a_suspension_has_four_reasons_and_says_no_more() -> None:
    assert set(codes(EnrolmentSuspended)) - {"other"} == {"check", "consent", "concern", "administrative"}


def test_whoever_leaves_does_not_say_why_and_may_leave_quietly() -> None:
    assert set(ProfileLeft.model_fields) == {"person_id", "quiet", "occurred_at"}


def test_priority_is_a_class_and_its_ground_is_nowhere() -> None:
    told = {name for kind in EVENTS.values() for name in kind.model_fields if "priority" in name or "ground" in name}
    assert told == {"priority"}
    assert schema(PairFormed)["properties"]["priority"]["maximum"] == 3
