"""Three objectives as one whole number a pair, so that one exact solve serves each."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from services.matching.engine.edges import LIMIT, Edges, Ints, TooLarge

Objective = Literal["total", "bonus", "strict"]
WEEKS_AT_MOST = 52


@dataclass(frozen=True, slots=True)
class Scale:
    """A pair is worth score · unit + base[student]. Under strict tiers, each class of priority is worth `step` more.

    `unit` is 1 where ties are left to the order of people, else fractions of a point stand for weeks of waiting.
    """

    unit: int
    step: int
    base: Ints

    def of(self, edges: Edges) -> Ints:
        """Value of each pair (pairs,)."""
        return np.asarray(edges.score * self.unit + self.base[edges.mentee], dtype=np.int64)


def scale(
    greatest: int, places: Ints, tier: Ints, objective: Objective, *, bonus: int = 100, waited: Ints | None = None
) -> Scale:
    """The scale for scores up to `greatest`; `places` are by mentor, `tier` and `waited` (days) by student.

    `total`: the score. `bonus`: and `bonus` points a tier. `strict`: most students of the highest tier, then of the
    next and so on, then the highest score: score + B·(1 + rank of the tier), where B = K·greatest + 1 is more than any
    plan scores, K = min(students, places). Which students can be matched together is a matroid, so that weights which
    grow by tier already give tier after tier, and then the greatest number. With `waited`, and where 64 bits have room
    for it, plans of one total are told apart by how many they match and the weeks that these waited, 52 at most.
    Raises TooLarge, before anything is computed, where sums of values would not fit.
    """
    most = int(min(len(tier), places.sum()))
    highest = greatest + (bonus * int(tier.max(initial=0)) if objective == "bonus" else 0)
    ranks = np.unique(tier, return_inverse=True)[1].astype(np.int64)
    classes = int(ranks.max(initial=0)) + 1 if objective == "strict" else 0
    nodes = max(len(tier) + len(places) + 1, 4)
    for unit in (most * (1 + WEEKS_AT_MOST) + 1, 1) if waited is not None else (1,):
        step = most * ((highest + 1) * unit) + 1 if classes else 0
        if ((highest + 1) * unit + classes * step) * nodes < LIMIT:
            break
    else:
        raise TooLarge(f"too many people, or too high scores, for {objective!r} in whole numbers of 64 bits")
    base = step * (1 + ranks) if classes else np.zeros(len(tier), np.int64)
    if objective == "bonus":
        base = base + bonus * tier * unit
    if unit > 1 and waited is not None:
        base = base + 1 + np.clip(waited // 7, 0, WEEKS_AT_MOST)
    return Scale(unit, step, base.astype(np.int64))


def weights(edges: Edges, priority: Ints, objective: Objective, bonus: int = 100) -> Ints:
    """Value of each pair (pairs,) of scores that are known; `priority` (students,) is a tier. Raises TooLarge."""
    greatest = int(edges.score.max(initial=0))
    return scale(greatest, edges.places, priority.astype(np.int64), objective, bonus=bonus).of(edges)
