"""Every feasible pair of a live pool and its worth, read when it is needed."""

from dataclasses import replace
from typing import Any

import numpy as np

from services.matching.engine.kept import Worths
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Mentee, Mentor, Middles, Policy, Rhythm
from services.matching.engine.relevance import score, terms
from services.matching.engine.rules import barrier
from services.matching.engine.tiers import scale


class Ratings:
    """People by number, None where somebody left; `apart` are pairs that were refused, by ids.

    A pair is worth its score, what its student's tier adds, at a scale with room for more people, and `keep` points
    where it is `held`: a proposal that was given out. Mentors without a free place are rated too: one may become free.
    """

    def __init__(self, policy: Policy, rhythm: Rhythm, middles: Middles, keep: int) -> None:
        self.policy, self.rhythm, self.keep = policy, rhythm, keep
        self.near = Nearness(middles, policy.weights.bands)
        self.mentees: list[Mentee | None] = []
        self.mentors: list[Mentor | None] = []
        self.apart: set[tuple[str, str]] = set()
        self.held: dict[int, int] = {}
        self.base: dict[int, int] = {}
        self._most_students = self._most_places = 0

    def mentee(self, s: int) -> Mentee:
        found = self.mentees[s]
        assert found is not None
        return found

    def put_mentee(self, number: int, mentee: Mentee | None) -> None:
        _put(self.mentees, number, mentee)

    def put_mentor(self, number: int, mentor: Mentor | None) -> None:
        _put(self.mentors, number, mentor)

    def under(self, policy: Policy) -> "Ratings":
        """The same people, to be weighed otherwise; it has no scale yet."""
        new = Ratings(policy, self.rhythm, self.near.middles, self.keep)
        new.mentees, new.mentors, new.apart, new.held = self.mentees, self.mentors, self.apart, self.held
        return new

    def fits(self, students: int, places: int, tier: int | None) -> bool:
        """Whether the scale still holds: it knows the tier, and tiers outweigh all scores of so many people."""
        known = tier is None or tier in self.base
        return known and students <= self._most_students and places <= self._most_places

    def rescale(self, students: int, places: int) -> None:
        """With room for twice as many, and scores as high as the weights allow. Raises TooLarge."""
        most, spare = max(2 * students, 64), max(2 * places, 64)
        tiers = sorted({mentee.tier for mentee in self.mentees if mentee} or {0})
        tier, rule = np.resize(np.array(tiers, np.int64), max(most, len(tiers))), self.policy.rule
        room = np.full(len(self.mentors) + 1, -(-spare // (len(self.mentors) + 1)), np.int64)
        found = scale(self.policy.weights.most + self.keep, room, tier, rule, bonus=self.policy.bonus)
        self.base = dict(zip(tiers, found.base.tolist(), strict=False))
        self._most_students, self._most_places = most, spare

    def of_student(self, s: int) -> Worths:
        return _worths([(m, self.worth(s, m)) for m in range(len(self.mentors))])

    def of_mentor(self, m: int) -> Worths:
        return _worths([(s, self.worth(s, m)) for s in range(len(self.mentees))])

    def worth(self, s: int, m: int) -> int | None:
        """None where a rule forbids the pair, or it is kept apart."""
        mentee, mentor = self.mentees[s], self.mentors[m]
        if mentee is None or mentor is None or (mentee.id, mentor.id) in self.apart:
            return None
        if barrier(mentee, replace(mentor, places=1), self.rhythm, self.near, self.policy.demand) is not None:
            return None
        points = score(terms(mentee, mentor, self.policy.weights, self.near))
        return points + self.base[mentee.tier] + self.keep * (self.held.get(s) == m)


def _put(people: list[Any], number: int, person: Mentee | Mentor | None) -> None:
    people.extend([None] * (number + 1 - len(people)))
    people[number] = person


def _worths(found: list[tuple[int, int | None]]) -> Worths:
    known = np.array([each for each in found if each[1] is not None], np.int64).reshape(-1, 2)
    return known[:, 0], known[:, 1]
