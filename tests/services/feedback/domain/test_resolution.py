"""How a concern is closed, and a suspension lifted."""

import pytest

from contracts.concerns import ConcernResolved
from services.feedback.domain import concern, resolution
from tests.services.feedback.made import day, of, raised


def test_closing_a_concern_leaves_the_suspension():
    state, events = resolution.close(raised(), "lead", "handed-over", "to the police", day(11))
    assert of(ConcernResolved, events)[0].lifted is False
    assert (state.suspended, state.due_at) == (("mentor-1",), None)
    with pytest.raises(concern.AlreadyResolved):
        resolution.close(state, "lead", "settled", "", day(12))


def test_lifting_a_suspension_takes_two_people():
    state, events = resolution.lift(raised(), "lead", ("mentor-1",), day(11))
    assert events == []
    with pytest.raises(resolution.AnotherMustConfirm):
        resolution.lift(state, "lead", ("mentor-1",), day(11))
    state, events = resolution.lift(state, "deputy", ("mentor-1",), day(12))
    (resolved,) = of(ConcernResolved, events)
    assert (resolved.lifted, resolved.lift) == (True, ("mentor-1",))
    assert (state.suspended, state.resolved_at) == ((), day(12))


def test_two_people_who_name_others_have_not_agreed():
    state = raised(concerned=("mentor-1", "mentor-2"))
    state, _ = resolution.lift(state, "lead", ("mentor-1",), day(11))
    state, events = resolution.lift(state, "deputy", ("mentor-2",), day(11))
    assert (events, state.suspended) == ([], ("mentor-1", "mentor-2"))
    state, events = resolution.lift(state, "lead", ("mentor-2",), day(11))
    assert of(ConcernResolved, events)[0].lift == ("mentor-2",)
    assert state.suspended == ("mentor-1",)


def test_what_was_not_suspended_is_not_lifted():
    with pytest.raises(resolution.NotSuspended):
        resolution.lift(raised("low"), "lead", ("mentor-1",), day(11))


def test_a_suspension_can_be_lifted_after_the_concern_was_closed():
    state, _ = resolution.close(raised(), "lead", "unfounded", "", day(11))
    state, _ = resolution.lift(state, "lead", ("mentor-1",), day(12))
    state, events = resolution.lift(state, "deputy", ("mentor-1",), day(12))
    assert of(ConcernResolved, events)[0].lifted
    assert state.resolved_at == day(11)
