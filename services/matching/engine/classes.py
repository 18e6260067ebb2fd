"""One student's mentors by class: how many skills and goals they answer, whether they live near; as bitmaps."""

from typing import NamedTuple

import numpy as np
from numba import njit

from services.matching.engine.bitmaps import Asked, Offered
from services.matching.engine.columns import IN_PERSON, Ints, Small, Words
from services.matching.engine.marking import Table
from services.matching.engine.weighing import Points


class Scratch(NamedTuple):
    """Bitmaps of one student: who may be paired but for the hours, by skills met, by goals met, who lives near."""

    fits: Words
    skills: Table
    goals: Table
    near: Words
    spoken: Words
    left: Words  # (8,)
    bound: Ints  # by class, with the class's number: the highest score that it can have
    kind: Ints
    gain: Ints
    whom: Small
    points: Small


def scratch(asked: Asked, offered: Offered, worth: Points, most: int) -> Scratch:
    skills = 1 + min(worth.skills, int(np.diff(asked.start).max(initial=0)))
    goals = 1 + min(worth.goals, int(np.diff(asked.goal_start).max(initial=0)))
    words, classes = offered.skill.shape[1], skills * goals * 2
    return Scratch(
        np.empty(words, np.uint64),
        np.empty((skills, words), np.uint64),
        np.empty((goals, words), np.uint64),
        np.empty(words, np.uint64),
        np.empty(words, np.uint64),
        np.empty(8, np.uint64),
        np.empty(classes, np.int64),
        np.empty(classes, np.int64),
        np.empty(most, np.int64),
        np.empty(most, np.int32),
        np.empty(most, np.int32),
    )


@njit(cache=True)
def classes_of(asked: Asked, worth: Points, i: int, room: Scratch) -> int:
    """Classes by the bound of their scores, highest first; gives how many there are."""
    skills = min(worth.skills, asked.start[i + 1] - asked.start[i])
    goals = min(worth.goals, asked.goal_start[i + 1] - asked.goal_start[i])
    fields = 0
    for e in range(asked.start[i], asked.start[i + 1]):
        fields += e == asked.start[i] or asked.field[e] != asked.field[e - 1]
    modes, languages = 0, 0
    for m in range(8):
        modes += asked.modes[i] >> m & 1
    for m in range(64):
        if asked.languages[i] >> np.uint64(m) & np.uint64(1):
            languages += 1
    meets = asked.modes[i] >> IN_PERSON & 1
    fixed = worth.hour * worth.hours + worth.language * min(languages, worth.languages)
    many = 0
    for met in range(skills + 1):
        of_skills = worth.skill * met + worth.field * min(worth.fields, fields - (met > 0))
        for aims in range(goals + 1):
            for near in range(1 + meets):
                bound = fixed + of_skills + worth.goal * aims
                bound += worth.mode * min(worth.modes, modes - (meets and not near))
                if near:
                    bound += worth.bands.max()
                at = many
                while at > 0 and room.bound[at - 1] < bound:
                    room.bound[at], room.kind[at] = room.bound[at - 1], room.kind[at - 1]
                    at -= 1
                room.bound[at], room.kind[at] = bound, met << 8 | aims << 1 | near
                many += 1
    return many


@njit(cache=True)
def fill(  # noqa: C901 -- a table after the other
    asked: Asked, offered: Offered, worth: Points, i: int, words: int, room: Scratch
) -> None:
    """Fill the student's bitmaps up to `words`."""
    near, fits, spoken = room.near, room.fits, room.spoken
    clear(near, words)
    if asked.modes[i] >> IN_PERSON & 1:
        unite(near, offered.near, 2 * asked.territory[i] + (not asked.travels[i]), words)
    clear(fits, words)
    for m in range(1, len(offered.mode)):
        if asked.modes[i] >> m & 1:
            unite(fits, offered.mode, m, words)
    for w in range(words):
        fits[w] |= near[w]
    clear(spoken, words)
    for n in range(len(offered.language)):
        if asked.languages[i] >> np.uint64(n) & np.uint64(1):
            unite(spoken, offered.language, n, words)
    meet(fits, spoken, words)
    first, last = asked.start[i], asked.start[i + 1]
    if worth.demand and first < last:
        clear(spoken, words)
        for e in range(first, last):
            if worth.demand == 1:
                unite(spoken, offered.skill, asked.any_level[e], words)
            elif e == first or asked.field[e] != asked.field[e - 1]:
                unite(spoken, offered.field, asked.field[e], words)
        meet(fits, spoken, words)
    skills = 1 + min(worth.skills, last - first)
    count(room.skills, skills, offered.skill, asked.row, first, last, words)
    first, last = asked.goal_start[i], asked.goal_start[i + 1]
    goals = 1 + min(worth.goals, last - first)
    count(room.goals, goals, offered.skill, asked.goal, first, last, words)


@njit(cache=True)
def clear(bits: Words, words: int) -> None:
    for w in range(words):
        bits[w] = 0


@njit(cache=True)
def unite(bits: Words, table: Table, row: int, words: int) -> None:
    for w in range(words):
        bits[w] |= table[row, w]


@njit(cache=True)
def meet(bits: Words, other: Words, words: int) -> None:
    for w in range(words):
        bits[w] &= other[w]


@njit(cache=True)
def count(  # noqa: C901 -- loops that a compiler can make vectors of
    counted: Table, rows: int, table: Table, wanted: Small, first: int, last: int, words: int
) -> None:
    """Row n of `counted`: who is in n of the `wanted` rows [first, last); its last row: in so many or more."""
    for w in range(words):
        counted[0, w] = ~np.uint64(0)
    for n in range(1, rows):
        for w in range(words):
            counted[n, w] = 0
    top = rows - 1
    for e in range(first, last):
        row = wanted[e]
        for n in range(min(top, e - first + 1), 0, -1):
            if n == top:
                for w in range(words):
                    counted[n, w] |= counted[n - 1, w] & table[row, w]
            else:
                for w in range(words):
                    counted[n, w] = (counted[n, w] & ~table[row, w]) | (counted[n - 1, w] & table[row, w])
        if top:
            for w in range(words):
                counted[0, w] &= ~table[row, w]
