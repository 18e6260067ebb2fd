"""A kept market whose feasible pairs are all listed, and events of every kind in it, by seeded chance."""

from collections.abc import Callable
from time import process_time_ns
from typing import Any

import numpy as np

from bench.matching.people import instance
from services.matching.engine.assign import assign
from services.matching.engine.certificate import Certificate, refutation
from services.matching.engine.kept import Kept, Worths
from services.matching.engine.tiers import scale

CHANGE = 50  # points by which a score may change with a person's facts
WITHOUT_FLOORS = 2**60


class Listed:
    """`spent` is the processor time of the kept market in the last event, in ns; `others` lost a proposal by it."""

    def __init__(self, students: int, seats: str, objective: Any, keep: int) -> None:
        self.edges, tier = instance(students, seats)
        most, edges = int(self.edges.score.max()) + CHANGE + keep, self.edges
        self.base = scale(most, 2 * edges.places, tier, objective).base
        self.keep, self.chance = keep, np.random.default_rng(7)
        self.score = edges.score.copy()
        self.first = np.concatenate(([0], np.cumsum(np.bincount(edges.mentee, minlength=students))))
        self.by_mentor = np.argsort(edges.mentor, kind="stable")
        self.of = np.concatenate(([0], np.cumsum(np.bincount(edges.mentor, minlength=len(edges.places)))))
        self.here, self.there = np.ones(students, np.bool_), np.ones(len(edges.places), np.bool_)
        self.allowed = np.ones(len(edges.mentee), np.bool_)
        self.held: dict[int, int] = {}
        self.others = self.spent = 0
        self.kept = Kept(edges, self.score + self.base[edges.mentee], self, WITHOUT_FLOORS)

    def of_student(self, s: int, least: Any) -> Worths:
        at = np.arange(self.first[s], self.first[s + 1])
        at = at[self.allowed[at] & self.there[self.edges.mentor[at]]]
        others, bonus = self.edges.mentor[at], self.keep if s in self.held else 0
        return others, self.score[at] + self.base[s] + bonus * (others == self.held.get(s))

    def of_mentor(self, m: int, least: Any) -> Worths:
        at = self.by_mentor[self.of[m] : self.of[m + 1]]
        at = at[self.allowed[at] & self.here[self.edges.mentee[at]]]
        others = self.edges.mentee[at]
        bonus = np.array([self.keep * (self.held.get(s) == m) for s in others.tolist()], np.int64)
        return others, self.score[at] + self.base[others] + bonus

    def call(self, event: Callable[..., None], *numbers: int, own: int = -1, ends: int = -1) -> None:
        """Time it, and see who moves; proposals that are withdrawn lose their bonus, new ones get it.

        `own` is the student to whom it happens, `ends` the mentor whose proposals it ends: they are no others.
        """
        began = process_time_ns()
        event(*numbers)
        self.spent = process_time_ns() - began
        moves = self.kept.moves()
        self.others = sum(before not in (-1, ends) and s != own for s, before, _ in moves)
        for s, before, now in moves:
            if self.held.pop(s, None) is not None:
                self.kept.pair_rises(s, before, -self.keep)
            if self.keep and now >= 0:
                self.give_out(s)

    def give_out(self, s: int) -> None:
        self.held[s] = int(self.kept.market.chosen[s])
        self.kept.pair_rises(s, self.held[s], self.keep)

    def someone(self, there: Any) -> int:
        """By chance, one of those for whom `there` is true."""
        return int(self.chance.choice(np.flatnonzero(there)))

    def student_leaves(self) -> None:
        s = self.someone(self.here)
        self.here[s] = False
        self.call(self.kept.student_leaves, s, own=s)

    def student_arrives(self) -> None:
        s = self.someone(~self.here)
        self.here[s] = True
        self.call(self.kept.student_comes, s, own=s)

    def student_changes(self) -> None:
        s = self.someone(self.here)
        self._change(slice(self.first[s], self.first[s + 1]))
        self.call(self.kept.student_comes, s, own=s)

    def mentor_leaves(self) -> None:
        m = self.someone(self.there)
        self.there[m] = False
        self.call(self.kept.mentor_leaves, m, ends=m)

    def mentor_arrives(self) -> None:
        m = self.someone(~self.there)
        self.there[m] = True
        self.call(self.kept.mentor_comes, m, int(self.edges.places[m]))

    def mentor_changes(self) -> None:
        m = self.someone(self.there)
        self._change(self.by_mentor[self.of[m] : self.of[m + 1]])
        self.call(self.kept.mentor_changes, m, int(self.kept.market.places[m]), ends=m)

    def place_gained(self) -> None:
        m = self.someone(self.there)
        self.call(self.kept.places_change, m, int(self.kept.market.places[m]) + 1)

    def place_lost(self) -> None:
        m = self.someone(self.kept.market.load > 0)
        self.call(self.kept.places_change, m, int(self.kept.market.places[m]) - 1, ends=m)

    def proposal_refused(self) -> None:
        s = self.someone(self.kept.market.chosen >= 0)
        m = int(self.kept.market.chosen[s])
        at = self.first[s] + int(np.argmax(self.edges.mentor[self.first[s] : self.first[s + 1]] == m))
        self.allowed[at] = False
        self.call(self.kept.pair_leaves, s, m, own=s)

    def pair_released(self) -> None:
        at = self.someone(~self.allowed & self.here[self.edges.mentee] & self.there[self.edges.mentor])
        self.allowed[at] = True
        s, m = int(self.edges.mentee[at]), int(self.edges.mentor[at])
        self.call(self.kept.pair_comes, s, m, int(self.score[at] + self.base[s]), own=s)

    def proposal_accepted(self) -> None:
        s = self.someone(self.kept.market.chosen >= 0)
        self.here[s] = False
        self.call(self.kept.student_is_pinned, s, own=s)

    def _change(self, at: Any) -> None:
        """Other facts, other scores."""
        shift = self.chance.integers(-CHANGE, CHANGE + 1, len(self.score[at]))
        self.score[at] = np.clip(self.edges.score[at] + shift, 1, None)

    def events(self) -> dict[str, Callable[[], None]]:
        """Every kind, in an order in which each has somebody to whom it can happen."""
        kinds = (
            self.student_leaves, self.student_arrives, self.student_changes, self.mentor_leaves, self.mentor_arrives,
            self.mentor_changes, self.place_gained, self.place_lost, self.proposal_refused, self.pair_released,
            self.proposal_accepted,
        )  # fmt: skip
        return {kind.__name__.replace("_", " "): kind for kind in kinds}

    def refutation(self) -> str | None:
        edges, value = self.kept.listed()
        market = self.kept.market
        return refutation(edges, value, market.chosen, Certificate(market.utility, market.price))

    def scores(self) -> tuple[int, int]:
        """Of the plan that is kept, and the most that a plan without bonuses has."""
        edges, value = self.kept.listed()
        held = np.full(edges.mentees, -1, np.int64)
        held[list(self.held)] = list(self.held.values())
        points = value - self.base[edges.mentee] - self.keep * (held[edges.mentee] == edges.mentor)
        best = assign(edges, points)
        own = points[self.kept.market.chosen[edges.mentee] == edges.mentor].sum()
        return int(own), Certificate(best.utility, best.price).value(edges.places)
