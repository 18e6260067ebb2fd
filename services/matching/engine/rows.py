"""The scores of one person with all of the other side, compiled: what `rules` and `relevance` say, from `facts`."""

from typing import NamedTuple

import numpy as np
from numba import njit

from services.matching.engine.bits import ones
from services.matching.engine.columns import IN_PERSON, Bytes, Ints, Small
from services.matching.engine.facts import FAR, NONE, Facts
from services.matching.engine.weighing import Points, common


class Near(NamedTuple):
    """`band` (territories, territories), FAR beyond the last; `field` (skills,) of each skill."""

    band: Bytes
    field: Small


@njit(cache=True)
def of_student(asks: Facts, i: int, offers: Facts, near: Near, points: Points) -> tuple[Ints, Ints]:
    """Numbers of the mentors with whom student i may be paired, wherever a place is free, and the scores."""
    who, score, many = np.empty(len(offers.here), np.int64), np.empty(len(offers.here), np.int64), 0
    for j in range(len(offers.here)):
        found = pair(asks, i, offers, j, near, points)
        if found >= 0:
            who[many], score[many] = j, found
            many += 1
    return who[:many].copy(), score[:many].copy()


@njit(cache=True)
def of_mentor(asks: Facts, offers: Facts, j: int, near: Near, points: Points) -> tuple[Ints, Ints]:
    """Numbers of the students with whom mentor j may be paired, and the scores."""
    who, score, many = np.empty(len(asks.here), np.int64), np.empty(len(asks.here), np.int64), 0
    for i in range(len(asks.here)):
        found = pair(asks, i, offers, j, near, points)
        if found >= 0:
            who[many], score[many] = i, found
            many += 1
    return who[:many].copy(), score[:many].copy()


@njit(cache=True)
def pair(asks: Facts, i: int, offers: Facts, j: int, near: Near, points: Points) -> int:
    """The score, -1 where a rule forbids the pair. Places and who is kept apart are not looked at."""
    if not (asks.here[i] and offers.here[j]):
        return -1
    spoken = ones(asks.languages[i] & offers.languages[j])
    shared, band = asks.modes[i] & offers.modes[j], near.band[asks.territory[i], offers.territory[j]]
    if shared >> IN_PERSON & 1 and (band == FAR or not (asks.travels[i] or offers.travels[j])):
        shared &= ~np.uint8(1 << IN_PERSON)
    if spoken == 0 or shared == 0:
        return -1
    of_skills = skills(asks, i, offers, j, near.field, points)
    if of_skills < 0:
        return -1
    free = common(asks.hours, asks.begins, i, offers.hours, offers.begins, j, points.session, points.a_week)
    if free < 0:
        return -1
    goals = 0
    for goal in asks.goal[i]:
        goals += goal != NONE and level(offers, j, goal) > 0
    return int(
        of_skills
        + points.goal * min(goals, points.goals)
        + points.hour * min(free >> 1, points.hours)
        + points.language * min(spoken, points.languages)
        + points.mode * min(ones(np.uint64(shared)), points.modes)
        + (points.bands[band] if shared >> IN_PERSON & 1 else 0)
    )


@njit(cache=True)
def skills(asks: Facts, i: int, offers: Facts, j: int, field: Small, points: Points) -> int:
    """Points for what is sought, -1 where the mentor offers nothing of what the programme demands."""
    met = fields = e = 0
    answers = points.demand == 0 or asks.skill[i, 0] == NONE
    last = asks.skill.shape[1]
    while e < last and asks.skill[i, e] != NONE:
        here, enough = field[asks.skill[i, e]], 0
        while e < last and asks.skill[i, e] != NONE and field[asks.skill[i, e]] == here:
            offered = level(offers, j, asks.skill[i, e])
            enough += offered > 0 and offered >= asks.level[i, e]
            answers |= offered > 0
            e += 1
        met += enough
        if enough == 0 and offers_of(offers, j, field, here):
            fields += 1
            answers |= points.demand == 2
    return points.skill * min(met, points.skills) + points.field * min(fields, points.fields) if answers else -1


@njit(cache=True)
def level(offers: Facts, j: int, skill: int) -> int:
    """At which a mentor offers a skill, 0 for not."""
    for e in range(offers.skill.shape[1]):
        if offers.skill[j, e] == skill:
            return int(offers.level[j, e])
    return 0


@njit(cache=True)
def offers_of(offers: Facts, j: int, field: Small, wanted: int) -> bool:
    for e in range(offers.skill.shape[1]):
        if offers.skill[j, e] == NONE:
            return False
        if field[offers.skill[j, e]] == wanted:
            return True
    return False
