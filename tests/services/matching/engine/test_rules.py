from typing import Any

import pytest

from services.matching.engine.people import Rhythm
from services.matching.engine.rules import barrier, common_hours, reachable, room_for
from tests.services.matching.engine.people import mentee, mentor

WEEKLY = Rhythm(minutes=60, a_week=1)


def test_two_who_share_language_hours_and_a_mode_may_be_paired() -> None:
    assert barrier(mentee(), mentor(), WEEKLY) is None


@pytest.mark.parametrize(
    ("rule", "of_mentee", "of_mentor"),
    [
        ("places", {}, {"places": 0}),
        ("excluded", {"never": frozenset({"person-of-mentor"})}, {}),
        ("excluded", {"person": "same"}, {"person": "same"}),
        ("language", {}, {"languages": frozenset({"en"})}),
        ("reach", {"modes": frozenset({"phone"})}, {}),
        ("reach", {"modes": frozenset({"in-person"})}, {"territory": "arve"}),
        ("skill", {"seeks": {"wood.joinery": 1}}, {"offers": {"metal.welding": 4}}),
        ("hours", {"hours": ()}, {}),
        ("hours", {}, {"hours": ((18 * 60 + 30, 20 * 60),)}),
    ],
)
def test_each_rule_forbids_a_pair(rule: str, of_mentee: dict, of_mentor: dict) -> None:  # type: ignore[type-arg]
    assert barrier(mentee(**of_mentee), mentor(**of_mentor), WEEKLY) == rule


def test_a_pair_that_meets_twice_a_week_needs_room_for_two_sessions() -> None:
    twice = Rhythm(minutes=60, a_week=2)
    assert barrier(mentee(), mentor(), twice) is None
    assert barrier(mentee(hours=((17 * 60, 18 * 60 + 30),)), mentor(), twice) == "hours"


def test_in_person_needs_one_territory_and_somebody_who_travels() -> None:
    assert reachable(mentee(), mentor()) == {"in-person", "online"}
    assert reachable(mentee(territory="arve"), mentor()) == {"online"}
    assert reachable(mentee(travels=False), mentor(travels=False)) == {"online"}
    assert reachable(mentee(travels=False), mentor()) == {"in-person", "online"}


def test_common_hours_are_where_both_are_free() -> None:
    one = mentee(hours=((0, 100), (290, 400)))
    other = mentor(hours=((50, 210), (300, 360)))
    assert common_hours(one, other) == ((60, 90), (300, 360))


def test_stretches_that_are_too_short_hold_no_session() -> None:
    assert room_for(((0, 30), (60, 180), (300, 360)), 60) == 3


@pytest.mark.parametrize(
    ("demand", "offers", "allowed"),
    [
        ("skill", {"wood.joinery": 1}, True),
        ("skill", {"wood.carving": 4}, False),
        ("field", {"wood.carving": 4}, True),
        ("field", {"metal.welding": 4}, False),
        ("nothing", {"metal.welding": 4}, True),
    ],
)
def test_a_mentor_offers_something_of_what_is_sought_as_far_as_is_demanded(
    demand: Any, offers: dict[str, int], allowed: bool
) -> None:
    seeking = mentee(seeks={"wood.joinery": 3})
    assert (barrier(seeking, mentor(offers=offers), WEEKLY, demand=demand) is None) == allowed


def test_whoever_seeks_nothing_in_particular_takes_anybody() -> None:
    assert barrier(mentee(seeks={}), mentor(offers={}), WEEKLY) is None


def test_sessions_do_not_cross_midnight() -> None:
    late = ((23 * 60 + 30, 24 * 60 + 30),)
    assert barrier(mentee(hours=late), mentor(hours=late), WEEKLY) == "hours"
