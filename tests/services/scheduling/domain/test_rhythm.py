"""A rhythm follows its pair and its sessions."""

from datetime import date, timedelta
from typing import Any

import pytest

from contracts.enrolments import EnrolmentChanged
from contracts.event import Event
from contracts.pairs import AgreementSigned, PairEnded, PairPaused, PairResumed, ReferentChanged, Side
from contracts.sessions import SessionCorrected, SessionHeld, SessionScheduled
from contracts.words import AgreementTerms, Cadence
from services.scheduling.domain import beats, rhythm
from services.scheduling.domain.session import facts
from tests.services.scheduling.makers import ANNA, LUC, NOW, START, a_rhythm, booked, cancelled_event, moved_event

PAIR: dict[str, Any] = {
    "pair_id": "pair",
    "programme_id": "prog",
    "mentor": Side(person_id=ANNA, enrolment_id="e-anna"),
    "mentee": Side(person_id=LUC, enrolment_id="e-luc"),
}
SESSION: dict[str, Any] = facts(booked())
HELD = SessionHeld(**SESSION, said_by="mentor", occurred_at=START)


def paused(reason: str = "own-wish") -> rhythm.Rhythm:
    state, _ = rhythm.paused(a_rhythm(), PairPaused(**PAIR, reason=reason, occurred_at=NOW), NOW)
    assert state
    return state


def test_a_paused_pair_owes_the_cancelling_of_what_is_booked() -> None:
    state = paused()
    assert (state.status, state.calling_off, state.due_at) == ("paused", "pair-paused", NOW)
    with pytest.raises(rhythm.PairNotLive):
        state.check_live()


@pytest.mark.parametrize("reason", ["check", "consent", "concern"])
def test_why_somebody_is_suspended_is_not_told_to_the_other(reason: str) -> None:
    assert paused(reason).calling_off == "suspended"


def test_a_resumed_pair_books_again_once_the_old_bookings_are_gone() -> None:
    state, _ = rhythm.resumed(paused(), PairResumed(**PAIR, ends_on=date(2027, 8, 1), occurred_at=NOW), NOW)
    assert state
    with pytest.raises(rhythm.PairNotLive):
        state.check_live()
    state, _ = rhythm.called_off(state, NOW)
    state.check_live()
    assert (state.ends_on, state.due_at) == (date(2027, 8, 1), None)


def test_an_ended_pair_owes_the_same() -> None:
    event = PairEnded(
        **PAIR,
        kind="early",
        by="mentee",
        reason="moved",
        rematch_wanted=True,
        territory="besancon",
        occurred_at=NOW,
    )
    state, _ = rhythm.ended(a_rhythm(), event, NOW)
    assert state
    assert (state.status, state.calling_off) == ("ended", "pair-ended")


@pytest.mark.parametrize(("complete", "days"), [(True, 7), (False, 14)])
def test_an_agreement_sets_the_cadence_once_all_have_signed(complete: bool, days: int) -> None:
    terms = AgreementTerms(
        goals=(), cadence=Cadence(days=7, minutes=45), modes=("phone",), support="trade", duration_months=9
    )
    event = AgreementSigned(**PAIR, version=1, signer="mentor", terms=terms, complete=complete, occurred_at=NOW)
    state, _ = rhythm.agreed(a_rhythm(), event, NOW)
    assert state
    assert state.cadence.days == days


def test_another_referent_answers_from_then_on() -> None:
    state, _ = rhythm.referent_changed(a_rhythm(), ReferentChanged(**PAIR, referent="new"), NOW)
    assert state
    assert state.referent == "new"


def test_at_eighteen_the_rules_for_minors_and_the_guardians_access_end() -> None:
    event = EnrolmentChanged(
        enrolment_id="e-luc", person_id=LUC, programme_id="prog", role="mentee", state="cleared", minor=False
    )
    state, _ = rhythm.mentee_changed(a_rhythm(minor=True, guardians=("mother",)), event, NOW)
    assert state
    assert (state.minor, state.guardians) == (False, ())


def after(*events: Event) -> rhythm.Rhythm:
    decisions: dict[str, Any] = {
        "SessionScheduled": beats.booked,
        "SessionMoved": beats.booked,
        "SessionCancelled": beats.dropped,
        "SessionHeld": beats.met,
        "SessionCorrected": beats.corrected,
    }
    state = a_rhythm()
    for event in events:
        state, _ = decisions[type(event).__name__](state, event, NOW)
    return state


def test_a_booking_is_known_moved_and_dropped() -> None:
    scheduled = SessionScheduled(**SESSION)
    assert [a.at for a in after(scheduled).booked] == [START]
    assert len(after(scheduled, moved_event("session", 2)).booked) == 1
    assert after(scheduled, cancelled_event("session")).booked == ()


def test_a_meeting_held_is_no_longer_booked() -> None:
    state = after(SessionScheduled(**SESSION), HELD, HELD)
    assert (state.booked, [meeting.at for meeting in state.held]) == ((), [START])


def test_a_correction_takes_a_meeting_out_or_puts_it_in() -> None:
    def corrected(outcome: str) -> SessionCorrected:
        return SessionCorrected(**SESSION, before="held", outcome=outcome, occurred_at=START)

    assert after(HELD, corrected("missed")).held == ()
    assert len(after(corrected("held")).held) == 1


def test_old_meetings_are_forgotten_in_order() -> None:
    told = [
        HELD.model_copy(update={"session_id": f"s{week}", "occurred_at": START + timedelta(weeks=week)})
        for week in reversed(range(20))
    ]
    state = after(*told)
    assert len(state.held) == beats.REMEMBERED
    assert state.held[-1].session_id == "s19"


def test_a_session_of_a_pair_that_is_not_known_changes_nothing() -> None:
    assert beats.met(None, HELD, NOW) == (None, [])
