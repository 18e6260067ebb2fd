"""A solved pool as explanations read it, and what a sum of values says in the terms of the policy."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from services.matching.engine.columns import Columns
from services.matching.engine.duals import recover
from services.matching.engine.edges import Ints
from services.matching.engine.nearness import Nearness
from services.matching.engine.optimum import Solution
from services.matching.engine.people import Mentee, Mentor, Policy
from services.matching.engine.relevance import score, terms
from services.matching.engine.rules import barrier
from services.matching.engine.tiers import WEEKS_AT_MOST, Scale, scale


@dataclass(frozen=True, slots=True)
class Worth:
    """What all gain or lose: points, with the policy's bonus, and under strict tiers students with a mentor."""

    points: int
    students: int = 0
    priority: int = 0  # of these students


@dataclass(frozen=True, slots=True)
class Proof:
    """Values (pairs,), utilities (students,) and prices (mentors,) of the plan, and their scale."""

    scale: Scale
    value: Ints
    utility: Ints
    price: Ints


@dataclass(frozen=True)
class Solved:
    """A pool, the policy, and the best plan with its proof. People are named by their numbers in the columns."""

    columns: Columns
    policy: Policy
    plan: Solution

    @cached_property
    def mentors(self) -> list[Mentor]:
        return [self.columns.mentor(number) for number in range(len(self.columns.mentors))]

    @cached_property
    def near(self) -> Nearness:
        return Nearness(self.columns.middles, self.policy.weights.bands)

    @cached_property
    def free(self) -> Ints:
        """Places of each mentor that the plan leaves free."""
        chosen = self.plan.chosen
        return np.asarray(self.columns.places - np.bincount(chosen[chosen >= 0], minlength=len(self.columns.mentors)))

    @property
    def whole(self) -> bool:
        """Whether the pairs that the plan kept are all that the rules allow."""
        return len(self.plan.edges.mentee) == self.plan.feasible_pairs

    @cached_property
    def proof(self) -> Proof:
        """Where the plan kept all pairs, with the least prices: what one more place of each mentor is worth (Shapley
        and Shubik 1971), on a scale with room for one mentor more. Else the plan's own.

        Raises TooLarge where such a scale does not fit.
        """
        plan = self.plan
        if not self.whole:
            return Proof(plan.scale, plan.value, plan.utility, plan.price)
        roomy = self._roomy()
        value = roomy.of(plan.edges)
        return Proof(roomy, value, *recover(plan.edges, value, plan.chosen))

    def _roomy(self) -> Scale:
        """With a student more, too. Along a way through K pairs the points are at most K times the highest score."""
        columns, plan = self.columns, self.plan
        return scale(
            4 * max(self.policy.weights.most, int(plan.edges.score.max(initial=0))),
            np.append(columns.places, 1),
            np.append(columns.tier, columns.tier[:1]),
            self.policy.rule,
            bonus=self.policy.bonus,
            waited=np.append(columns.waited, columns.waited[:1]) if plan.waiting_breaks_ties else None,
        )

    def rule(self, mentee: Mentee, mentor: Mentor) -> str | None:
        """The first rule that forbids the pair."""
        return barrier(mentee, mentor, self.columns.rhythm, self.near, self.policy.demand)

    def suits(self, mentee: Mentee, mentor: Mentor) -> bool:
        """Whether the two might be a pair if the mentor had a place."""
        return self.rule(mentee, replace(mentor, places=1)) is None

    def score(self, mentee: Mentee, mentor: Mentor) -> int:
        return score(terms(mentee, mentor, self.policy.weights, self.near))

    def value(self, student: int, score: int) -> int:
        return self.proof.scale.unit * score + int(self.proof.scale.base[student])

    def points(self, student: int, score: int) -> int:
        """With the bonus of the policy."""
        bonus = self.policy.bonus * int(self.columns.tier[student]) if self.policy.rule == "bonus" else 0
        return score + bonus

    def read(self, value: int) -> Worth:
        """What a value says. Under strict tiers one student at most is in it, and points that may be negative.

        Fractions of a point, which only break ties, are not told.
        """
        rank, points = self._parts(value)
        return Worth(points, int(rank > 0), int(self._first(rank)))

    def read_utility(self, student: int) -> Worth:
        """What would be lost without the student: the class tells who, if anybody, would come in their stead."""
        rank, points = self._parts(int(self.proof.utility[student]))
        step = self.proof.scale.step
        if not step:
            return Worth(points)
        own = int(self.proof.scale.base[student]) // step
        instead = own - rank
        return Worth(points, int(instead == 0), int(self._first(own)) - int(self._first(instead)))

    def _parts(self, value: int) -> tuple[int, int]:
        """Classes, the lowest 1, and points."""
        unit, step = self.proof.scale.unit, self.proof.scale.step
        rank = (2 * value + step) // (2 * step) if step else 0
        return rank, (value - rank * step + min(1 + WEEKS_AT_MOST, (unit - 1) // 2)) // unit

    def _first(self, rank: int) -> bool:
        """Whether students of this class have priority."""
        return rank > int((self.columns.tier == 0).any())
