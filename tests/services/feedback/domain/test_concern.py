"""Concerns: little is told, and never of somebody by themselves."""

from datetime import timedelta

import pytest

from contracts.concerns import ConcernAssigned, ConcernOverdue, ConcernRaised
from contracts.followups import CheckInAnswered
from contracts.people import ProfileErased
from services.feedback.domain import concern, resolution
from tests.services.feedback.made import day, of, raised, stated


def test_a_severe_concern_suspends_in_the_decision_that_raises_it():
    state, events = concern.report(None, stated())
    assert of(ConcernRaised, events)[0].suspend == ("mentor-1",)
    assert state.suspended == ("mentor-1",)


@pytest.mark.parametrize(("severity", "days"), [("severe", 1), ("serious", 3), ("low", 10)])
def test_the_deadline_goes_by_severity(severity, days):
    state, events = concern.report(None, stated(severity))
    assert state.due_at == of(ConcernRaised, events)[0].due_at == day(10) + timedelta(days=days)
    assert bool(state.suspended) == (severity == "severe")


def test_neither_words_nor_names_of_the_reporter_are_told():
    _, events = concern.report(None, stated())
    assert "what happened" not in events[0].model_dump_json()
    assert "mentee-1" not in events[0].model_dump_json()


def test_a_severe_concern_names_somebody_other_than_who_raised_it():
    with pytest.raises(concern.NobodyNamed):
        concern.report(None, stated(concerned=()))
    with pytest.raises(concern.NobodyNamed):
        concern.report(None, stated(concerned=("mentee-1",)))


def test_a_concern_raised_again_by_the_same_command_is_one():
    state = raised()
    assert concern.report(state, stated()) == (state, [])


def test_nobody_looks_into_a_concern_about_themselves():
    with pytest.raises(concern.NotForThoseConcerned):
        concern.assign(raised(), "mentor-1", "lead")
    with pytest.raises(concern.NotForThoseConcerned):
        resolution.close(raised(), "mentor-1", "unfounded", "", day(11))
    with pytest.raises(concern.NotForThoseConcerned):
        resolution.lift(raised(), "mentor-1", ("mentor-1",), day(11))


def test_an_assigned_concern_is_overdue_once_and_asks_its_assignee():
    state, events = concern.assign(raised(), "lead", "lead")
    assert of(ConcernAssigned, events)[0].assignee == "lead"
    state, events = concern.due(state, day(11))
    (overdue,) = of(ConcernOverdue, events)
    assert (overdue.due_at, overdue.asks[0].whom) == (day(11), "lead")
    assert state.due_at is None


def test_who_is_not_at_ease_raises_one_serious_concern_about_the_pair():
    event = CheckInAnswered(
        pair_id="pair-1",
        programme_id="programme-1",
        check_in_id="check-in-1",
        kind="week-1",
        respondent="mentee-1",
        role="mentee",
        question_set="first-weeks",
        version=1,
        flags=("not-at-ease",),
        occurred_at=day(8),
    )
    state, events = concern.not_at_ease(None, event, day(8))
    told = of(ConcernRaised, events)[0]
    assert (told.severity, told.subject_kind, told.suspend) == ("serious", "pair", ())
    assert "check-in-1" not in told.model_dump_json()
    assert concern.not_at_ease(state, event, day(8)) == (state, [])


def test_the_words_of_a_concern_go_with_an_erased_person():
    state, events = concern.forget(raised("low"), ProfileErased(person_id="mentee-1"), day(20))
    assert (state.text, events) == ("", [])


def test_an_open_severe_concern_keeps_its_words_until_it_is_closed():
    state, _ = concern.forget(raised(), ProfileErased(person_id="mentor-1"), day(20))
    assert state.text == "what happened"
    state, _ = resolution.close(state, "lead", "settled", "notes", day(21))
    assert (state.text, state.note) == ("", "")
