"""Proof over every pair there is, from the columns alone: no candidates, no bitmaps, nothing of the solver.

Rules and scores are computed anew for each student and each mentor, by plain loops over mentors in blocks that stay in
the cache. Students who meet in the same ways, near the same place and in the same languages share the first loop.
"""

from itertools import pairwise

import numpy as np

from services.matching.engine.blocks import APART, Mentors, Rules, Students, near, weigh
from services.matching.engine.certificate import OTHER_SIZE, Certificate, unbalanced
from services.matching.engine.columns import Columns, Ints, Listing, Words
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Policy
from services.matching.engine.tiers import Scale
from services.matching.engine.week import HALF_HOUR

WRONG = ("", "a pair that is not allowed", "worth more than utility and price", "chosen below utility and price")


def refutation(
    columns: Columns, policy: Policy, scale: Scale, chosen: Ints, proof: Certificate
) -> tuple[str | None, int]:
    """None where the plan is allowed and best of all, else a counterexample; and how many pairs are feasible."""
    unfit = unbalanced(columns.places, len(columns.mentees), chosen, proof)
    if unfit == OTHER_SIZE or chosen.max(initial=-1) >= len(columns.mentors):
        return unfit, 0
    feasible, wrong, student, mentor = _checked(columns, policy, scale, chosen, proof)
    if wrong and not unfit:
        unfit = f"student {student}, mentor {mentor}: {WRONG[wrong]}"
    return unfit, feasible


def _checked(
    columns: Columns, policy: Policy, scale: Scale, chosen: Ints, proof: Certificate
) -> tuple[int, int, int, int]:
    side, other = columns.mentees, columns.mentors
    by_place = np.lexsort((other.languages, other.territory, other.modes))  # who meets alike stands together
    number = np.append(np.argsort(by_place), -1)
    rules, apart = _rules(columns, policy), _points_apart(columns, policy)
    students = _students(columns, number, proof.utility - scale.base, number[chosen], rules.session)
    mentors = _mentors(columns, by_place, proof.price, rules.session)
    kinds = np.stack((side.territory, side.travels, side.modes, side.languages.view(np.int64)))
    order = np.lexsort(kinds)
    begins = np.flatnonzero(np.append(True, (np.diff(kinds[:, order]) != 0).any(axis=0))[: len(order)])
    territory, travels, modes = other.territory[by_place], other.travels[by_place], other.modes[by_place]
    languages, places = other.languages[by_place], columns.places[by_place]
    seen, feasible, worst = np.zeros(len(order), np.bool_), 0, (len(order), 0, 0)
    for first, last in pairwise((*begins.tolist(), len(order))):
        one = order[first]
        known = near(
            apart[side.territory[one]], side.travels[one], side.modes[one], side.languages[one], rules,
            territory, travels, modes, languages, places,
        )  # fmt: skip
        more, student, mentor, what = weigh(order[first:last], known, students, mentors, rules, scale.unit, seen)
        feasible, worst = feasible + more, min(worst, (student, mentor, what))
    unseen = np.flatnonzero((chosen >= 0) & ~seen)
    if len(unseen):
        worst = min(worst, (int(unseen[0]), int(number[chosen[unseen[0]]]), 1))
    student, mentor, wrong = worst
    return feasible, wrong, student, int(by_place[mentor]) if wrong else 0


def _rules(columns: Columns, policy: Policy) -> Rules:
    w, rhythm = policy.weights, columns.rhythm
    return Rules(
        (w.skill, w.skills_counted), (w.field, w.fields_counted), (w.goal, w.goals_counted), (w.hour, w.hours_counted),
        (w.language, w.languages_counted), (w.mode, w.modes_counted),
        ("nothing", "skill", "field").index(policy.demand), -(-rhythm.minutes // HALF_HOUR), rhythm.a_week,
    )  # fmt: skip


def _points_apart(columns: Columns, policy: Policy) -> Ints:
    """Points of each two territories, APART where nobody would go from one to the other."""
    names, near = columns.words.territories, Nearness(columns.middles, policy.weights.bands)
    points = np.full((len(names), len(names)), APART, np.int64)
    for one, name in enumerate(names):
        for other in range(len(names)) if columns.middles else (one,):
            band = near.band(name, names[other])
            if band is not None:
                points[one, other] = near.bands[band - 1][1] if band else policy.weights.territory
    return points


def _students(columns: Columns, number: Ints, limit: Ints, chosen: Ints, session: int) -> Students:
    side, never = columns.mentees, columns.apart
    return Students(
        side.skills.start, side.skills.item, columns.words.field_of[side.skills.item], side.skills.level,
        columns.goals.start, columns.goals.item, never.start, number[never.item].astype(np.int32),
        side.hours, _begins(side.hours, session), limit, chosen,
    )  # fmt: skip


def _mentors(columns: Columns, by_place: Ints, price: Ints, session: int) -> Mentors:
    skills, field_of, many = columns.mentors.skills, columns.words.field_of, len(by_place)
    who = np.argsort(by_place)[_who(skills)]
    level = np.zeros((len(field_of), many), np.uint8)
    level[skills.item, who] = skills.level
    fields = np.zeros((int(field_of.max(initial=0)) // 64 + 1, many), np.uint64)
    field = field_of[skills.item]
    np.bitwise_or.at(fields, (field // 64, who), np.uint64(1) << (field % 64).astype(np.uint64))
    hours = columns.mentors.hours[by_place]
    return Mentors(level, fields, np.ascontiguousarray(_begins(hours, session).T), hours, price[by_place])


def _who(listing: Listing) -> Ints:
    return np.repeat(np.arange(len(listing.start) - 1), np.diff(listing.start))


def _begins(hours: Words, session: int) -> Words:
    """The half-hours at which a session may begin, by day."""
    found = hours.copy()
    for later in range(1, session):
        found &= hours >> np.uint64(later)
    return found
