"""Where mentors are missing: what is looked for, the places of those who offer it, and what one more is worth."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from services.matching.engine.duals import recover
from services.matching.engine.edges import Ints
from services.matching.engine.people import Mentee, Mentor, Pool, Shortage
from services.matching.engine.solved import Solved, Worth
from services.matching.engine.typical import typical

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
    mentees = [solved.columns.mentee(number) for number in range(len(solved.columns.mentees))]
    cells = [(each, typical(each.skill, each.territory, mentees, solved.mentors)) for each in found]
    least = _gains(solved, mentees, [mentor for _, mentor in cells], greatest)
    most = least if solved.whole else _gains(solved, mentees, [mentor for _, mentor in cells], proof.utility)
    return [
        Valued(cell, solved.read(gain), "exact" if gain == sure else "at-most")
        for (cell, _), gain, sure in zip(cells, most, least, strict=True)
    ]


def _gains(solved: Solved, mentees: list[Mentee], mentors: list[Mentor], utility: Ints) -> list[int]:
    order = np.argsort(utility, kind="stable").tolist()
    return [_gain(solved, mentees, mentor, utility, order) for mentor in mentors]


def _gain(solved: Solved, mentees: list[Mentee], mentor: Mentor, utility: Ints, order: list[int]) -> int:
    """Students by utility: once none that is left could bring more, the rest is not looked at."""
    best, base = 0, int(solved.proof.scale.base.max(initial=0))
    limit = solved.proof.scale.unit * solved.score(_ideal(mentor), mentor) + base
    for student in order:
        had = int(utility[student])
        if limit - had <= best:
            break
        if solved.rule(mentees[student], mentor) is None:
            best = max(best, solved.value(student, solved.score(mentees[student], mentor)) - had)
    return best


def _ideal(mentor: Mentor) -> Mentee:
    """Nobody can have more points with this mentor."""
    return Mentee(
        id="ideal",
        person="ideal",
        languages=mentor.languages,
        seeks=dict.fromkeys(mentor.offers, 1),
        hours=mentor.hours,
        territory=mentor.territory,
        modes=mentor.modes,
        goals=frozenset(mentor.offers),
    )


def _cells(skills: dict[str, int], territory: str) -> list[tuple[str | None, str | None]]:
    return [(None, territory), *((skill, None) for skill in skills), *((skill, territory) for skill in skills)]
