"""The first word stands; a disagreement is kept until it is settled."""

from datetime import timedelta
from typing import Any

import pytest

from services.scheduling.domain import cancelling, recording
from services.scheduling.domain.recording import correct, say
from services.scheduling.domain.session import Session, SessionClosed, Word, of_pair
from tests.services.scheduling.makers import ANNA, LUC, NOW, START, a_plan, a_rhythm, booked, names, only

AFTER = START + timedelta(hours=3)


def word(outcome: Any = "held", **changes: Any) -> Word:
    whole = {"outcome": outcome, "minutes": 60, "mode": "in-person", "occurred_at": START}
    return Word(**{**whole, **changes})


def said(*words: tuple[str, Word]) -> tuple[Session, list[Any]]:
    state, events = booked(), list[Any]()
    for role, each in words:
        state, more = say(state, role, each, AFTER)
        events += more
    return state, events


def test_a_meeting_is_told_as_it_was() -> None:
    state, events = said(("mentee", word(minutes=45, mode="online")))
    event = only(events)
    assert (event.minutes, event.mode, event.said_by, event.occurred_at) == (45, "online", "mentee", START)
    assert [participant.present for participant in event.participants] == [True, True]
    assert (state.status, state.due_at) == ("held", None)


def test_a_missed_meeting_says_who_was_absent() -> None:
    state, events = said(("mentor", word("missed", absent=(LUC,))))
    assert (state.status, only(events).absent) == ("missed", (LUC,))
    assert [participant.present for participant in only(events).participants] == [True, False]


def test_the_others_same_word_adds_nothing() -> None:
    assert names(said(("mentor", word()), ("mentee", word(minutes=50)))[1]) == ["SessionHeld"]


def test_a_disagreement_is_kept_and_the_first_word_stands() -> None:
    state, events = said(("mentor", word()), ("mentee", word("missed", absent=(ANNA,))))
    assert names(events) == ["SessionHeld", "SessionHeld"]
    assert [(event.disputed, event.said_by) for event in events] == [(False, "mentor"), (True, "mentor")]
    assert (state.status, state.disputed, state.words["mentee"].outcome) == ("held", True, "missed")


def test_saying_it_again_does_not_tell_the_dispute_again() -> None:
    no = ("mentee", word("missed"))
    assert len(said(("mentor", word()), no, no)[1]) == 2


def test_two_who_come_to_agree_settle_it_themselves() -> None:
    state, events = said(("mentor", word()), ("mentee", word("missed")), ("mentor", word("missed", absent=(LUC,))))
    assert names(events)[-1] == "SessionCorrected"
    assert (events[-1].before, events[-1].outcome, events[-1].absent) == ("held", "missed", (LUC,))
    assert (state.status, state.disputed) == ("missed", False)


def test_giving_in_to_the_first_word_settles_it_as_it_stood() -> None:
    state, events = said(("mentor", word()), ("mentee", word("missed")), ("mentee", word()))
    assert (events[-1].before, events[-1].outcome, state.disputed) == ("held", "held", False)


def test_who_alone_has_spoken_may_put_their_own_word_right() -> None:
    state, events = said(("mentor", word("missed")), ("mentor", word()))
    assert names(events) == ["SessionMissed", "SessionCorrected"]
    assert state.status == "held"


def test_a_coordinator_settles_a_dispute() -> None:
    disputed, _ = said(("mentor", word()), ("mentee", word("missed")))
    state, events = correct(disputed, word("missed", absent=(ANNA,)))
    assert (only(events).outcome, state.status, state.disputed) == ("missed", "missed", False)


def test_what_a_coordinator_has_settled_stays_settled() -> None:
    settled, _ = correct(said(("mentor", word()))[0], word("missed"))
    state, events = say(settled, "mentor", word(), AFTER)
    assert (state.status, state.disputed, events) == ("missed", False, [])


def test_minutes_alone_can_be_corrected() -> None:
    state, events = correct(said(("mentor", word()))[0], word(minutes=90))
    assert only(events).minutes == 90
    assert state.recorded
    assert (state.recorded.minutes, state.plan.minutes) == (90, 60)


def test_nothing_is_said_before_it_begins_or_of_what_is_to_come() -> None:
    with pytest.raises(recording.NotYetOver):
        say(booked(), "mentor", word(), START - timedelta(minutes=1))
    with pytest.raises(recording.NotYetOver):
        say(booked(), "mentor", word(occurred_at=AFTER + timedelta(days=1)), AFTER)


def test_only_who_takes_part_can_be_absent() -> None:
    with pytest.raises(recording.NotTheirs):
        said(("mentor", word("missed", absent=("somebody",))))


def test_a_cancelled_session_is_not_recorded() -> None:
    state, _ = cancelling.cancel(booked(), "mentor", "unwell", NOW)
    with pytest.raises(SessionClosed):
        say(state, "mentor", word(), AFTER)


def test_they_may_meet_without_a_booking() -> None:
    new = of_pair("session", a_rhythm(), a_plan())
    state, events = recording.spontaneous(new, "mentee", word(), AFTER)
    assert (state.status, names(events), state.due_at) == ("held", ["SessionHeld"], None)
