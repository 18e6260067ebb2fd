"""A referent is away: the deputy acts on those days, and on no others."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from contracts.event import Event
from contracts.programmes import ProgrammeChanged, Referent
from services.profiles.domain import away, programme
from services.profiles.domain.away import NoDaysAway, NoDeputy, NoSuchReferent
from services.profiles.domain.programme import Outline, Programme
from tests.services.profiles.made import NOW

MARCH, END = date(2027, 3, 1), date(2027, 3, 31)
BEGINS, BACK = datetime(2027, 2, 28, 23, tzinfo=UTC), datetime(2027, 3, 31, 22, tzinfo=UTC)  # midnights of Paris
FOR_ALL = Referent(referent="home", deputy="her-deputy")
OF_THE_SCHOOL = Referent(organisation_id="school", referent="anne", deputy="paul")
ALONE = Referent(organisation_id="lycee", referent="zoe")
PAUL_ACTS = Referent(organisation_id="school", referent="paul", acting=True)


def outline(*referents: Referent, **more: Any) -> Outline:
    year = {"first_day": date(2026, 9, 1), "last_day": date(2027, 7, 1)}
    return Outline(reference="p", name="P", owner="o", referents=referents, **(year | more))


def opened(*referents: Referent) -> Programme:
    return programme.start(outline(*(referents or (OF_THE_SCHOOL, FOR_ALL))), "net", "programme")[0]


def anne_in_march(state: Programme | None = None, now: datetime = NOW) -> tuple[Programme, list[Event]]:
    return away.go_away(state or opened(), "anne", MARCH, END, now)


def answering(events: list[Event]) -> tuple[Referent, ...]:
    """Who answers, as the one event says."""
    (event,) = events
    assert isinstance(event, ProgrammeChanged)
    return event.referents


def lived(state: Programme, until: datetime) -> tuple[Programme, list[Event]]:
    """What time brings by then, oldest first, as the chassis asks for it."""
    told: list[Event] = []
    while state.due_at and state.due_at <= until:
        state, events = away.due(state, state.due_at)
        told += events
    return state, told


def test_on_the_first_day_away_the_deputy_acts_and_after_the_last_the_referent_is_back() -> None:
    said, nothing = anne_in_march()
    assert (said.due_at, nothing) == (BEGINS, [])
    gone, told = away.due(said, BEGINS)
    assert answering(told) == (PAUL_ACTS, FOR_ALL)
    assert gone.due_at == BACK
    back, told = away.due(gone, BACK)
    assert answering(told) == (OF_THE_SCHOOL, FOR_ALL)
    assert back == opened()


def test_an_absence_that_passed_in_an_outage_is_told_from_beginning_to_end_once() -> None:
    _, told = lived(anne_in_march()[0], BACK + timedelta(days=60))
    assert [answering([each])[0].referent for each in told] == ["paul", "anne"]


def test_whoever_is_away_from_today_is_replaced_at_once_and_back_as_soon_as_they_say() -> None:
    gone, told = anne_in_march(now=BEGINS + timedelta(hours=9))
    assert answering(told) == (PAUL_ACTS, FOR_ALL)
    back, told = away.come_back(gone, "anne", BEGINS + timedelta(days=3))
    assert answering(told) == (OF_THE_SCHOOL, FOR_ALL)
    assert back.due_at is None
    assert away.come_back(back, "anne", BACK) == (back, [])


def test_days_said_again_take_the_place_of_the_first() -> None:
    gone, _ = lived(anne_in_march()[0], BEGINS)
    longer, told = away.go_away(gone, "anne", MARCH, END + timedelta(days=7), BEGINS)
    assert (longer.due_at, told) == (BACK + timedelta(days=7), [])
    later, told = away.go_away(gone, "anne", END, END, BEGINS)
    assert answering(told) == (OF_THE_SCHOOL, FOR_ALL)
    assert later.due_at == BACK - timedelta(days=1)


def test_a_programme_changed_meanwhile_keeps_the_deputy_acting() -> None:
    gone, _ = lived(anne_in_march()[0], BEGINS)
    told = programme.change(gone, outline(OF_THE_SCHOOL, FOR_ALL, last_day=date(2027, 7, 2)), BEGINS)[1]
    assert answering(told) == (PAUL_ACTS, FOR_ALL)
    another = Referent(organisation_id="school", referent="louis")
    replaced, told = programme.change(gone, outline(another), BEGINS)
    assert answering(told) == (another,)
    assert lived(replaced, BACK)[1] == []


def test_a_deputy_who_is_away_as_well_does_not_act() -> None:
    gone, _ = lived(anne_in_march(opened(OF_THE_SCHOOL, Referent(referent="paul", deputy="her-deputy")))[0], BEGINS)
    _, told = away.go_away(gone, "paul", MARCH, END, BEGINS)
    assert answering(told) == (OF_THE_SCHOOL, Referent(referent="her-deputy", acting=True))


def test_nobody_is_away_for_whom_nobody_stands_in_nor_on_days_that_are_no_more() -> None:
    with pytest.raises(NoDeputy):
        away.go_away(opened(ALONE), "zoe", MARCH, END, NOW)
    with pytest.raises(NoSuchReferent):
        away.go_away(opened(), "paul", MARCH, END, NOW)
    for first, last, now in ((END, MARCH, NOW), (MARCH, END, BACK)):
        with pytest.raises(NoDaysAway):
            away.go_away(opened(), "anne", first, last, now)


def test_a_closed_programme_waits_for_no_absence() -> None:
    closed, _ = programme.close(anne_in_march()[0], 0, NOW)
    assert closed.due_at is None


def test_nobody_acts_because_a_form_says_so() -> None:
    assert opened(PAUL_ACTS).referents == (PAUL_ACTS.model_copy(update={"acting": False}),)
