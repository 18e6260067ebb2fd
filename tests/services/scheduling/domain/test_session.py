"""A session's life, told by what its events say."""

from datetime import timedelta

import pytest

from contracts.pairs import ReferentChanged, Side
from services.scheduling.domain import asking, cancelling, moving, session, waiting
from services.scheduling.domain.session import of_pair
from tests.services.scheduling.makers import ANNA, LUC, NOW, START, a_plan, a_rhythm, asked, booked, names, only

OPTIONS = (START, START + timedelta(days=1))
LATER = START + timedelta(days=7)


def test_asking_for_one_hour_asks_nobody() -> None:
    state, events = asking.ask(of_pair("session", a_rhythm(), a_plan()), (), ANNA, NOW)
    assert (state.status, only(events).asks) == ("asked", ())


def test_asking_with_options_asks_the_other_to_choose_in_time() -> None:
    state, events = asking.ask(of_pair("session", a_rhythm(), a_plan()), OPTIONS, ANNA, NOW)
    (whom,) = only(events).asks
    assert (whom.whom, whom.what, whom.until) == (LUC, "book", NOW + timedelta(days=7))
    assert state.due_at == whom.until


def test_an_option_is_chosen_once() -> None:
    state, _ = asking.ask(of_pair("session", a_rhythm(), a_plan()), OPTIONS, ANNA, NOW)
    chosen, _ = asking.choose(state, OPTIONS[1], NOW)
    assert chosen.plan.starts_at == OPTIONS[1]
    assert asking.choose(chosen, OPTIONS[1], NOW) == (chosen, [])
    with pytest.raises(asking.NotAnOption):
        asking.choose(chosen, OPTIONS[0], NOW)


def test_an_asking_that_nobody_answers_is_cancelled_once() -> None:
    state, events = waiting.catch_up(asked(), NOW + timedelta(days=6))
    assert (only(events).reason, only(events).by, state.due_at) == ("not-answered", "clock", None)


def test_a_booking_says_whether_it_is_the_first() -> None:
    state, events = asking.book(asked(), True, NOW)
    assert (state.status, only(events).first) == ("booked", True)
    assert asking.book(state, True, NOW) == (state, [])


def test_what_was_cancelled_meanwhile_is_not_booked() -> None:
    state, _ = cancelling.cancel(asked(), "clock", "not-answered", NOW)
    with pytest.raises(session.SessionClosed):
        asking.book(state, True, NOW)


def test_a_booking_that_failed_is_cancelled_but_one_that_was_won_stays() -> None:
    assert names(asking.fail(asked(), "hours-taken", NOW)[1]) == ["SessionCancelled"]
    assert asking.fail(booked(), "hours-taken", NOW) == (booked(), [])


def test_each_reminder_and_each_asking_how_it_went_comes_once_oldest_first() -> None:
    state, events = waiting.catch_up(booked(), START + timedelta(days=30))
    assert names(events) == ["ReminderDue", "ReminderDue", "SessionUnrecorded", "SessionUnrecorded"]
    assert [event.hours_before for event in events[:2]] == [48, 2]
    assert waiting.catch_up(state, START + timedelta(days=60)) == (state, [])


def test_both_are_asked_how_it_went_then_the_referent() -> None:
    _, events = waiting.catch_up(booked(), START + timedelta(days=30))
    first, second = events[2:]
    assert [ask.whom for ask in first.asks] == [ANNA, LUC]
    assert first.due_at == START + timedelta(hours=1 + 48)
    assert [(ask.whom, ask.role, second.escalated) for ask in second.asks] == [
        ("coordinator-rosa", "coordinator", True)
    ]


def test_a_reminder_whose_hour_is_past_at_booking_is_left_out() -> None:
    late, _ = asking.book(asked(), True, START - timedelta(hours=3))
    assert late.reminders == (2,)


