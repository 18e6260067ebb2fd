"""An enrolment halted for several reasons at once, paused, ended, emptied; and the hours that were held."""

from datetime import date

import pytest

from contracts.people import ProfileErased, ProfileLeft
from contracts.sessions import SessionCorrected, SessionHeld
from contracts.words import Participant
from services.profiles.domain import clearance, commitment, enrolment, halt
from services.profiles.domain.enrolment import EnrolmentIsOver, PlacesMissing
from tests.services.profiles.made import (
    MENTORS,
    NOW,
    asked,
    cleared_mentor,
    cleared_minor,
    envelope,
    names,
    raised,
    resolved,
    with_steps,
)


def test_a_mentor_says_for_how_many_there_is_room():
    with pytest.raises(PlacesMissing):
        asked(places=0)


def test_only_when_no_reason_is_left_does_somebody_take_part_again():
    state, _ = halt.suspend(cleared_mentor(), "administrative", NOW)
    state, events = halt.suspend(state, "check", NOW)
    assert names(events) == ["EnrolmentSuspended"]
    state, events = halt.lift(state, "administrative", NOW)
    assert (state.state, events) == ("suspended", [])
    state, events = halt.lift(state, "check", NOW)
    assert (state.state, names(events)) == ("cleared", ["EnrolmentResumed"])


def test_the_same_reason_twice_is_told_once():
    state, _ = halt.suspend(cleared_mentor(), "administrative", NOW)
    assert halt.suspend(state, "administrative", NOW) == (state, [])


def test_of_two_concerns_the_second_still_suspends_when_the_first_is_lifted():
    state, _ = halt.concern_raised(cleared_mentor(), raised("one"), NOW)
    state, events = halt.concern_raised(state, raised("two"), NOW)
    assert events == []
    state, events = halt.concern_resolved(state, resolved("one"), NOW)
    assert state and (state.state, events) == ("suspended", [])
    state, events = halt.concern_resolved(state, resolved("two"), NOW)
    assert state and (state.state, names(events)) == ("cleared", ["EnrolmentResumed"])


def test_whoever_enrols_under_a_concern_is_suspended_and_not_cleared_for_others_to_see():
    state = with_steps(asked(halts=("concern",), concerns=("concern",)), "interview", "honourability-check")
    state, events = clearance.clear(state, MENTORS, NOW)
    assert (state.state, names(events)) == ("suspended", ["EnrolmentChanged"])


def test_a_pause_outlasts_a_suspension():
    state, events = halt.pause(cleared_mentor(), date(2026, 10, 1), NOW, NOW)
    assert names(events) == ["EnrolmentPaused"]
    state, _ = halt.suspend(state, "administrative", NOW)
    state, events = halt.lift(state, "administrative", NOW)
    assert (state.state, names(events)) == ("paused", ["EnrolmentChanged"])
    state, events = halt.resume(state, NOW)
    assert (state.state, names(events)) == ("cleared", ["EnrolmentResumed"])


def test_an_ended_enrolment_frees_its_key_and_takes_nothing_more():
    state, events = enrolment.end(cleared_mentor(), "own-wish", NOW, NOW)
    assert (names(events), enrolment.keys(state), state.due_at) == (["EnrolmentEnded"], [], None)
    with pytest.raises(EnrolmentIsOver):
        halt.suspend(state, "administrative", NOW)


def test_whoever_leaves_the_network_leaves_its_programmes():
    left = ProfileLeft(person_id="person", occurred_at=NOW)
    state, events = halt.person_left(cleared_mentor(), left, NOW)
    assert state and (state.phase, events[0].reason) == ("ended", "left")
    assert halt.person_left(state, left, NOW) == (state, [])


def test_an_erased_person_leaves_nothing_in_the_enrolment_that_leads_back():
    erased = ProfileErased(person_id="person").told(envelope())
    state, events = halt.person_erased(cleared_minor(), erased, NOW)
    assert state and names(events) == ["EnrolmentEnded"]
    assert (state.birth_date, state.parents, state.words, state.steps) == (None, (), (), ())


def test_hours_held_are_counted_once_and_put_right():
    held = SessionHeld(**_session(), said_by="mentor", occurred_at=NOW)
    state, _ = commitment.held(cleared_mentor(), held, NOW)
    state, _ = commitment.held(state, held, NOW)
    assert state and commitment.minutes_held(state) == 60
    wrong = SessionCorrected(**_session(), before="held", outcome="missed", occurred_at=NOW)
    state, _ = commitment.corrected(state, wrong, NOW)
    assert state and commitment.minutes_held(state) == 0


def _session() -> dict:
    return {
        "session_id": "session",
        "pairs": ("pair",),
        "programme_id": "programme",
        "participants": (Participant(person_id="person", role="mentor", present=True),),
        "starts_at": NOW,
        "minutes": 60,
        "mode": "online",
    }
