"""Saying that a referent is away, and what time brings of it."""

from datetime import date, datetime

from chassis.errors import Refused
from contracts.event import Event
from services.profiles.domain.absence import Absence, as_of
from services.profiles.domain.birthday import day_of
from services.profiles.domain.programme import Programme, changed, still_open


class NoSuchReferent(Refused):
    """This person is no referent of this programme."""

    status = 404


class NoDeputy(Refused):
    """Nobody would stand in: name a deputy for this referent first."""


class NoDaysAway(Refused):
    """The last day away has passed, or comes before the first."""

    status = 422


def go_away(
    state: Programme | None, person_id: str, first_day: date, last_day: date, now: datetime
) -> tuple[Programme, list[Event]]:
    """The deputy acts on these days, in the programme's time zone. Said again, it is these days and no others."""
    state = still_open(state)
    named = [each for each in state.referents if each.referent == person_id]
    if not named:
        raise NoSuchReferent
    if any(each.deputy is None for each in named):
        raise NoDeputy
    if last_day < max(first_day, day_of(now, state.zone)):
        raise NoDaysAway
    days = Absence(person_id=person_id, first_day=first_day, last_day=last_day)
    return _absent(state, (*_without(state, person_id), days), now)


def come_back(state: Programme | None, person_id: str, now: datetime) -> tuple[Programme, list[Event]]:
    """Earlier than was said, or not away at all."""
    state = still_open(state)
    return _absent(state, _without(state, person_id), now)


def due(state: Programme, instant: datetime) -> tuple[Programme, list[Event]]:
    """An absence begins, or is over."""
    return _absent(state, state.absences, instant)


def _without(state: Programme, person_id: str) -> tuple[Absence, ...]:
    return tuple(each for each in state.absences if each.person_id != person_id)


def _absent(state: Programme, absences: tuple[Absence, ...], now: datetime) -> tuple[Programme, list[Event]]:
    return changed(state, {"absences": as_of(absences, state.zone, now)})
