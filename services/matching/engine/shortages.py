"""Where mentors are missing: what is looked for, the places of those who offer it, and what one more is worth."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from services.matching.engine.ceiling import ceiling
from services.matching.engine.duals import recover
from services.matching.engine.edges import Ints
from services.matching.engine.people import Mentor, Pool, Shortage
from services.matching.engine.solved import Solved, Worth
from services.matching.engine.typical import Typical

LEAST = 5  # fewer are not shown: they might single somebody out
MOST = 200


@dataclass(frozen=True, slots=True)
class Valued:
    """A shortage, and what one more typical mentor there, with one place, would be worth to all."""

    shortage: Shortage
    worth: Worth
    known: Literal["exact", "at-most"]


def shortages(pool: Pool) -> tuple[Shortage, ...]:
    """The greatest first: by skill, by territory, and by both."""
    wanted: Counter[tuple[str | None, str | None]] = Counter()
    offered: Counter[tuple[str | None, str | None]] = Counter()
    for mentee in pool.mentees:
        wanted.update(_cells(mentee.seeks, mentee.territory))
    for mentor in pool.mentors:
        for cell in _cells(mentor.offers, mentor.territory):
            offered[cell] += mentor.places
    short = [
        Shortage(skill, territory, number, offered[skill, territory])
        for (skill, territory), number in wanted.items()
        if number >= LEAST and number > offered[skill, territory]
    ]
    short.sort(key=lambda s: (s.offered - s.wanted, s.skill or "", s.territory or ""))
    return tuple(short[:MOST])


def valued(solved: Solved, found: Iterable[Shortage]) -> list[Valued]:
    """In the order given.

    Somebody new with one place is worth the most by which the value of a student's pair exceeds their utility, at the
    greatest utilities (which go with the least prices, Shapley & Shubik 1971). Where the plan did not keep all feasible
    pairs these may be too great, and the plan's own utilities give a bound from above.
    """
    proof = solved.proof
    greatest = proof.utility if solved.whole else recover(solved.plan.edges, proof.value, solved.plan.chosen)[0]
    usual = Typical(solved.columns)
    told = []
    for cell in found:
        mentor = usual.mentor(cell.skill, cell.territory)
        sure = _gain(solved, mentor, greatest)
        gain = sure if solved.whole else _gain(solved, mentor, proof.utility)
        told.append(Valued(cell, solved.read(gain), "exact" if gain == sure else "at-most"))
    return told


def _gain(solved: Solved, mentor: Mentor, utility: Ints) -> int:
    """Students by what they could gain at most: once that is too little, the rest is not looked at."""
    highest = ceiling(solved.columns, mentor, solved.policy.weights, solved.near)
    scale, best = solved.proof.scale, 0
    most = np.where(highest >= 0, scale.unit * highest + scale.base[: len(highest)] - utility, -1)
    for student in np.argsort(-most, kind="stable").tolist():
        if most[student] <= best:
            break
        mentee = solved.columns.mentee(student)
        if solved.rule(mentee, mentor) is None:
            best = max(best, solved.value(student, solved.score(mentee, mentor)) - int(utility[student]))
    return best


def _cells(skills: dict[str, int], territory: str) -> list[tuple[str | None, str | None]]:
    return [(None, territory), *((skill, None) for skill in skills), *((skill, territory) for skill in skills)]
