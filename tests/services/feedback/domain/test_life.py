"""The pair's life, as its follow-up lives it."""

import pytest

from chassis.errors import NotYet
from contracts.enrolments import EnrolmentChanged
from contracts.followups import CheckInDue, CheckInOverdue, PairAtRisk, PairBackOnTrack
from contracts.hours import SchoolCalendar
from contracts.pairs import AgreementMissing, AgreementSigned, PairEnding, PairPaused, ReferentChanged, SchoolChanged
from contracts.words import AgreementTerms, Cadence, Goal
from services.feedback.domain import life
from services.feedback.domain.follow_up import FollowUp
from tests.services.feedback.made import PAIR, day, end, followed, meet, miss, of, pause, resume, wait


def signed(state: FollowUp, complete: bool) -> life.Decided:
    terms = AgreementTerms(
        goals=(Goal(goal_id="goal-2", kind="orientation"),),
        cadence=Cadence(days=7, minutes=60),
        modes=("online",),
        support="trade",
        duration_months=10,
    )
    event = AgreementSigned(**PAIR, version=1, signer="mentee", terms=terms, complete=complete, occurred_at=day(15))
    return life.agree(state, event, day(15))


def test_nothing_of_a_pair_is_known_before_it_forms():
    with pytest.raises(NotYet):
        life.pause(None, PairPaused(**PAIR, reason="own-wish", occurred_at=day(1)), day(1))


def test_a_missing_agreement_is_a_reason_until_all_have_signed():
    missing = AgreementMissing(**PAIR, missing=("mentor",), due_at=day(14))
    state, events = life.miss_agreement(followed(), missing, day(14))
    assert of(PairAtRisk, events)[0].reasons == ("agreement-missing",)
    assert signed(state, complete=False)[1] == []
    assert of(PairBackOnTrack, signed(state, complete=True)[1])[0].settled == ("agreement-missing",)


def test_what_was_agreed_sets_cadence_and_goals():
    state, _ = meet(followed(), day(3))
    state, _ = signed(state, complete=True)
    assert state.goals == ("goal-1", "goal-2")
    assert state.meet_by == day(17)


def test_escalations_go_to_the_new_referent():
    state, _ = life.refer(followed(), ReferentChanged(**PAIR, referent="referent-2"), day(1))
    _, events = wait(state, day(30))
    assert {each.asks[0].whom for each in of(CheckInOverdue, events) if each.escalated} == {"referent-2"}


def test_whoever_answers_for_a_proposal_changes_nothing_that_the_forming_would_wait_for():
    changed = SchoolChanged(**PAIR, school="school-2", calendar=SchoolCalendar(zone="own"), referent="referent-2")
    assert life.refer(None, ReferentChanged(**PAIR, referent="referent-2"), day(1)) == (None, [])
    assert life.change_school(None, changed, day(1)) == (None, [])


def test_an_end_in_sight_moves_the_goodbye():
    ending = PairEnding(**PAIR, kind="early", by="mentor", ends_on=day(60).date(), occurred_at=day(30))
    state, _ = wait(followed(), day(30))
    state, _ = life.renew(state, ending, day(30))
    assert [(each.kind, each.at.date()) for each in state.moments if "end" in each.kind] == [
        ("before-end", day(46).date()),
        ("end", day(60).date()),
    ]


def test_a_guardian_is_asked_no_more_from_the_18th_birthday():
    state, _ = wait(followed(), day(8))
    event = EnrolmentChanged(
        enrolment_id="enrolment-s", person_id="mentee-1", programme_id="programme-1", role="mentee", state="cleared"
    )
    state, _ = life.change_guardians(state, event, day(9))
    assert state.voice_of("guardian-1") is None
    assert "guardian-1" in state.people
    _, events = wait(state, day(40))
    assert "guardian" not in {each.role for each in events if isinstance(each, CheckInDue | CheckInOverdue)}


def test_an_ended_pair_is_neither_at_risk_nor_back_on_track():
    state = end(followed(), day(30), kind="early")
    state, _ = miss(state, day(28))
    assert miss(state, day(29))[1] == []


def test_pausing_twice_is_one_pause():
    state = pause(pause(followed(), day(5)), day(9))
    assert [each.since for each in resume(state, day(12)).pauses] == [day(5)]


def test_a_pair_that_ends_in_a_pause_counts_one_pause():
    state = end(pause(followed(), day(5)), day(9), kind="early")
    state = resume(state, day(12), undone=True)
    assert [(each.since, each.until) for each in state.pauses] == [(day(5), day(12))]
