"""The calendar file says when, and nothing that is personal."""

from datetime import timedelta

from icalendar import Calendar

from services.scheduling.calendar import ics
from services.scheduling.domain import cancelling, moving
from services.scheduling.domain.session import Session
from tests.services.scheduling.makers import ANNA, LUC, NOW, START, a_plan, asked, booked


def read(*sessions: Session) -> Calendar:
    return Calendar.from_ical(ics(sessions, NOW))


def moved() -> Session:
    state, _ = moving.ask_move(booked(), a_plan(starts_at=START + timedelta(days=60)), "mentor", NOW)
    return moving.move(state, 2, NOW)[0]


def test_a_session_stands_at_its_local_hour() -> None:
    (event,) = read(booked()).walk("VEVENT")
    assert event["dtstart"].dt == START
    assert event["dtstart"].params["tzid"] == "Europe/Paris"
    assert (event["dtend"].dt - event["dtstart"].dt) == timedelta(hours=1)


def test_the_time_zone_knows_both_changes_of_the_clocks() -> None:
    (zone,) = read(booked()).walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Paris"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert zone.to_tz().utcoffset(START.replace(tzinfo=None)) == timedelta(hours=2)
    assert zone.to_tz().utcoffset((START + timedelta(days=60)).replace(tzinfo=None)) == timedelta(hours=1)


def test_a_move_keeps_the_uid_and_raises_the_sequence() -> None:
    (before,), (after,) = read(booked()).walk("VEVENT"), read(moved()).walk("VEVENT")
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)


def test_nobody_is_named_in_it() -> None:
    text = ics([booked()], NOW).decode()
    assert not any(word in text for word in (ANNA, LUC, "school", "pair", "prog"))


def test_what_is_only_asked_for_or_cancelled_is_not_in_it() -> None:
    cancelled, _ = cancelling.cancel(booked(), "mentor", "unwell", NOW)
    assert read(asked(), cancelled).walk("VEVENT") == []


def test_an_empty_feed_is_a_calendar_all_the_same() -> None:
    assert read()["prodid"] == "-//Relais//Scheduling//EN"
