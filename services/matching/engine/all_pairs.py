"""Proof over every pair there is, from the columns alone: no candidates, no bitmaps, nothing of the solver.

Rules and scores are computed anew, by plain loops over all mentors for each student. Students who meet in the same
ways, near the same place and in the same languages share the first loop.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from services.matching.engine.bits import ones
from services.matching.engine.certificate import OTHER_SIZE, Certificate, unbalanced
from services.matching.engine.columns import IN_PERSON, Columns, Ints, Listing, Small, Words
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Policy
from services.matching.engine.tiers import Scale

APART = -1


class Checked(NamedTuple):
    """`feasible` pairs of all; the first student and mentor that disprove the plan, and how (0: none does)."""

    feasible: int
    wrong: int
    mentee: int
    mentor: int


def refutation(
    columns: Columns, policy: Policy, scale: Scale, chosen: Ints, proof: Certificate
) -> tuple[str | None, int]:
    """None where the plan is allowed and best of all; else the first counterexample. And how many pairs are feasible."""
    unfit = unbalanced(columns.places, len(columns.mentees), chosen, proof)
    if unfit == OTHER_SIZE:
        return unfit, 0
    found = _checked(columns, policy, scale, chosen, proof)
    what = ("", "a pair that is not allowed", "worth more than utility and price", "chosen below utility and price")
    if found.wrong:
        unfit = unfit or f"student {found.mentee}, mentor {found.mentor}: {what[found.wrong]}"
    return unfit, found.feasible


def _checked(columns: Columns, policy: Policy, scale: Scale, chosen: Ints, proof: Certificate) -> Checked:
    mentees, mentors, weights = columns.mentees, columns.mentors, policy.weights
    seeks, offers, field_of = mentees.skills, mentors.skills, columns.words.field_of
    level = np.zeros((len(columns.words.skills), len(mentors)), np.uint8)
    level[offers.item, np.repeat(np.arange(len(mentors)), np.diff(offers.start))] = offers.level
    kinds = np.stack((mentees.territory, mentees.travels, mentees.modes, mentees.languages.view(np.int64)))
    order = np.lexsort(kinds)
    new = np.append(True, (np.diff(kinds[:, order]) != 0).any(axis=0)) if len(order) else np.zeros(0, np.bool_)
    near = Nearness(columns.middles, weights.bands)
    return Checked(
        *all_pairs(
            order, np.append(np.flatnonzero(new), len(order)),
            mentees.territory, mentees.travels, mentees.modes, mentees.languages, mentees.hours,
            mentors.territory, mentors.travels, mentors.modes, mentors.languages, mentors.hours,
            _points_apart(columns.words.territories, near, weights.territory),
            seeks.start, seeks.item, seeks.level, columns.goals.start, columns.goals.item, level,
            field_of, _fields(seeks, field_of, len(mentees)), _fields(offers, field_of, len(mentors)),
            columns.apart.start, columns.apart.item, columns.places,
            np.array([weights.skill, weights.field, weights.goal, weights.hour, weights.language, weights.mode]),
            np.array([weights.skills_counted, weights.fields_counted, weights.goals_counted, weights.hours_counted,
                      weights.languages_counted, weights.modes_counted]),
            ("nothing", "skill", "field").index(policy.demand), -(-columns.rhythm.minutes // 30), columns.rhythm.a_week,
            scale.unit, scale.base, chosen, proof.utility, proof.price,
        )
    )  # fmt: skip


def _points_apart(territories: list[str], near: Nearness, same: int) -> Ints:
    """Points of each two territories, APART where nobody would go from one to the other."""
    points = np.full((len(territories), len(territories)), APART, np.int64)
    for one, name in enumerate(territories):
        for other, its in enumerate(territories):
            band = near.band(name, its)
            if band is not None:
                points[one, other] = near.bands[band - 1][1] if band else same
    return points


def _fields(skills: Listing, field_of: Small, people: int) -> Words:
    """The fields of each one's skills as bits, 64 a row."""
    field = field_of[skills.item]
    bits = np.zeros((int(field_of.max(initial=0)) // 64 + 1, people), np.uint64)
    who = np.repeat(np.arange(people), np.diff(skills.start))
    np.bitwise_or.at(bits, (field // 64, who), np.uint64(1) << (field % 64).astype(np.uint64))
    return bits


@njit(cache=True)
def all_pairs(
    order: Ints, kind: Ints,
    territory: Small, travels: Words, modes: Words, languages: Words, hours: Words,
    territory_of: Small, travels_of: Words, modes_of: Words, languages_of: Words, hours_of: Words,
    apart: Ints,
    seek_start: Small, seek: Small, seek_level: Words, goal_start: Small, goal: Small, level: Words,
    field_of: Small, fields: Words, fields_of: Words,
    never_start: Small, never: Small, places: Ints,
    weight: Ints, most: Ints, demand: int, session: int, a_week: int,
    unit: int, base: Ints, chosen: Ints, utility: Ints, price: Ints,
) -> tuple[int, int, int, int]:  # fmt: skip
    mentors = len(places)
    who, points = np.empty(mentors, np.int32), np.empty(mentors, np.int64)
    offered, hit = np.empty((len(fields), mentors), np.uint64), np.empty(mentors, np.bool_)
    begins, begins_of = _begins(hours, session), _begins(hours_of, session)
    feasible = wrong = worst = whom = 0
    for k in range(len(kind) - 1):
        first = order[kind[k]]
        many = 0
        for j in range(mentors):
            shared, spoken = modes[first] & modes_of[j], ones(languages[first] & languages_of[j])
            near = apart[territory[first], territory_of[j]]
            if shared >> IN_PERSON & 1 and (near == APART or not (travels[first] or travels_of[j])):
                shared &= ~np.uint8(1 << IN_PERSON)
            if places[j] < 1 or not shared or not spoken:
                continue
            who[many] = j
            points[many] = weight[4] * min(spoken, most[4]) + weight[5] * min(ones(np.uint64(shared)), most[5])
            points[many] += near if shared >> IN_PERSON & 1 else 0
            for row in range(len(fields)):
                offered[row, many] = fields_of[row, j]
            many += 1
        for i in order[kind[k] : kind[k + 1]]:
            anybody = demand == 0 or seek_start[i] == seek_start[i + 1]
            for at in range(many):
                hit[at] = anybody
            for row in range(len(fields)):
                mine = fields[row, i]
                for at in range(many):
                    hit[at] |= (offered[row, at] & mine) != 0
            seen, limit = False, utility[i] - base[i]
            for at in range(many):
                if not hit[at]:
                    continue
                j = who[at]
                days = 0
                for day in range(8):
                    days += (begins[i, day] & begins_of[j, day]) != 0
                if days < a_week and not _fits(begins, begins_of, i, j, session, a_week):
                    continue
                met = here = goals_met = alone = 0
                for e in range(seek_start[i], seek_start[i + 1]):
                    met += level[seek[e], j] >= seek_level[e]
                    here += level[seek[e], j] > 0
                if demand == 1 and here == 0 and not anybody:
                    continue
                if never_start[i] < never_start[i + 1] and _listed(never, never_start[i], never_start[i + 1], j):
                    continue
                feasible += 1
                for e in range(goal_start[i], goal_start[i + 1]):
                    goals_met += level[goal[e], j] > 0
                for row in range(len(fields)):
                    alike = fields[row, i] & offered[row, at]
                    for e in range(seek_start[i], seek_start[i + 1]):
                        field = field_of[seek[e]]
                        if field >> 6 == row and level[seek[e], j] >= seek_level[e]:
                            alike &= ~(np.uint64(1) << np.uint64(field & 63))
                    alone += ones(alike)
                score = points[at] + weight[0] * min(met, most[0]) + weight[1] * min(alone, most[1])
                score += weight[2] * min(goals_met, most[2])
                if (score + weight[3] * most[3]) * unit <= limit + price[j] and chosen[i] != j:
                    continue
                free = 0
                for day in range(7):
                    free += ones(hours[i, day] & hours_of[j, day])
                score += weight[3] * min(free // 2, most[3])
                seen |= chosen[i] == j
                gap = limit + price[j] - score * unit
                if (gap < 0 or (gap > 0 and chosen[i] == j)) and (wrong == 0 or i < worst):
                    wrong, worst, whom = 2 if gap < 0 else 3, i, j
            if chosen[i] >= 0 and not seen and (wrong == 0 or i < worst):
                wrong, worst, whom = 1, i, chosen[i]
    return feasible, wrong, worst, whom


@njit(cache=True)
def _begins(hours: Words, session: int) -> Words:
    """The half-hours at which a session may begin, by day."""
    found = hours.copy()
    for i in range(len(hours)):
        for day in range(8):
            for later in range(1, session):
                found[i, day] &= hours[i, day] >> np.uint64(later)
    return found


@njit(cache=True)
def _fits(begins: Words, begins_of: Words, i: int, j: int, session: int, a_week: int) -> bool:
    """Whether so many sessions fit one after another, each as early as can be."""
    found = 0
    for day in range(7):
        both, half_hour = begins[i, day] & begins_of[j, day], 0
        while both >> np.uint64(half_hour) and half_hour < 48:
            if both >> np.uint64(half_hour) & np.uint64(1):
                found, half_hour = found + 1, half_hour + session
            else:
                half_hour += 1
    return found >= a_week


@njit(cache=True)
def _listed(some: Small, first: int, last: int, one: int) -> bool:
    for e in range(first, last):
        if some[e] == one:
            return True
    return False
