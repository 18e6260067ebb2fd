"""Every pair computed anew: rules and score of one student and 512 mentors in a row, which stay in the cache."""

from typing import NamedTuple

import numpy as np
from numba import njit

from services.matching.engine.bits import lowest, ones
from services.matching.engine.columns import IN_PERSON, Bytes, Flags, Ints, Small, Words

APART, BLOCK = -1, 512


class Rules(NamedTuple):
    """The programme's: points and how many count, by term; what is demanded; sessions in half-hours, so many a week."""

    skill: tuple[int, int]
    field: tuple[int, int]
    goal: tuple[int, int]
    hour: tuple[int, int]
    language: tuple[int, int]
    mode: tuple[int, int]
    demand: int
    session: int
    a_week: int


class Students(NamedTuple):
    """What they seek, with its field and level, aim at, and are kept from, as lists; hours, `limit` and `chosen`."""

    seek_start: Small
    seek: Small
    field: Small
    level: Bytes
    goal_start: Small
    goal: Small
    never_start: Small
    never: Small
    hours: Words
    begins: Words
    limit: Ints  # utility - base
    chosen: Ints


class Mentors(NamedTuple):
    """A column each: `level` (skills, m), `fields` (words, m) and `begins` (8, m) as bits."""

    level: Bytes
    fields: Words
    begins: Words
    hours: Words
    price: Ints


@njit(cache=True)
def near(
    apart: Ints, travels: bool, modes: int, languages: int, rules: Rules,
    territory: Small, travel: Flags, mode: Bytes, language: Words, places: Ints,
) -> Ints:  # fmt: skip
    """Points for place, modes and languages of each mentor with a free place who can be met, else APART."""
    found = np.full(len(places), APART, np.int64)
    for j in range(len(places)):
        shared, spoken, points = modes & mode[j], ones(languages & language[j]), apart[territory[j]]
        if shared >> IN_PERSON & 1 and (points == APART or not (travels or travel[j])):
            shared &= ~np.uint8(1 << IN_PERSON)
        if places[j] < 1 or not shared or not spoken:
            continue
        found[j] = rules.language[0] * min(spoken, rules.language[1])
        found[j] += rules.mode[0] * min(ones(np.uint64(shared)), rules.mode[1])
        found[j] += points if shared >> IN_PERSON & 1 else 0
    return found


