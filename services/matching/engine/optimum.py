"""The exact optimum over every pair that the rules allow, with its proof."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter  # noqa: TID251 -- how long each stage took is told, and decides nothing
from typing import Literal

import numpy as np

from services.matching.engine.assign import assign
from services.matching.engine.certificate import Certificate, refutation
from services.matching.engine.columns import Columns
from services.matching.engine.edges import Edges, Ints
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Policy
from services.matching.engine.relevance import score, terms
from services.matching.engine.rules import barrier
from services.matching.engine.tiers import Scale, scale

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Solution:
    """`chosen` (students,): each one's mentor by number, -1 for none; `score` (students,) of that pair, 0 for none.

    `utility` (students,) and `price` (mentors,), in units of value, prove it over all pairs: no feasible pair is worth
    more than its two. `edges` are the pairs that were weighed up, the chosen among them, not all that are feasible,
    and `value` is theirs. `counterexample` is None where the certificate holds. `seconds` by stage: index, solve,
    certify.
    """

    chosen: Ints
    score: Ints
    utility: Ints
    price: Ints
    edges: Edges
    value: Ints
    scale: Scale
    feasible_pairs: int
    counterexample: str | None
    by: Literal["paths", "flow"]
    seconds: dict[str, float]

    @property
    def proved(self) -> bool:
        return self.counterexample is None

    @property
    def waiting_breaks_ties(self) -> bool:
        """Whether plans of one total are told apart by waiting time; else by the order of people only."""
        return self.scale.unit > 1


def solve(columns: Columns, policy: Policy, progress: Progress | None = None) -> Solution:
    """`progress` is told the stage (index, solve, certify) and how much of it is done, 0 to 1. Raises TooLarge."""
    near = Nearness(columns.middles, policy.weights.bands)
    began = perf_counter()
    mentees = [columns.mentee(i) for i in range(len(columns.mentees))]
    mentors = [columns.mentor(j) for j in range(len(columns.mentors))]
    found = [
        (i, j, score(terms(mentee, mentor, policy.weights, near)))
        for i, mentee in enumerate(mentees)
        for j, mentor in enumerate(mentors)
        if barrier(mentee, mentor, columns.rhythm, near, policy.demand) is None
    ]
    listed = np.array(found, dtype=np.int64).reshape(-1, 3)
    edges = Edges(listed[:, 0], listed[:, 1], listed[:, 2], len(mentees), columns.places)
    indexed = perf_counter()
    greatest = int(edges.score.max(initial=0))
    places, tier, waited = columns.places, columns.tier, columns.waited
    worth = scale(greatest, places, tier, policy.rule, bonus=policy.bonus, waited=waited)
    value = worth.of(edges)
    best = assign(edges, value)
    solved = perf_counter()
    wrong = refutation(edges, value, best.chosen, Certificate(best.utility, best.price))
    taken = best.chosen[edges.mentee] == edges.mentor
    points = np.zeros(len(mentees), dtype=np.int64)
    points[edges.mentee[taken]] = edges.score[taken]
    return Solution(
        chosen=best.chosen,
        score=points,
        utility=best.utility,
        price=best.price,
        edges=edges,
        value=value,
        scale=worth,
        feasible_pairs=len(found),
        counterexample=wrong,
        by=best.by,
        seconds={"index": indexed - began, "solve": solved - indexed, "certify": perf_counter() - solved},
    )
