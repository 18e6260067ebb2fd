"""No agenda ever has two sessions at once, whatever comes in whichever order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.hours import Hours, WeeklyHours
from contracts.people import ProfileCreated, ProfileErased
from services.scheduling.domain import agenda
from services.scheduling.domain.agenda import Agenda, Taken
from tests.services.scheduling.makers import cancelled_event, moved_event, resumed_event, suspended_event

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def plan(session_id: str, start: int = 24, hours: int = 1, revision: int = 1, programme: str = "prog") -> Taken:
    begin = NOW + start * HOUR
    return Taken(
        session_id=session_id, revision=revision, start=begin, end=begin + hours * HOUR, programme_id=programme
    )


def taking(*plans: Taken, state: Agenda | None = None) -> Agenda:
    found = state or Agenda()
    for each in plans:
        found, _ = agenda.take(found, each, NOW)
    return found


def test_an_overlapping_session_is_refused() -> None:
    with pytest.raises(agenda.HoursTaken):
        agenda.take(taking(plan("a", 24, 2)), plan("b", 25), NOW)


def test_sessions_may_touch() -> None:
    assert len(taking(plan("a", 24), plan("b", 25)).taken) == 2


def test_taking_twice_is_taking_once() -> None:
    assert taking(plan("a"), plan("a")) == taking(plan("a"))


def test_an_odd_hour_may_be_agreed_upon() -> None:
    evening = WeeklyHours(hours=(Hours(weekday=1, start="18:00", end="20:00"),))
    assert taking(plan("a", 20), state=Agenda(hours=evening)).taken


def test_what_was_given_back_never_takes_again() -> None:
    given, _ = agenda.give_back(taking(plan("a")), "a", None, NOW)
    with pytest.raises(agenda.HoursGivenBack):
        agenda.take(given, plan("a"), NOW)


def test_a_taking_that_comes_after_its_giving_back_is_refused() -> None:
    early, _ = agenda.give_back(None, "a", None, NOW)
    with pytest.raises(agenda.HoursGivenBack):
        agenda.take(early, plan("a", revision=3), NOW)


def test_a_plan_given_back_leaves_the_sessions_other_plan() -> None:
    both = taking(plan("a", 24), plan("a", 48, revision=2))
    left, _ = agenda.give_back(both, "a", 2, NOW)
    assert left.taken == (plan("a", 24),)
    assert taking(plan("a", 72, revision=3), state=left).taken[-1].revision == 3


def test_a_session_may_move_by_half_its_length() -> None:
    assert len(taking(plan("a", 24, 2), plan("a", 25, 2, revision=2)).taken) == 2


def test_a_moved_session_keeps_its_newest_hours_only() -> None:
    both = taking(plan("a", 24), plan("a", 48, revision=2), plan("b", 100))
    left, _ = agenda.moved(both, moved_event("a", revision=2), NOW)
    assert left.taken == (plan("a", 48, revision=2), plan("b", 100))


def test_a_cancelled_session_frees_its_hours_however_often_it_is_told() -> None:
    once, _ = agenda.called_off(taking(plan("a")), cancelled_event("a"), NOW)
    twice, _ = agenda.called_off(once, cancelled_event("a"), NOW)
    assert once == twice
    assert taking(plan("b"), state=twice).taken


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [(plan("a", -2), agenda.HoursPast), (plan("a", 24 * 366), agenda.HoursTooFar)],
)
def test_hours_past_and_more_than_a_year_ahead_are_refused(wanted: Taken, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        agenda.take(None, wanted, NOW)


def test_a_suspended_person_can_be_booked_in_other_programmes_only() -> None:
    state, _ = agenda.suspended(None, suspended_event("prog"), NOW)
    with pytest.raises(agenda.NotTakingPart):
        agenda.take(state, plan("a"), NOW)
    assert taking(plan("a", programme="other"), state=state).taken


def test_who_is_resumed_in_a_programme_can_be_booked_again_unless_another_enrolment_there_is_suspended() -> None:
    state, _ = agenda.suspended(None, suspended_event("prog"), NOW)
    state, _ = agenda.suspended(state, suspended_event("prog", "e2"), NOW)
    state, _ = agenda.resumed(state, resumed_event("prog"), NOW)
    with pytest.raises(agenda.NotTakingPart):
        agenda.take(state, plan("a"), NOW)
    state, _ = agenda.resumed(state, resumed_event("prog", "e2"), NOW)
    assert taking(plan("a"), state=state).taken


def test_free_hours_are_those_that_the_person_last_said() -> None:
    hours = WeeklyHours(hours=(Hours(weekday=3, start="14:00", end="17:00"),))
    told = ProfileCreated(person_id="p", territory="t", languages=("fr",), availability=hours)
    state, _ = agenda.profiled(taking(plan("a")), told, NOW)
    assert (state.hours, state.taken) == (hours, (plan("a"),))


def test_an_erased_person_leaves_an_empty_agenda_that_takes_nothing() -> None:
    state, _ = agenda.erased(taking(plan("a")), ProfileErased(person_id="p"), NOW)
    assert state.taken == ()
    with pytest.raises(agenda.NotTakingPart):
        agenda.take(state, plan("b"), NOW)


def test_the_past_is_forgotten_and_stays_closed() -> None:
    given, _ = agenda.give_back(taking(plan("a"), plan("b", 48)), "a", None, NOW)
    much_later = NOW + timedelta(days=400)
    state, _ = agenda.take(given, plan("c", 24 * 401), much_later)
    assert [taken.session_id for taken in state.taken] == ["c"]
    assert state.given_back == ()
    with pytest.raises(agenda.HoursPast):
        agenda.take(state, plan("a"), much_later)


Step = Callable[[Agenda, datetime], Agenda]
SESSION = st.sampled_from("abcd")
REVISION = st.integers(1, 3)


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, str, int, int]:
    return (
        draw(st.sampled_from(["take", "back", "plan back", "moved"])),
        draw(SESSION),
        draw(REVISION),
        draw(st.integers(1, 8)),
    )


@given(st.lists(steps(), max_size=40))
def test_whatever_the_order_no_two_sessions_overlap_and_nothing_given_back_returns(
    whole: list[tuple[str, str, int, int]],
) -> None:
    state, gone = Agenda(), set[str]()
    for number, (what, session_id, revision, start) in enumerate(whole):
        now = NOW + number * timedelta(minutes=1)
        if what == "take":
            state = _try_to_take(state, plan(session_id, start, 2, revision), now)
        elif what == "moved":
            state, _ = agenda.moved(state, moved_event(session_id, revision), now)
        else:
            whole_session = what == "back"
            state, _ = agenda.give_back(state, session_id, None if whole_session else revision, now)
            gone |= {session_id} if whole_session else {f"{session_id}{revision}"}
        taken = state.taken
        assert not any(one.overlaps(other) for one, other in combinations(taken, 2))
        assert not gone & {t.session_id for t in taken}
        assert not gone & {f"{t.session_id}{t.revision}" for t in taken}


def _try_to_take(state: Agenda, wanted: Taken, now: datetime) -> Agenda:
    try:
        return agenda.take(state, wanted, now)[0]
    except (agenda.HoursTaken, agenda.HoursGivenBack):
        return state
