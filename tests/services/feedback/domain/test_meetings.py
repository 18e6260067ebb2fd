"""What sessions tell of a pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import NotYet
from contracts.event import Event
from contracts.followups import FirstMeetingMissing, PairAtRisk, PairBackOnTrack, PairSilent
from services.feedback.domain.follow_up import FollowUp
from tests.services.feedback.made import (
    ALWAYS_OPEN,
    ZONE_A,
    correct,
    day,
    followed,
    meet,
    miss,
    names,
    of,
    wait,
)


def silent_since(last_met: int) -> FollowUp:
    state, _ = meet(followed(), day(last_met))
    state, events = wait(state, state.meet_by)
    assert "PairSilent" in names(events)
    return state


def test_a_session_that_overtakes_its_pair_waits():
    with pytest.raises(NotYet):
        meet(None, day(3))


def test_a_meeting_ends_a_silence_once():
    state, events = meet(silent_since(3), day(33))
    assert of(PairBackOnTrack, events)[0].settled == ("silent",)
    _, events = meet(state, day(34))
    assert events == []


def test_a_first_meeting_that_comes_late_puts_things_right():
    state, events = wait(followed(), day(21))
    assert of(FirstMeetingMissing, events)
    _, events = meet(state, day(23))
    assert of(PairBackOnTrack, events)[0].settled == ("no-first-meeting",)


def test_a_march_meeting_told_in_april_counts_in_march_and_puts_things_right_once():
    state, events = meet(silent_since(3), day(10), told_at=day(60))
    assert names(events) == ["PairBackOnTrack"]
    assert state.last_meeting and state.last_meeting.at == day(10)
    assert of(PairSilent, wait(state, day(70))[1]) == []


def test_a_meeting_before_the_last_one_known_does_not_end_a_silence():
    assert meet(silent_since(10), day(4), told_at=day(60))[1] == []


def test_two_missed_sessions_in_a_row_are_a_reason_until_they_meet():
    state, _ = miss(followed(), day(3))
    state, events = miss(state, day(10))
    assert of(PairAtRisk, events)[0].reasons == ("missed-sessions",)
    _, events = meet(state, day(12))
    assert of(PairBackOnTrack, events)[0].settled == ("missed-sessions",)


def test_a_session_that_was_not_held_after_all_does_not_count():
    state, _ = meet(followed(), day(3), session_id="first")
    state, _ = meet(state, day(20), session_id="second")
    state, _ = correct(state, day(20), "second", "missed")
    assert state.last_meeting and state.last_meeting.at == day(3)
    state, _ = correct(state, day(20), "second", "held")
    assert state.last_meeting and state.last_meeting.at == day(20)
    state, _ = correct(state, day(20), "second", "cancelled")
    assert set(state.meetings) == {"first"}


steps = st.lists(st.tuples(st.sampled_from(["clock", "held", "late", "missed"]), st.integers(0, 45)), max_size=40)


@given(steps=steps, calendar=st.sampled_from([ALWAYS_OPEN, ZONE_A]))
def test_silence_and_its_end_alternate_whatever_the_order(steps, calendar):
    state, today, told = followed(calendar), 0, list[Event]()
    for number, (what, days) in enumerate(steps):
        today += days if what in ("clock", "missed") else 0
        match what:
            case "clock":
                state, events = wait(state, day(today))
            case "missed":
                state, events = miss(state, day(today), f"session-{number}")
            case _:
                at = day(max(0, today - days))
                state, events = meet(state, at, day(today) if what == "late" else at, f"session-{number}")
        told += events
    raised = [
        event
        for event in told
        if isinstance(event, PairSilent | FirstMeetingMissing)
        or (isinstance(event, PairBackOnTrack) and {"silent", "no-first-meeting"} & set(event.settled))
    ]
    expected = [(FirstMeetingMissing, PairSilent), (PairBackOnTrack,)]
    assert all(isinstance(event, expected[place % 2]) for place, event in enumerate(raised))