@njit(cache=True)
def weigh(  # noqa: C901, PLR0912 -- one loop, whose state is local for speed
    who: Ints, known: Ints, students: Students, mentors: Mentors, rules: Rules, unit: int, seen: Flags
) -> tuple[int, int, int, int]:
    """How many pairs of `who` are feasible, and a wrong one: student, mentor, what. Marks chosen pairs as seen."""
    feasible, worst, whom, wrong = 0, len(seen), 0, 0
    allowed, look, days = np.empty(BLOCK, np.uint8), np.zeros(BLOCK, np.uint8), np.empty(BLOCK, np.uint8)
    eights = look.view(np.uint64)
    points, met, alone = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.uint8), np.empty(BLOCK, np.uint8)
    start, seek, field, levels = students.seek_start, students.seek, students.field, students.level
    goal_start, goal, never_start, never = students.goal_start, students.goal, students.never_start, students.never
    my_hours, my_begins, limits, chosen_by = students.hours, students.begins, students.limit, students.chosen
    level, fields, begins, hours, price = mentors.level, mentors.fields, mentors.begins, mentors.hours, mentors.price
    demand, session, a_week, per_hour = rules.demand, rules.session, rules.a_week, rules.hour
    for first in range(0, len(known), BLOCK):
        size = min(BLOCK, len(known) - first)
        here, prices, till = known[first : first + size], price[first : first + size], first + size
        if here.max() == APART:
            continue
        for i in who:
            begin, end = start[i], start[i + 1]
            for at in range(size):
                points[at] = here[at]
                allowed[at] = points[at] != APART
                met[at] = 0
            if demand and begin < end:
                demanded(allowed, alone, demand, seek, field, begin, end, level, fields, first, size)
            for e in range(never_start[i], never_start[i + 1]):
                if first <= never[e] < first + size:
                    allowed[never[e] - first] = 0
            for e in range(goal_start[i], goal_start[i + 1]):
                reached(met, level[goal[e], first:till], 1, size)
            add(points, met, rules.goal, size)
            for e in range(begin, end):
                reached(met, level[seek[e], first:till], levels[e], size)
            add(points, met, rules.skill, size)
            for e in range(begin, end):
                if field[e] not in field[begin:e]:
                    lonely(met, alone, seek, field, levels, e, end, level, fields, first, size)
            add(points, met, rules.field, size)
            free_days(days, my_begins, begins, i, first, size)
            limit, chosen = limits[i] - per_hour[0] * per_hour[1] * unit, chosen_by[i] - first
            feasible += undecided(look, allowed, days, points, prices, limit, unit, a_week, size)
            if 0 <= chosen < size:
                look[chosen] = allowed[chosen]
            for eight in range(len(eights)):
                while eights[eight]:
                    at = eight * 8 + lowest(eights[eight]) // 8
                    look[at] = 0
                    j = first + at
                    if days[at] < a_week:
                        if not fits(my_begins, begins, i, j, session, a_week):
                            continue
                        feasible += 1
                    seen[i] |= at == chosen
                    both = 0
                    for day in range(7):
                        both += ones(my_hours[i, day] & hours[j, day])
                    gap = limits[i] + price[j] - (points[at] + per_hour[0] * min(both // 2, per_hour[1])) * unit
                    if (gap < 0 or (gap > 0 and at == chosen)) and (i, j) < (worst, whom):
                        worst, whom, wrong = i, j, 2 if gap < 0 else 3
    return feasible, worst, whom, wrong


@njit(cache=True)
def demanded(
    allowed: Bytes, offers: Bytes, demand: int, seek: Small, field: Small, begin: int, end: int, level: Bytes,
    fields: Words, first: int, size: int,
) -> None:  # fmt: skip
    """Nobody is allowed who offers neither a skill that is sought (1) nor, where that is enough (2), its field."""
    for at in range(size):
        offers[at] = 0
    for e in range(begin, end):
        if demand == 1:
            row = level[seek[e], first : first + size]
            for at in range(size):
                offers[at] |= row[at] > 0
        elif e == begin or field[e] != field[e - 1]:
            of_field, bit = fields[field[e] >> 6, first : first + size], np.uint64(1) << np.uint64(field[e] & 63)
            for at in range(size):
                offers[at] |= (of_field[at] & bit) != 0
    for at in range(size):
        allowed[at] &= offers[at]


@njit(cache=True)
def reached(met: Bytes, level: Bytes, least: int, size: int) -> None:
    """Count a skill that is offered at this level at least."""
    enough = np.uint8(least)
    for at in range(size):
        met[at] += np.uint8(level[at] >= enough)


@njit(cache=True)
def lonely(
    met: Bytes, alone: Bytes, seek: Small, field: Small, levels: Bytes, begin: int, end: int, level: Bytes,
    fields: Words, first: int, size: int,
) -> None:  # fmt: skip
    """Count the field of `begin` for mentors who offer something of it, though nothing sought at its level."""
    of_field, bit = fields[field[begin] >> 6, first : first + size], np.uint64(1) << np.uint64(field[begin] & 63)
    for at in range(size):
        alone[at] = (of_field[at] & bit) != 0
    for e in range(begin, end):
        if field[e] == field[begin]:
            row, least = level[seek[e], first : first + size], levels[e]
            for at in range(size):
                alone[at] &= row[at] < least
    for at in range(size):
        met[at] += alone[at]


@njit(cache=True)
def add(points: Ints, met: Bytes, term: tuple[int, int], size: int) -> None:
    """Add the points of so many as were met, and count anew."""
    each, most = term
    for at in range(size):
        points[at] += each * (most if met[at] > most else np.int64(met[at]))
        met[at] = 0


@njit(cache=True)
def free_days(days: Bytes, mine: Words, theirs: Words, i: int, first: int, size: int) -> None:
    """On how many days a session may begin."""
    for at in range(size):
        days[at] = 0
    for day in range(7):
        my_day, row = mine[i, day], theirs[day, first : first + size]
        for at in range(size):
            days[at] += np.uint8((my_day & row[at]) != 0)


@njit(cache=True)
def undecided(
    look: Bytes, allowed: Bytes, days: Bytes, points: Ints, price: Ints, limit: int, unit: int, a_week: int, size: int
) -> int:
    """Mark allowed mentors whose hours matter; gives how many have a session on days enough."""
    enough, wanted = 0, np.uint8(min(a_week, 255))
    for at in range(size):
        often = allowed[at] & np.uint8(days[at] >= wanted)
        seldom = allowed[at] & np.uint8((days[at] > 0) & (days[at] < wanted))
        enough += often
        look[at] = seldom | (often & np.uint8(points[at] * unit > limit + price[at]))
    return enough


@njit(cache=True)
def fits(mine: Words, theirs: Words, i: int, j: int, session: int, a_week: int) -> bool:
    """Whether so many sessions fit one after another, each as early as can be."""
    found = 0
    for day in range(7):
        both = mine[i, day] & theirs[day, j]
        while both:
            found += 1
            both = both >> np.uint64(lowest(both)) >> np.uint64(session)
    return found >= a_week
