"""The optimum over every feasible pair, kept through changes, though only the pairs that may matter are listed.

A pair that is not listed is worth at most its student's floor and its mentor's. While no utility or price is below its
floor, no such pair can improve the plan; one that falls below has its feasible pairs read again, and a lower floor.
"""

from collections.abc import Iterable
from typing import Protocol

import numpy as np

from services.matching.engine import changes
from services.matching.engine.assign import assign
from services.matching.engine.edges import Edges, Ints
from services.matching.engine.growth import longer, with_pairs, with_people
from services.matching.engine.market import MOVED, Market, market
from services.matching.engine.pairs import list_pairs, row_of, spot_of
from services.matching.engine.repair import improve, serve

Worths = tuple[Ints, Ints]  # numbers of the other side, and what each pair is worth
Move = tuple[int, int, int]  # student, mentor before, mentor now; -1 for none


class Feasible(Protocol):
    """Every pair that the rules allow and is worth more, in whole units, than `least` of the other; perhaps others."""

    def of_student(self, s: int, least: Ints) -> Worths: ...
    def of_mentor(self, m: int, least: Ints) -> Worths: ...


class Kept:
    """People by number; a number of somebody who left may be given again. `margin`, in units, is a floor's depth."""

    def __init__(self, edges: Edges, value: Ints, feasible: Feasible, margin: int) -> None:
        """`edges` are some pairs, or none; all others are read once, so that the plan is the best of all."""
        found = assign(edges, value)
        self.market: Market = market(edges, value, found.chosen, found.utility, found.price)
        self.feasible, self.margin = feasible, margin
        self.student_floor = np.maximum(found.utility - margin, 0)
        self.mentor_floor = np.maximum(found.price - margin, 0)
        for s in range(edges.mentees):
            self._list_student(s)
        serve(self.market)
        self._reread()
        self.moves()

    def moves(self) -> list[Move]:
        """Who has another mentor than when this was last asked."""
        many, kept = self.market.many, self.market
        moved = kept.moved[: many[MOVED]]
        found = zip(moved.tolist(), kept.was[moved].tolist(), kept.chosen[moved].tolist(), strict=True)
        changed = [each for each in found if each[1] != each[2]]
        kept.was[moved] = -2
        many[MOVED] = 0
        return changed

    def _room_for(self, students: int, mentors: int) -> None:
        many, others = len(self.student_floor), len(self.mentor_floor)
        if students > many or mentors > others:
            self.market = with_people(self.market, max(students * 5 // 4 + 8, many), max(mentors * 5 // 4 + 8, others))
            self.student_floor = longer(self.student_floor, len(self.market.chosen), 0)
            self.mentor_floor = longer(self.mentor_floor, len(self.market.price), 0)

    def student_comes(self, s: int) -> None:
        """Also anew, with other facts; whoever is no longer feasible is no longer listed."""
        self._room_for(s + 1, 0)
        old = int(self.market.chosen[s])
        changes.student_waits(self.market, s)
        others, values = self.feasible.of_student(s, self.mentor_floor)
        best = int((values - self.market.price[others]).max(initial=0))
        self.student_floor[s] = max(best - self.margin, 0)
        new = values > self.student_floor[s] + self.mentor_floor[others]
        self._list(np.full(int(new.sum()), s), others[new], values[new])
        changes.student_comes(self.market, s, old)
        self._reread()

    def student_leaves(self, s: int) -> None:
        changes.student_leaves(self.market, s)
        self._gone(s)

    def student_is_pinned(self, s: int) -> None:
        changes.student_is_pinned(self.market, s)
        self._gone(s)

    def mentor_comes(self, m: int, places: int) -> None:
        self._room_for(0, m + 1)
        others, values = self.feasible.of_mentor(m, self.student_floor)
        best = int((values - self.market.utility[others]).max(initial=0))
        self.mentor_floor[m] = max(best - self.margin, 0)
        new = values > self.student_floor[others] + self.mentor_floor[m]
        self._list(others[new], np.full(int(new.sum()), m), values[new])
        changes.mentor_comes(self.market, m, places)
        self._reread()

    def mentor_leaves(self, m: int) -> None:
        changes.mentor_leaves(self.market, m)
        self.mentor_floor[m] = 0
        self._reread()

    def mentor_changes(self, m: int, places: int) -> None:
        changes.mentor_leaves(self.market, m)
        self.mentor_comes(m, places)

    def places_change(self, m: int, places: int) -> None:
        changes.places_change(self.market, m, places)
        self._reread()

    def pair_leaves(self, s: int, m: int) -> None:
        changes.pair_leaves(self.market, s, m)
        self._reread()

    def pair_comes(self, s: int, m: int, value: int) -> None:
        """A pair that was kept apart may be listed again."""
        if spot_of(self.market.seeks, s, m) < 0:
            self._list(np.array([s]), np.array([m]), np.array([value]))
        improve(self.market, np.array([s]))
        self._reread()

    def pair_rises(self, s: int, m: int, more: int) -> None:
        """Let a pair be worth `more` (negative: less), if it is listed."""
        if spot_of(self.market.seeks, s, m) >= 0:
            changes.pair_rises(self.market, s, m, more)
            self._reread()

    def listed(self) -> tuple[Edges, Ints]:
        """The pairs that are listed, and what they are worth."""
        rows = self.market.seeks
        at = np.concatenate([np.arange(a, a + n) for a, n in zip(rows.first, rows.size, strict=True)] or [rows.size])
        who, other, value = np.repeat(np.arange(len(rows.size)), rows.size), rows.other[at], rows.value[at]
        return Edges(who, other.astype(np.int64), value, len(rows.size), self.market.places), value

    def overlooked(self, students: Iterable[int]) -> str | None:
        """The first of their feasible pairs that could improve the plan, listed or not."""
        for s in students:
            others, values = self.feasible.of_student(s, self.market.utility[s] + self.market.price)
            wrong = values > self.market.utility[s] + self.market.price[others]
            if wrong.any():
                return f"student {s}, mentor {others[np.argmax(wrong)]}: worth more than utility and price"
        return None

    def _gone(self, s: int) -> None:
        self.student_floor[s] = 0
        self._reread()

    def _reread(self) -> None:
        """Until nobody is below their floor."""
        while True:
            students = np.flatnonzero(self.market.utility < self.student_floor)
            mentors = np.flatnonzero(self.market.price < self.mentor_floor)
            if not len(students) and not len(mentors):
                return
            self.student_floor[students] = np.maximum(self.market.utility[students] - self.margin, 0)
            self.mentor_floor[mentors] = np.maximum(self.market.price[mentors] - self.margin, 0)
            gaining = [self._list_student(s) for s in students.tolist()]
            gaining += [self._list_mentor(m) for m in mentors.tolist()]
            improve(self.market, np.unique(np.concatenate(gaining)))

    def _list_student(self, s: int) -> Ints:
        """List what is worth more than the two floors and is not listed yet; gives who may gain by it."""
        others, values = self.feasible.of_student(s, self.student_floor[s] + self.mentor_floor)
        new = values > self.student_floor[s] + self.mentor_floor[others]
        new &= ~np.isin(others, row_of(self.market.seeks, s))
        return self._list(np.full(int(new.sum()), s), others[new], values[new])

    def _list_mentor(self, m: int) -> Ints:
        others, values = self.feasible.of_mentor(m, self.student_floor + self.mentor_floor[m])
        new = values > self.student_floor[others] + self.mentor_floor[m]
        new &= ~np.isin(others, row_of(self.market.offers, m))
        return self._list(others[new], np.full(int(new.sum()), m), values[new])

    def _list(self, students: Ints, mentors: Ints, values: Ints) -> Ints:
        at = 0
        while (at := list_pairs(self.market, students, mentors, values, at)) < len(students):
            self.market = with_pairs(self.market, len(self.market.seeks.other) // 2 + 1024)
        return students
