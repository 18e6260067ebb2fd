"""Many whose check was done on one day, and whose clearance ends on one day."""

from datetime import UTC, datetime, timedelta

from services.profiles.domain import clearance
from services.profiles.domain.enrolment import Enrolment
from tests.services.profiles.made import MENTORS, cleared_mentor

END = datetime(2027, 2, 28, 23, tzinfo=UTC)
COHORT = [cleared_mentor().model_copy(update={"enrolment_id": f"mentor-{number}"}) for number in range(40)]


def until(state: Enrolment, instant: datetime) -> tuple[Enrolment, list]:
    told: list = []
    while state.due_at and state.due_at <= instant:
        state, events = clearance.due(state, state.due_at)
        told += events
    return state, told


def test_each_of_a_whole_cohort_is_warned_sixty_and_twenty_days_before_and_asked_to_renew():
    told = [event for each in COHORT for event in until(each, END - timedelta(days=20))[1]]
    for days in (60, 20):
        warned = [each for each in told if each.days_left == days]
        assert {each.enrolment_id for each in warned} == {each.enrolment_id for each in COHORT}
        assert {each.asks[0].until for each in warned} == {END}


def test_the_whole_cohort_is_suspended_at_one_local_midnight_except_who_has_renewed():
    renewal = MENTORS.step("honourability-check", 1, datetime(2027, 2, 1, tzinfo=UTC).date(), None)
    renewed, _ = clearance.record(COHORT[0], renewal, MENTORS, END - timedelta(days=27))
    after = [until(each, END)[0] for each in (renewed, *COHORT[1:])]
    assert [each.state for each in after] == ["cleared", *["suspended"] * 39]


def test_the_cohort_is_listed_for_whoever_renews_it_until_it_is_renewed_or_suspended():
    sixty_days_before = END - timedelta(days=60)
    assert all(each.expires_by(END) for each in COHORT)
    assert not any(each.expires_by(END - timedelta(seconds=1)) for each in COHORT)
    renewal = MENTORS.step("honourability-check", 1, sixty_days_before.date(), None)
    renewed, _ = clearance.record(COHORT[0], renewal, MENTORS, sixty_days_before)
    suspended, _ = until(COHORT[1], END)
    assert not renewed.expires_by(END)
    assert not suspended.expires_by(END)
