"""What it would cost all together to give a student a certain mentor instead."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from services.matching.engine.assign import assign
from services.matching.engine.edges import Edges, Ints
from services.matching.engine.solved import Solved, Worth

Known = Literal["exact", "at-least", "at-most"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What all together would lose; `known` says whether it is a bound.

    Under strict tiers a bound that lies between two classes is read as a student of the class of this difference.
    """

    worth: Worth
    known: Known


def bound(solved: Solved, student: int, mentor: int) -> Cost:
    """Utility + price - value, at once: no plan with this pair loses less (weak duality), many lose more."""
    score = solved.score(solved.columns.mentee(student), solved.columns.mentor(mentor))
    return Cost(solved.read(_reduced(solved, student, mentor, score)), "at-least")


def cost(solved: Solved, student: int, mentor: int) -> Cost:
    """The pair is given, and everybody else is solved again: exact over the pairs that the plan kept.

    Where these are not all feasible pairs it may be too high; it is exact even so if it meets the bound.
    """
    kept, value, before = solved.plan.edges, solved.proof.value, solved.plan.chosen
    score = solved.score(solved.columns.mentee(student), solved.columns.mentor(mentor))
    others = kept.mentee != student
    places = kept.places.copy()
    places[mentor] -= 1
    rest = Edges(kept.mentee[others], kept.mentor[others], kept.score[others], kept.mentees, places)
    after = assign(rest, value[others]).chosen
    lost = _total(kept, value, before) - _total(rest, value[others], after) - solved.value(student, score)
    had, has = _counted(solved, kept, before), _counted(solved, rest, after, (student, score))
    worth = Worth(had.points - has.points)
    if solved.policy.rule == "strict":
        worth = Worth(worth.points, had.students - has.students, had.priority - has.priority)
    exact = solved.whole or lost == _reduced(solved, student, mentor, score)
    return Cost(worth, "exact" if exact else "at-most")


def _reduced(solved: Solved, student: int, mentor: int, score: int) -> int:
    return int(solved.proof.utility[student] + solved.proof.price[mentor]) - solved.value(student, score)


def _total(edges: Edges, value: Ints, chosen: Ints) -> int:
    return int(value[chosen[edges.mentee] == edges.mentor].sum())


def _counted(solved: Solved, edges: Edges, chosen: Ints, given: tuple[int, int] | None = None) -> Worth:
    taken = np.flatnonzero(chosen[edges.mentee] == edges.mentor)
    pairs = [*zip(edges.mentee[taken].tolist(), edges.score[taken].tolist(), strict=True), *([given] if given else [])]
    return Worth(
        sum(solved.points(student, score) for student, score in pairs),
        len(pairs),
        sum(bool(solved.columns.tier[student]) for student, _ in pairs),
    )
