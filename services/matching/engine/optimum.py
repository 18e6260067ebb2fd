"""The exact optimum over every pair that the rules allow, with its proof."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter  # noqa: TID251 -- how long each stage took is told, and decides nothing
from typing import Literal

import numpy as np

from services.matching.engine.all_pairs import refutation
from services.matching.engine.certificate import Certificate
from services.matching.engine.columns import Columns
from services.matching.engine.edges import Edges, Ints
from services.matching.engine.people import Policy
from services.matching.engine.price_out import PriceOut
from services.matching.engine.tiers import Scale, scale
from services.matching.engine.weighing import greatest

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
    tell = progress or (lambda stage, done: None)
    began = perf_counter()
    places, tier, waited = columns.places, columns.tier, columns.waited
    worth = scale(greatest(policy.weights), places, tier, policy.rule, bonus=policy.bonus, waited=waited)
    tell("index", 0)
    search = PriceOut(columns, policy, worth)
    tell("index", 1)
    indexed = perf_counter()
    search.run(lambda left: tell("solve", 1 / (1 + left)))
    best, edges = search.plan, search.edges
    tell("certify", 0)
    solved = perf_counter()
    proof = Certificate(best.utility, best.price)
    wrong, feasible = refutation(columns, policy, worth, best.chosen, proof)
    tell("certify", 1)
    return Solution(
        chosen=best.chosen,
        score=_scores(edges, best.chosen),
        utility=best.utility,
        price=best.price,
        edges=edges,
        value=search.value,
        scale=worth,
        feasible_pairs=feasible,
        counterexample=wrong,
        by=search.by,
        seconds={"index": indexed - began, "solve": solved - indexed, "certify": perf_counter() - solved},
    )


def _scores(edges: Edges, chosen: Ints) -> Ints:
    taken = chosen[edges.mentee] == edges.mentor
    points = np.zeros(edges.mentees, dtype=np.int64)
    points[edges.mentee[taken]] = edges.score[taken]
    return points