def test_another_referent_is_asked_from_then_on() -> None:
    side = Side(person_id=ANNA, enrolment_id="e")
    event = ReferentChanged(pair_id="pair", programme_id="prog", mentor=side, mentee=side, referent="new")
    state, _ = session.referent_changed(booked(), event, NOW)
    assert state
    assert waiting.catch_up(state, START + timedelta(days=30))[1][-1].asks[0].whom == "new"


def test_calling_off_frees_and_is_done_once() -> None:
    state, events = cancelling.cancel_in_time(booked(), "mentee", "unwell", NOW)
    assert (only(events).by, only(events).reason, state.due_at) == ("mentee", "own-wish", None)
    assert cancelling.cancel(state, "mentee", "unwell", NOW) == (state, [])


def test_a_meeting_that_has_begun_is_recorded_not_cancelled() -> None:
    with pytest.raises(session.SessionOver):
        cancelling.cancel_in_time(booked(), "mentee", "unwell", START)


def test_a_pair_that_stands_still_loses_what_is_to_come_and_keeps_what_has_begun() -> None:
    assert only(cancelling.call_off("suspended", booked(), NOW)[1]).reason == "suspended"
    assert cancelling.call_off("suspended", booked(), START) == (booked(), [])


def test_a_move_tells_the_old_start_and_counts_up() -> None:
    state, nothing = moving.ask_move(booked(), a_plan(starts_at=LATER), "mentee", NOW)
    assert (nothing, state.plan.starts_at) == ([], START)
    state, events = moving.move(state, 2, NOW)
    assert (only(events).moved_from, only(events).starts_at, only(events).revision) == (START, LATER, 2)
    assert moving.move(state, 2, NOW) == (state, [])
    assert waiting.catch_up(state, LATER)[1][0].starts_at == LATER


def test_of_two_moves_the_later_one_counts_and_the_hours_of_the_other_are_freed() -> None:
    state, _ = moving.ask_move(booked(), a_plan(starts_at=LATER), "mentee", NOW)
    state, _ = moving.ask_move(state, a_plan(starts_at=LATER + timedelta(hours=1)), "mentor", NOW)
    assert (state.left, state.due_at) == ((2,), NOW)
    with pytest.raises(session.SessionClosed):
        moving.move(state, 2, NOW)
    assert only(moving.move(state, 3, NOW)[1]).by == "mentor"


def test_the_same_move_asked_for_again_goes_on_where_it_was() -> None:
    state, _ = moving.ask_move(booked(), a_plan(starts_at=LATER), "mentee", NOW)
    assert moving.ask_move(state, a_plan(starts_at=LATER), "mentor", NOW) == (state, [])


def test_a_move_left_half_way_is_given_up_and_cannot_be_finished_later() -> None:
    state, _ = moving.ask_move(booked(), a_plan(starts_at=LATER), "mentee", NOW)
    state, events = waiting.catch_up(state, NOW + timedelta(days=5))
    assert (events, state.left, state.plan.starts_at) == ([], (2,), START)
    with pytest.raises(session.SessionClosed):
        moving.move(state, 2, NOW)
    state, _ = moving.freed(state, 2)
    assert state.due_at == START - timedelta(hours=48)
    assert moving.ask_move(state, a_plan(starts_at=LATER), "mentor", NOW)[0].last_revision == 3


def test_hours_of_a_move_are_freed_before_anything_else_that_is_due() -> None:
    state, _ = moving.ask_move(booked(), a_plan(starts_at=LATER), "mentee", NOW)
    state, events = waiting.catch_up(state, START + timedelta(days=30))
    assert (events, state.left) == ([], (2,))
    assert state.due_at == NOW + timedelta(days=5)


def test_a_session_that_is_cancelled_while_it_moves_leaves_nothing_taken() -> None:
    state, _ = moving.ask_move(booked(), a_plan(starts_at=LATER), "mentee", NOW)
    state, _ = cancelling.cancel(state, "mentor", "own-wish", NOW)
    assert (state.moving, state.left) == (None, (2,))
    with pytest.raises(session.SessionClosed):
        moving.move(state, 2, NOW)
