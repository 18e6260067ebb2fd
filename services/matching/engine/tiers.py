"""Three objectives as one whole number a pair, so that one exact solve serves each."""

from typing import Literal

import numpy as np

from services.matching.engine.edges import LIMIT, Edges, Ints, TooLarge

Objective = Literal["total", "bonus", "strict"]


def weights(edges: Edges, priority: Ints, objective: Objective, bonus: int = 100) -> Ints:
    """Value of each pair (pairs,); `priority` (students,) is 1 for those who go first, else 0.

    `total`: the score. `bonus`: the score, and `bonus` points for priority. `strict`: most priority students, then
    most students, then the highest score: with K = min(students, places) and B = K·(highest score) + 1 it is
    score + B + B·(K + 1)·priority. Raises TooLarge, before anything is computed, where K of them do not fit in 64 bits.
    """
    first = priority.astype(np.int64)[edges.mentee]
    most = int(min(edges.mentees, edges.places.sum()))
    greatest = int(edges.score.max(initial=0))
    step = most * greatest + 1 if objective == "strict" else 0
    extra = {"total": 0, "bonus": bonus, "strict": step * (most + 1)}[objective]
    if (greatest + step + extra) * max(most, 4) >= LIMIT:
        raise TooLarge(f"too many people, or too high scores, for {objective!r} in whole numbers of 64 bits")
    return np.asarray(edges.score + step + extra * first, dtype=np.int64)
