"""Reasons come and go, each told once."""

from contracts.followups import CheckInDue, PairAtRisk, PairBackOnTrack
from services.feedback.domain.health import SEEN_BY_ALL, reasons
from tests.services.feedback.made import answer, day, followed, meet, miss, names, of, wait


def test_a_pair_that_has_just_formed_needs_no_looking_after():
    assert reasons(followed()) == ()


def test_a_further_reason_is_told_with_all_that_hold_and_an_old_one_not_again():
    state, events = wait(followed(), day(8))
    mentee = next(each for each in of(CheckInDue, events) if each.role == "mentee")
    state, events = answer(state, mentee, "not-at-ease", "goals-off-track")
    assert of(PairAtRisk, events)[0].reasons == ("goals-off-track", "not-at-ease")
    state, events = miss(state, day(9))
    assert events == []
    state, events = miss(state, day(10))
    assert of(PairAtRisk, events)[0].reasons == ("goals-off-track", "missed-sessions", "not-at-ease")
    since = {risk.reason: risk.since for risk in state.risks}
    assert since == {"not-at-ease": day(7), "goals-off-track": day(7), "missed-sessions": day(10)}


def test_one_reason_is_settled_while_another_stays():
    state, _ = miss(followed(), day(3))
    state, _ = miss(state, day(10))
    state, events = wait(state, day(21))
    assert {"missed-sessions", "no-first-meeting"} <= set(of(PairAtRisk, events)[-1].reasons)
    state, events = meet(state, day(2), told_at=day(21))
    assert names(events) == ["PairBackOnTrack"]
    assert "missed-sessions" in reasons(state)
    assert of(PairBackOnTrack, events)[0].settled == ("no-first-meeting",)


def test_what_only_answers_can_tell_is_not_shown_to_the_two():
    assert not {"not-at-ease", "low-feedback", "missed-check-ins", "goals-off-track"} & set(SEEN_BY_ALL)
