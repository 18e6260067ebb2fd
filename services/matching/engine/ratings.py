"""Every feasible pair of a live pool and its worth, read when it is needed."""

from typing import Any

import numpy as np

from services.matching.engine import rows
from services.matching.engine.apart import Apart
from services.matching.engine.edges import Edges, Ints
from services.matching.engine.facts import Vocabulary, nobody, written
from services.matching.engine.growth import longer
from services.matching.engine.kept import Worths
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Mentee, Mentor, Middles, Policy, Rhythm
from services.matching.engine.tiers import scale
from services.matching.engine.weighing import points


class Ratings:
    """People by number, None where somebody left, and who is kept apart.

    A pair is worth its score, what its student's tier adds, at a scale with room for more people, and `keep` points
    where it is `held`: a proposal that was given out. Mentors without a free place are rated too: one may become free.
    """

    def __init__(self, policy: Policy, rhythm: Rhythm, middles: Middles, keep: int) -> None:
        self.policy, self.rhythm, self.middles, self.keep, self.apart = policy, rhythm, middles, keep, Apart()
        self.mentees: list[Mentee | None] = []
        self.mentors: list[Mentor | None] = []
        self.held: dict[int, int] = {}
        self._base: dict[int, int] = {}
        self._bases = np.zeros(0, np.int64)
        self._most_students = self._most_places = 0
        self._points = points(policy, rhythm)
        self._words = Vocabulary(Nearness(middles, policy.weights.bands))
        self._asks, self._offers = nobody(), nobody()

    def under(self, policy: Policy) -> "Ratings":
        """The same people, to be weighed otherwise; it has no scale yet."""
        new = Ratings(policy, self.rhythm, self.middles, self.keep)
        for number, mentee in enumerate(self.mentees):
            new.put_mentee(number, mentee)
        for number, mentor in enumerate(self.mentors):
            new.put_mentor(number, mentor)
        new.apart, new.held = self.apart, self.held
        return new

    def mentee(self, s: int) -> Mentee:
        found = self.mentees[s]
        assert found is not None
        return found

    def put_mentee(self, s: int, mentee: Mentee | None) -> None:
        self._put(self.mentees, s, mentee)
        if mentee is None:
            self._asks.here[s : s + 1] = False
            return
        self._asks = written(self._asks, s, mentee, self._words, self._points.session)
        self._bases = longer(self._bases, len(self._asks.here), 0)
        self._bases[s] = self._base.get(mentee.tier, 0)

    def put_mentor(self, m: int, mentor: Mentor | None) -> None:
        self._put(self.mentors, m, mentor)
        if mentor is None:
            self._offers.here[m : m + 1] = False
        else:
            self._offers = written(self._offers, m, mentor, self._words, self._points.session)

    def _put(self, people: list[Any], number: int, person: Mentee | Mentor | None) -> None:
        people.extend([None] * (number + 1 - len(people)))
        if people[number] is not None:
            self.apart.leaves(number, people[number])
        people[number] = person
        if person is not None:
            self.apart.comes(number, person)

    def fits(self, students: int, places: int, tier: int | None) -> bool:
        """Whether the scale still holds: it knows the tier, and tiers outweigh all scores of so many people."""
        known = tier is None or tier in self._base
        return known and students <= self._most_students and places <= self._most_places

    def rescale(self, students: int, places: int) -> None:
        """With room for twice as many, and scores as high as the weights allow. Raises TooLarge."""
        most, spare = max(2 * students, 64), max(2 * places, 64)
        tiers = sorted({mentee.tier for mentee in self.mentees if mentee} or {0})
        tier, rule = np.resize(np.array(tiers, np.int64), max(most, len(tiers))), self.policy.rule
        room = np.full(len(self.mentors) + 1, -(-spare // (len(self.mentors) + 1)), np.int64)
        found = scale(self.policy.weights.most + self.keep, room, tier, rule, bonus=self.policy.bonus)
        self._base = dict(zip(tiers, found.base.tolist(), strict=False))
        self._most_students, self._most_places = most, spare
        for s, mentee in enumerate(self.mentees):
            self._bases[s : s + 1] = self._base[mentee.tier] if mentee else 0

    def of_student(self, s: int, least: Ints) -> Worths:
        mentee, held = self.mentees[s], self.held.get(s, -1)
        if mentee is None or not len(self._offers.here):
            return _nothing()
        base = int(self._bases[s])
        points = longer(least, len(self._offers.here), 0) - base - self.keep
        others, score = rows.of_student(self._asks, s, self._offers, self._near(), self._points, points)
        return _without(self.apart.from_(mentee), others, score + base + self.keep * (others == held))

    def of_mentor(self, m: int, least: Ints) -> Worths:
        mentor = self.mentors[m]
        if mentor is None or not len(self._asks.here):
            return _nothing()
        points = longer(least, len(self._bases), 0)[: len(self._bases)] - self._bases - self.keep
        others, score = rows.of_mentor(self._asks, self._offers, m, self._near(), self._points, points)
        held = np.array([s for s, whom in self.held.items() if whom == m], np.int64)
        value = score + self._bases[others] + self.keep * np.isin(others, held)
        return _without(self.apart.from_(mentor), others, value)

    def valued(self, edges: Edges) -> Ints:
        """What pairs of known scores are worth (pairs,)."""
        held = np.full(edges.mentees, -1, np.int64)
        held[list(self.held)] = list(self.held.values())
        bonus = self.keep * (held[edges.mentee] == edges.mentor)
        return np.asarray(edges.score + self._bases[edges.mentee] + bonus, np.int64)

    def worth(self, s: int, m: int) -> int | None:
        """None where a rule forbids the pair, or it is kept apart."""
        others, value = self.of_student(s, np.full(len(self.mentors), -1))
        found = value[others == m]
        return int(found[0]) if len(found) else None

    def _near(self) -> rows.Near:
        return rows.Near(self._words.band, self._words.field)


def _nothing() -> Worths:
    return np.zeros(0, np.int64), np.zeros(0, np.int64)


def _without(apart: list[int], others: Ints, value: Ints) -> Worths:
    if not apart:
        return others, value
    left = ~np.isin(others, apart)
    return others[left], value[left]
