"""A minor is met in person only where and when the programme allows, and never at home."""

from datetime import UTC, datetime

import pytest

from contracts.hours import Hours
from contracts.policy import MeetingRules
from contracts.words import Place
from services.scheduling.domain import meeting
from services.scheduling.domain.meeting import allowed
from tests.services.scheduling.makers import a_plan, a_rhythm

WEDNESDAY_AFTERNOON = MeetingRules(hours=(Hours(weekday=3, start="14:00", end="17:00"),), told=("school", "guardian"))
MINOR, ADULT = a_rhythm(minor=True), a_rhythm()


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """Of September 2026, by the clock of Paris."""
    return datetime(2026, 9, day, hour - 2, minute, tzinfo=UTC)


def test_in_person_needs_a_place() -> None:
    with pytest.raises(meeting.PlaceMissing):
        allowed(a_plan(place=None), ADULT, MeetingRules())


@pytest.mark.parametrize("kind", ["company", "other"])
def test_a_minor_is_met_at_no_other_place(kind: str) -> None:
    with pytest.raises(meeting.PlaceNotAllowed, match="school, association, library"):
        allowed(a_plan(place=Place(kind=kind)), MINOR, MeetingRules())


def test_not_even_a_programme_can_allow_a_home() -> None:
    with pytest.raises(meeting.PlaceNotAllowed):
        allowed(a_plan(place=Place(kind="other")), MINOR, MeetingRules(places=("other",)))


def test_adults_meet_where_they_like_and_nobody_is_told() -> None:
    assert allowed(a_plan(place=Place(kind="other")), ADULT, WEDNESDAY_AFTERNOON).told_to == ()


def test_school_and_guardian_are_told_before_a_minor_is_met() -> None:
    assert allowed(a_plan(starts_at=at(14)), MINOR, WEDNESDAY_AFTERNOON).told_to == ("school", "guardian")


@pytest.mark.parametrize("start", [at(13, 59), at(16, 1), at(14, day=24)])
def test_a_minor_is_met_at_no_other_hour(start: datetime) -> None:
    with pytest.raises(meeting.HourNotAllowed):
        allowed(a_plan(starts_at=start), MINOR, WEDNESDAY_AFTERNOON)


def test_an_hour_may_end_with_its_stretch_or_with_the_day() -> None:
    evening = MeetingRules(hours=(Hours(weekday=3, start="20:00", end="24:00"),))
    assert allowed(a_plan(starts_at=at(16)), MINOR, WEDNESDAY_AFTERNOON)
    assert allowed(a_plan(starts_at=at(23)), MINOR, evening)
    with pytest.raises(meeting.HourNotAllowed):
        allowed(a_plan(starts_at=at(23, 30)), MINOR, evening)


def test_online_neither_place_nor_hour_matter_and_no_place_is_kept() -> None:
    plan = allowed(a_plan(mode="online", starts_at=at(21)), MINOR, WEDNESDAY_AFTERNOON)
    assert (plan.place, plan.told_to) == (None, ())
