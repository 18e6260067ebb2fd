"""Clearing somebody: the steps, how long they hold, warnings, expiry, renewal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.policy import Policy, VettingStep
from services.profiles.domain import clearance, enrolment, halt
from services.profiles.domain.clearance import NotVettedYet
from services.profiles.domain.enrolment import Enrolment
from services.profiles.domain.vetting import FOR_GOOD, Demands
from tests.services.profiles.made import (
    MENTORS,
    NOW,
    TODAY,
    asked,
    cleared_mentor,
    cleared_minor,
    names,
    raised,
    resolved,
    with_steps,
    words,
)

END = datetime(2027, 2, 28, 23, tzinfo=UTC)  # midnight in Paris after the last day of the check


def test_someone_with_all_steps_is_cleared_until_the_first_of_them_runs_out():
    state = with_steps(asked(), "interview", "honourability-check")
    cleared, events = clearance.clear(state, MENTORS, NOW)
    assert (cleared.state, cleared.cleared_until) == ("cleared", END)
    assert names(events) == ["EnrolmentCleared"]


def test_a_missing_step_is_named():
    with pytest.raises(NotVettedYet, match="honourability-check"):
        clearance.clear(with_steps(asked(), "interview"), MENTORS, NOW)


def test_a_step_that_has_run_out_counts_as_missing():
    state = with_steps(asked(), "interview", "honourability-check", on=date(2026, 1, 1))
    with pytest.raises(NotVettedYet, match="honourability-check"):
        clearance.clear(state, MENTORS, NOW)


def test_an_older_version_of_a_text_is_not_the_one_demanded():
    newer = Policy(vetting=(VettingStep(role="mentor", kind="charter", version=2),))
    state = with_steps(asked(demands=Demands.of(newer, "mentor")), "charter")
    with pytest.raises(NotVettedYet, match="charter"):
        clearance.clear(state, Demands.of(newer, "mentor"), NOW)


def test_steps_that_hold_for_good_clear_for_good():
    assert cleared_minor().cleared_until == FOR_GOOD


def test_the_end_is_announced_sixty_and_twenty_days_before():
    state, told = cleared_mentor(), []
    for _ in range(2):
        assert state.due_at
        state, events = clearance.due(state, state.due_at)
        told += events
    assert [event.days_left for event in told] == [60, 20]
    assert [event.renew for event in told] == [("honourability-check",)] * 2
    assert state.due_at == END


def test_at_its_end_a_clearance_suspends_by_itself():
    state, events = _until_the_end(cleared_mentor())
    assert (state.state, state.halts, state.due_at) == ("suspended", ("check",), None)
    assert events[-1].reason == "check"


def test_a_renewal_on_the_last_day_leaves_no_gap():
    last_day = date(2027, 2, 28)
    state, events = clearance.record(
        cleared_mentor(), MENTORS.step("honourability-check", 1, last_day, None), MENTORS, END - timedelta(hours=2)
    )
    assert names(events) == ["EnrolmentCleared"]
    assert state.cleared_until and state.cleared_until > END
    assert state.due_at == state.cleared_until - timedelta(days=60)


def test_a_late_renewal_resumes_at_once():
    expired, _ = _until_the_end(cleared_mentor())
    renewal = MENTORS.step("honourability-check", 1, date(2027, 3, 10), None)
    state, events = clearance.record(expired, renewal, MENTORS, datetime(2027, 3, 10, 9, tzinfo=UTC))
    assert (names(events), state.state) == (["EnrolmentResumed"], "cleared")


def test_a_renewal_does_not_lift_a_concern():
    expired, _ = _until_the_end(halt.concern_raised(cleared_mentor(), raised(), NOW)[0])
    renewal = MENTORS.step("honourability-check", 1, date(2027, 3, 10), None)
    state, events = clearance.record(expired, renewal, MENTORS, datetime(2027, 3, 10, 9, tzinfo=UTC))
    assert (state.halts, names(events)) == (("concern",), ["EnrolmentChanged"])
    back, events = halt.concern_resolved(state, resolved(), NOW)
    assert back and (back.state, names(events)) == ("cleared", ["EnrolmentResumed"])


def test_a_month_has_its_own_last_day():
    step = MENTORS.step("honourability-check", 1, date(2026, 8, 31), None)
    assert step.valid_until == date(2027, 2, 27)


def _until_the_end(state: Enrolment | None) -> tuple[Enrolment, list]:
    told: list = []
    assert state
    while state.due_at and state.due_at <= END:
        state, events = clearance.due(state, state.due_at)
        told += events
    return state, told


DAYS = st.dates(date(2025, 6, 1), date(2026, 9, 1))
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["interview", "honourability-check", "charter"]), DAYS),
        st.sampled_from(["clear", "due", "pause", "resume", "raised", "resolved", "yes", "withdrawn"]),
    ),
    max_size=14,
)


@given(ACTS)
def test_nobody_is_ever_cleared_without_every_step_done_and_valid(acts):
    state, now = asked(), NOW
    for act in acts:
        now += timedelta(days=9)
        while state.due_at and state.due_at <= now:
            state, _ = clearance.due(state, state.due_at)
        try:
            state = _act(state, act, now)
        except (NotVettedYet, halt.NotPaused, enrolment.EnrolmentIsOver):
            continue
        if state.state == "cleared":
            valid = {step.kind for step in state.steps if step.holds(now.date())}
            assert {"interview", "honourability-check"} <= valid
            assert not state.halts
            assert state.cleared_until and now < state.cleared_until


def _act(state: Enrolment, act: str | tuple[str, date], now: datetime) -> Enrolment:
    if isinstance(act, tuple):
        return clearance.record(state, MENTORS.step(act[0], 1, act[1], None), MENTORS, now)[0]
    match act:
        case "clear":
            return clearance.clear(state, MENTORS, now)[0]
        case "pause":
            return halt.pause(state, None, now, now)[0]
        case "resume":
            return halt.resume(state, now)[0]
        case "raised":
            return halt.concern_raised(state, raised(), now)[0] or state
        case "resolved":
            return halt.concern_resolved(state, resolved(), now)[0] or state
        case "yes" | "withdrawn":
            return clearance.say(state, words("person", act, on=TODAY), MENTORS, now)[0]
    return state
