"""The scores of one person with all of the other side, compiled: what `rules` and `relevance` say, from `facts`."""

from typing import NamedTuple

import numpy as np
from numba import njit

from services.matching.engine.bits import ones
from services.matching.engine.columns import IN_PERSON, Bytes, Ints, Small
from services.matching.engine.facts import ALL, FAR, NONE, Facts
from services.matching.engine.weighing import Points, common

EVERY = np.uint64(ALL)


class Near(NamedTuple):
    """`band` (territories, territories), FAR beyond the last; `field` (skills,) of each skill."""

    band: Bytes
    field: Small


def of_student(asks: Facts, s: int, offers: Facts, near: Near, points: Points, least: Ints) -> tuple[Ints, Ints]:
    """Numbers of the mentors with whom student s may be paired, wherever a place is free, and the scores.

    Of those who score no more than `least` (mentors,) some are left out.
    """
    mentors = alike(asks, s, offers, points.demand == 0)
    students = np.full(len(mentors), s)
    return _allowed(mentors, scores(asks, students, offers, mentors, near, points, least[mentors]))


def of_mentor(asks: Facts, offers: Facts, m: int, near: Near, points: Points, least: Ints) -> tuple[Ints, Ints]:
    """Numbers of the students with whom mentor m may be paired, and the scores; `least` (students,) as above."""
    students = alike(offers, m, asks, points.demand == 0)
    mentors = np.full(len(students), m)
    return _allowed(students, scores(asks, students, offers, mentors, near, points, least[students]))


def _allowed(who: Ints, score: Ints) -> tuple[Ints, Ints]:
    allowed = score >= 0
    return who[allowed], score[allowed]


@njit(cache=True)
def alike(side: Facts, one: int, others: Facts, anything: bool) -> Ints:
    """Numbers of those who share a language, a mode and perhaps a field: all who may be paired, and some more."""
    language, mode, field = side.languages[one], side.modes[one], side.fields[one]
    here, languages, modes, fields = others.here, others.languages, others.modes, others.fields
    found, many = np.empty(len(here), np.int64), 0
    whatever = anything or field == EVERY
    for other in range(len(here)):
        found[many] = other
        fits = here[other] & ((languages[other] & language) != 0) & ((modes[other] & mode) != 0)
        many += fits & (whatever | (fields[other] == EVERY) | ((fields[other] & field) != 0))
    return found[:many]


@njit(cache=True)
def scores(asks: Facts, students: Ints, offers: Facts, mentors: Ints, near: Near, points: Points, least: Ints) -> Ints:
    """The score of each of some pairs, -1 where a rule forbids it, and for some that score no more than `least`.

    Places and who is kept apart are not looked at.
    """
    languages, modes, territory, travels = asks.languages, asks.modes, asks.territory, asks.travels
    spoken, ways, lives, comes = offers.languages, offers.modes, offers.territory, offers.travels
    mine, begins, hours, begins_of = asks.hours, asks.begins, offers.hours, offers.begins
    seek, sought, goal, skill, level = asks.skill, asks.level, asks.goal, offers.skill, offers.level
    band, field, bands = near.band, near.field, points.bands
    some_sought, some_goals, some = asks.some_skills, asks.some_goals, offers.some_skills
    found = np.full(len(students), -1, np.int64)
    besides = points.hour * points.hours + points.language * points.languages + points.mode * points.modes + bands.max()
    besides += points.field * points.fields
    for at in range(len(students)):
        i, j = students[at], mentors[at]
        at_most = besides
        at_most += points.skill * points.skills if some_sought[i] & some[j] else 0
        at_most += points.goal * points.goals if some_goals[i] & some[j] else 0
        if at_most <= least[at]:
            continue
        of_skills = skills(seek, sought, i, skill, level, j, field, points)
        if of_skills < 0:
            continue
        shared, apart = modes[i] & ways[j], band[territory[i], lives[j]]
        meets = shared >> IN_PERSON & 1 and apart != FAR and (travels[i] or comes[j])
        if not meets:
            shared &= ~np.uint8(1 << IN_PERSON)
        if shared == 0:
            continue
        goals = 0
        for g in range(goal.shape[1]):
            goals += goal[i, g] != NONE and offered(skill, level, j, goal[i, g]) > 0
        known = (
            of_skills
            + points.goal * min(goals, points.goals)
            + points.language * min(ones(languages[i] & spoken[j]), points.languages)
            + points.mode * min(ones(np.uint64(shared)), points.modes)
            + (bands[apart] if meets else 0)
        )
        if known + points.hour * points.hours <= least[at]:  # whatever their hours are
            continue
        free = common(mine, begins, i, hours, begins_of, j, points.session, points.a_week)
        if free >= 0:
            found[at] = known + points.hour * min(free >> 1, points.hours)
    return found


@njit(cache=True, inline="always")
def skills(seek: Small, sought: Bytes, i: int, skill: Small, level: Bytes, j: int, field: Small, points: Points) -> int:
    """Points for what is sought, -1 where the mentor offers nothing of what the programme demands."""
    met = fields = e = 0
    answers, last = points.demand == 0 or seek[i, 0] == NONE, seek.shape[1]
    while e < last and seek[i, e] != NONE:
        here, enough = field[seek[i, e]], 0
        while e < last and seek[i, e] != NONE and field[seek[i, e]] == here:
            has = offered(skill, level, j, seek[i, e])
            enough += has > 0 and has >= sought[i, e]
            answers |= has > 0
            e += 1
        met += enough
        if enough == 0 and offers_field(skill, j, field, here):
            fields += 1
            answers |= points.demand == 2
    return points.skill * min(met, points.skills) + points.field * min(fields, points.fields) if answers else -1


@njit(cache=True, inline="always")
def offered(skill: Small, level: Bytes, j: int, wanted: int) -> int:
    """At which level, 0 for not at all."""
    found = 0
    for e in range(skill.shape[1]):
        if skill[j, e] == wanted:
            found = level[j, e]
    return found


@njit(cache=True, inline="always")
def offers_field(skill: Small, j: int, field: Small, wanted: int) -> bool:
    found = False
    for e in range(skill.shape[1]):
        found |= skill[j, e] != NONE and field[skill[j, e]] == wanted
    return found
