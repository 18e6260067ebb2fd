"""The optimum over all pairs without listing them: good pairs first, then whichever the prices call for.

Column generation (Dantzig & Wolfe 1960): a pair that is worth more than its student's utility and its mentor's price
could improve the plan; such pairs are added and the plan repaired, until there is none anywhere.
"""

from collections.abc import Callable

import numpy as np

from services.matching.engine.assign import Assignment, assign, patience
from services.matching.engine.bitmaps import Index
from services.matching.engine.candidates import Found, promising
from services.matching.engine.classes import scratch
from services.matching.engine.columns import Columns, Flags, Ints, Small
from services.matching.engine.edges import Edges
from services.matching.engine.people import Policy
from services.matching.engine.repair import repaired
from services.matching.engine.tiers import Scale
from services.matching.engine.weighing import points

FIRST, MORE = 10, 10  # mentors a student
THOROUGH = 4  # the few first pairs are hard on paths, and a flow costs five times as much there


class PriceOut:
    """The pairs weighed up so far, their value, and the plan that is the best of them; `by` tells who found the first.

    After the first round only those pairs can have come to improve the plan whose student's utility or whose mentor's
    price fell, and those for which there was no room in the round before.
    """

    def __init__(self, columns: Columns, policy: Policy, scale: Scale) -> None:
        self.index, self.worth, self.scale = Index(columns, policy), points(policy, columns.rhythm), scale
        self.columns = columns
        nothing, none = np.zeros(len(columns.mentors), np.int64), np.full(len(columns.mentees), -1, np.int64)
        found = self._look(nothing, none, self._everybody, columns.places > 0, FIRST, 1)
        mentee, mentor, score = (each.astype(np.int64) for each in found)
        self.edges = Edges(mentee, mentor, score, len(columns.mentees), columns.places)
        self.value = scale.of(self.edges)

    def run(self, told: Callable[[int], None]) -> None:
        """Until no pair anywhere is worth more than its prices; `told` how many were found in each round."""
        self.plan = assign(self.edges, self.value, THOROUGH * patience(self.value))
        self.by = self.plan.by
        open_ = self.columns.places > 0
        found = self._improving(self.plan, self._everybody, open_)
        while len(found.mentee):
            told(len(found.mentee))
            self.edges = self._joined(found)
            self.value = self.scale.of(self.edges)
            old, self.plan = self.plan, repaired(self.edges, self.value, *self._state())
            crowded = np.bincount(found.mentee, minlength=len(old.utility)) == MORE
            who = np.flatnonzero((self.plan.utility < old.utility) | crowded).astype(np.int32)
            cheaper = open_ & (self.plan.price < old.price)
            found = _both(self._improving(self.plan, who, open_), self._cheaper(who, cheaper))

    @property
    def _everybody(self) -> Small:
        return np.arange(len(self.columns.mentees), dtype=np.int32)

    def _state(self) -> tuple[Ints, Ints, Ints]:
        return self.plan.chosen, self.plan.utility, self.plan.price

    def _cheaper(self, seen: Small, whom: Flags) -> Found:
        """Those who would gain by a mentor whose price fell, but for the students who were looked at."""
        return self._improving(self.plan, np.setdiff1d(self._everybody, seen), whom)

    def _improving(self, plan: Assignment, who: Small, whom: Flags) -> Found:
        return self._look(plan.price, plan.utility - self.scale.base, who, whom, MORE, self.scale.unit)

    def _look(self, price: Ints, least: Ints, who: Small, whom: Flags, most: int, unit: int) -> Found:
        if not len(who) or not whom.any():
            nobody = np.empty(0, np.int32)
            return Found(nobody, nobody, nobody)
        asked, offered = self.index.asked, self.index.offered(price, whom)
        room = scratch(asked, offered, self.worth, most)
        return promising(asked, offered, self.worth, unit, least, who, most, room)

    def _joined(self, found: Found) -> Edges:
        known = self.edges
        return Edges(
            np.concatenate((known.mentee, found.mentee)),
            np.concatenate((known.mentor, found.mentor)),
            np.concatenate((known.score, found.score)),
            known.mentees,
            known.places,
        )


def _both(one: Found, other: Found) -> Found:
    return Found(*(np.concatenate(each) for each in zip(one, other, strict=True)))
