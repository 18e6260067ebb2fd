"""What the clock brings: each instant once, the oldest first."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.followups import CheckInDue, CheckInOverdue, FirstMeetingMissing, PairAtRisk, PairSilent
from contracts.policy import QuestionSet
from services.feedback.domain import due
from services.feedback.domain.follow_up import FollowUp
from tests.services.feedback.made import (
    ZONE_A,
    day,
    end,
    followed,
    meet,
    names,
    of,
    pause,
    resume,
    wait,
)


def met_every_week(until: int) -> FollowUp:
    """A pair that no silence disturbs."""
    state = followed()
    for number in range(1, until, 7):
        state, _ = meet(state, day(number))
    return state


def test_each_respondent_is_asked_with_a_set_of_questions():
    _, events = wait(followed(), day(8))
    asked = of(CheckInDue, events)
    assert [(each.role, each.question_set, each.version) for each in asked] == [
        ("mentor", "first-weeks", 1),
        ("mentee", "first-weeks", 1),
        ("guardian", "first-weeks", 1),
    ]
    assert {each.asks[0].whom for each in asked} == {"mentor-1", "mentee-1", "guardian-1"}
    assert len({each.check_in_id for each in asked}) == 3


def test_the_programme_says_which_questions():
    ours = QuestionSet(kind="week-1", role="mentee", question_set="our-own", version=3)
    _, events = due.catch_up(followed(), day(8), [ours])
    asked = {each.role: (each.question_set, each.version) for each in of(CheckInDue, events)}
    assert asked["mentee"] == ("our-own", 3)
    assert asked["mentor"] == ("first-weeks", 1)


def test_the_guardian_of_a_grown_up_is_not_asked():
    _, events = wait(followed(minor=False), day(8))
    assert {each.role for each in of(CheckInDue, events)} == {"mentor", "mentee"}


def test_what_fell_due_during_an_outage_is_raised_oldest_first_and_never_twice():
    state, events = wait(met_every_week(40), day(40))
    instants = [each.due_at for each in events if isinstance(each, CheckInDue | CheckInOverdue)]
    assert instants == sorted(instants)
    assert len({(each.kind, each.respondent) for each in of(CheckInDue, events)}) == len(of(CheckInDue, events))
    assert wait(state, day(40)) == (state, [])


def test_an_outage_changes_nothing_in_what_is_told():
    at_once, late = met_every_week(60), met_every_week(60)
    told = []
    for number in range(60):
        at_once, events = wait(at_once, day(number))
        told += events
    assert wait(late, day(59))[1] == told


def test_much_that_fell_due_is_raised_in_several_goes():
    state, events = due.catch_up(met_every_week(300), day(300), ())
    assert len(events) <= due.AT_ONCE + 10
    assert state.due_at is not None and state.due_at <= day(300)


def test_an_answer_that_does_not_come_is_asked_for_again_and_then_the_referent_is_told_once():
    _, events = wait(met_every_week(30), day(30))
    first = [each for each in of(CheckInOverdue, events) if (each.kind, each.role) == ("week-1", "mentee")]
    assert [(each.escalated, each.asks[0].whom) for each in first] == [(False, "mentee-1"), (True, "referent-1")]
    assert [each.due_at - first[0].due_at for each in first] == [timedelta(0), timedelta(days=7)]


def test_a_pair_that_does_not_meet_is_missed_after_three_open_weeks():
    _, events = wait(followed(), day(22))
    (missing,) = of(FirstMeetingMissing, events)
    assert (missing.due_at, missing.open_weeks, missing.asks[0].whom) == (day(21), 3, "referent-1")
    assert "no-first-meeting" in of(PairAtRisk, events)[-1].reasons


def test_a_pair_that_starts_later_has_its_three_weeks_from_then():
    _, events = wait(followed(starts_on=day(30).date()), day(80))
    assert [each.due_at.date() for each in of(FirstMeetingMissing, events)] == [day(51).date()]


def test_a_pair_is_silent_once_after_twice_its_cadence():
    state, _ = meet(followed(), day(3))
    _, events = wait(state, day(80))
    (silent,) = of(PairSilent, events)
    assert (silent.due_at, silent.last_met_at, silent.open_weeks) == (day(31), day(3), 4)
    assert "FirstMeetingMissing" not in names(events)


def test_july_and_august_bring_no_silence():
    state = followed(ZONE_A, ends_on=date(2029, 6, 30))
    last_days_of_school = datetime(2028, 6, 28, 14, tzinfo=UTC)
    state, _ = meet(state, last_days_of_school)
    state, events = wait(state, datetime(2028, 9, 15, tzinfo=UTC))
    assert [each.due_at for each in of(PairSilent, events) if each.due_at > last_days_of_school] == []
    _, events = wait(state, datetime(2028, 10, 20, tzinfo=UTC))
    assert len(of(PairSilent, events)) == 1


def test_a_pause_brings_nothing_and_does_not_count():
    state, _ = meet(followed(), day(3))
    state = pause(state, day(10))
    assert state.due_at is None
    assert wait(state, day(100)) == (state, [])
    state = resume(state, day(110))
    _, events = wait(state, day(140))
    assert [each.due_at.date() for each in of(PairSilent, events)] == [day(131).date()]
    assert next(each.due_at for each in of(CheckInDue, events) if each.kind == "week-2") > day(110)


def test_what_was_missed_before_a_pause_is_raised_after_it():
    state = resume(pause(followed(), day(10)), day(50))
    _, events = wait(state, day(50))
    assert {(each.kind, each.due_at) for each in of(CheckInDue, events)} == {("week-1", day(7))}


def test_after_a_planned_end_only_the_goodbye_is_asked():
    state = end(met_every_week(100), day(100))
    state, events = wait(state, day(200))
    assert {each.kind for each in of(CheckInDue, events)} == {"end"}
    assert len(events) == 3
    assert state.due_at is None


def test_after_an_early_end_nothing_is_asked():
    assert end(met_every_week(100), day(100), kind="early").due_at is None


def test_an_ending_that_is_undone_goes_on_where_it_was():
    state = end(met_every_week(50), day(50), kind="early")
    state = resume(state, day(57), undone=True)
    assert state.phase == "running"
    _, events = wait(state, day(100))
    assert "monthly" in {each.kind for each in of(CheckInDue, events)}


walk = st.lists(st.tuples(st.sampled_from(["clock", "pause", "resume", "held"]), st.integers(0, 60)), max_size=30)


@given(walk)
def test_whatever_the_pauses_each_moment_is_asked_once_in_order_and_never_while_the_pair_stands_still(steps):
    state, today, told = followed(ZONE_A), 0, list[CheckInDue]()
    for what, days in steps:
        today += days
        match what:
            case "clock":
                state, events = wait(state, day(today))
                assert state.phase == "running" or events == []
                told += of(CheckInDue, events)
            case "pause":
                state = pause(state, day(today))
            case "resume":
                state = resume(state, day(today))
            case _:
                state, _ = meet(state, day(today))
    assert len({each.check_in_id for each in told}) == len(told)
    assert [each.due_at for each in told] == sorted(each.due_at for each in told)
