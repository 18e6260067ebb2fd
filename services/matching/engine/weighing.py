"""What `rules` and `relevance` say of a pair, compiled: the same score from the columns."""

from typing import NamedTuple

import numpy as np
from numba import njit

from services.matching.engine.bits import ones
from services.matching.engine.columns import Ints, Small, Words
from services.matching.engine.marking import Table
from services.matching.engine.people import Policy, Rhythm, Weights
from services.matching.engine.week import HALF_HOUR

DEMANDS = ("nothing", "skill", "field")


class Points(NamedTuple):
    """The programme's weights and demands as numbers; a session is in half-hours, `bands` (bands + 1,) are points."""

    skill: int
    skills: int
    field: int
    fields: int
    goal: int
    goals: int
    hour: int
    hours: int
    language: int
    languages: int
    mode: int
    modes: int
    bands: Ints
    session: int
    a_week: int
    demand: int


def points(policy: Policy, rhythm: Rhythm) -> Points:
    w = policy.weights
    bands = np.array([w.territory, *(each for _, each in w.bands)], np.int64)
    return Points(
        w.skill, w.skills_counted, w.field, w.fields_counted, w.goal, w.goals_counted, w.hour, w.hours_counted,
        w.language, w.languages_counted, w.mode, w.modes_counted, bands, -(-rhythm.minutes // HALF_HOUR),
        rhythm.a_week, DEMANDS.index(policy.demand),
    )  # fmt: skip


def greatest(weights: Weights) -> int:
    """No pair scores more."""
    w = weights
    terms = w.skill * w.skills_counted, w.field * w.fields_counted, w.goal * w.goals_counted, w.hour * w.hours_counted
    near = max(w.territory, *(each for _, each in w.bands), 0)
    return sum(terms) + w.language * w.languages_counted + near + w.mode * w.modes_counted


@njit(cache=True, inline="always")
def bit(table: Table, row: int, p: int) -> int:
    return int(table[row, p >> 6] >> np.uint64(p & 63) & np.uint64(1))


@njit(cache=True, inline="always")
def fields_without_skill(
    start: Small, field: Small, row: Small, in_field: Table, in_skill: Table, i: int, p: int
) -> int:
    """Fields of what student i seeks in which the mentor in place p offers something, though nothing at its level."""
    fields = 0
    e, last = start[i], start[i + 1]
    while e < last:
        here, met = field[e], 0
        while e < last and field[e] == here:
            met |= bit(in_skill, row[e], p)
            e += 1
        if met == 0:
            fields += bit(in_field, here, p)
    return fields


@njit(cache=True, inline="always")
def common(
    my_hours: Words, my_begins: Words, i: int, hours: Words, begins: Words, p: int, session: int, a_week: int
) -> int:
    """Half-hours in which both are free, -1 where the week has no room for the sessions."""
    half_hours = days = 0
    for day in range(8):
        half_hours += ones(my_hours[i, day] & hours[p, day])
        days += (my_begins[i, day] & begins[p, day]) != 0
    if days >= a_week or (days and has_room(my_begins, i, begins, p, session, a_week)):
        return half_hours
    return -1


@njit(cache=True, inline="always")
def has_room(my_begins: Words, i: int, begins: Words, p: int, session: int, a_week: int) -> bool:
    """Whether so many sessions fit: each takes its half-hours away from those that could begin within it."""
    found = 0
    for day in range(7):
        begin = my_begins[i, day] & begins[p, day]
        while begin:
            found += 1
            if found >= a_week:
                return True
            low = begin & (~begin + np.uint64(1))
            begin &= ~((low << np.uint64(session)) - low)
    return False
