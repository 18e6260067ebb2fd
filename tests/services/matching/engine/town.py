"""A live pool with a record of what should be in it, and every event there is, by seeded chance."""

from dataclasses import replace
from typing import Any

import numpy as np

from services.matching.engine.assign import assign
from services.matching.engine.edges import Edges
from services.matching.engine.live import Live
from services.matching.engine.moves import Moves
from services.matching.engine.people import Mentee, Mentor, Policy, Pool, Rhythm
from services.matching.engine.relevance import score, terms
from services.matching.engine.rules import barrier
from services.matching.engine.tiers import scale
from tests.services.matching.engine.people import mentee, mentor

SKILLS = ("welding.arc", "welding.gas", "maths.algebra", "piano.jazz")
Pair = tuple[str, str]


class Town:
    def __init__(self, policy: Policy, seed: int, *, size: int, ties: bool = False, keep: int = 60) -> None:
        self.chance, self.ties, self.policy, self.keep, self.many = np.random.default_rng(seed), ties, policy, keep, 0
        self.mentees = {each.id: each for each in (self.a_mentee() for _ in range(self.below(size)))}
        self.mentors = {each.id: each for each in (self.a_mentor() for _ in range(self.below(size // 2 + 1)))}
        self.pinned: dict[Pair, Mentee] = {}
        self.apart: set[Pair] = set()
        told = [(self.one_of(self.mentees), self.one_of(self.mentors))] if self.mentees and self.mentors else []
        self.live = Live(Pool(tuple(self.mentees.values()), tuple(self.mentors.values())), policy, keep, told)
        self.seen = self.live.proposals
        self.held = dict(set(told) & self.seen.items())

    def below(self, many: int) -> int:
        return int(self.chance.integers(many))

    def one_of(self, things: Any) -> Any:
        things = sorted(things)
        return things[self.below(len(things))] if things else None

    def facts(self) -> dict[str, Any]:
        hours = [(at * 60, at * 60 + 120) for at in range(8, 20, 4) if self.chance.random() < 0.6]
        return {} if self.ties else {"territory": self.one_of(["gex", "nord"]), "hours": tuple(hours)}

    def skills(self) -> dict[str, int]:
        return {each: 1 + self.below(3) for each in SKILLS if not self.ties and self.chance.random() < 0.5}

    def a_mentee(self, id: str | None = None) -> Mentee:
        self.many += 1
        return mentee(id or f"mentee-{self.many}", seeks=self.skills(), tier=self.below(3), **self.facts())

    def a_mentor(self, id: str | None = None) -> Mentor:
        self.many += 1
        return mentor(id or f"mentor-{self.many}", offers=self.skills(), places=self.below(4), **self.facts())

    def event(self) -> str:
        """One event by chance, where there is somebody to whom it can happen; gives its name."""
        name = self.one_of(EVENTS)
        moves = getattr(self, name)()
        if moves is not None:
            self.follow(moves)
        return str(name)

    def follow(self, moves: Moves) -> None:
        """What is told leads from the proposals of before to those of now; withdrawn ones lose their bonus."""
        now = self.live.proposals
        assert set(moves.given) == now.items() - self.seen.items()
        assert set(moves.withdrawn) == self.seen.items() - now.items()
        self.seen = now
        self.held = dict(self.held.items() & now.items())

    def mentee_arrives(self) -> Moves:
        new = self.a_mentee()
        self.mentees[new.id] = new
        return self.live.mentee_arrives(new)

    def mentee_changes(self) -> Moves | None:
        if (id := self.one_of(self.mentees)) is None:
            return None
        self.mentees[id] = self.a_mentee(id)
        return self.live.mentee_changes(self.mentees[id])

    def mentee_leaves(self) -> Moves | None:
        if (id := self.one_of(self.mentees)) is None:
            return None
        del self.mentees[id]
        return self.live.mentee_leaves(id)

    def mentor_arrives(self) -> Moves:
        new = self.a_mentor()
        self.mentors[new.id] = new
        return self.live.mentor_arrives(new)

    def mentor_changes(self) -> Moves | None:
        if (id := self.one_of(self.mentors)) is None:
            return None
        self.mentors[id] = self.a_mentor(id)
        return self.live.mentor_changes(self.mentors[id])

    def mentor_leaves(self) -> Moves | None:
        if (id := self.one_of(self.mentors)) is None:
            return None
        del self.mentors[id]
        return self.live.mentor_leaves(id)

    def place_comes(self) -> Moves | None:
        return self.places_change(1)

    def place_goes(self) -> Moves | None:
        return self.places_change(-1)

    def places_change(self, more: int) -> Moves | None:
        id = self.one_of(id for id, each in self.mentors.items() if each.places + more >= 0)
        if id is None:
            return None
        self.mentors[id] = replace(self.mentors[id], places=self.mentors[id].places + more)
        return self.live.places_change(id, more)

    def refuse(self) -> Moves | None:
        pair = self.one_of(self.seen.items())
        if pair is None or self.below(3) == 0:  # also pairs that nobody proposed
            pair = self.one_of(self.mentees), self.one_of(self.mentors)
        if None in pair:
            return None
        self.apart.add(pair)
        return self.live.refuse(*pair)

    def release(self) -> Moves | None:
        pair = self.one_of(pair for pair in self.apart if pair[0] in self.mentees and pair[1] in self.mentors)
        if pair is None:
            return None
        self.apart.discard(pair)
        return self.live.release(*pair)

    def give_out(self) -> None:
        if self.seen:
            id = self.one_of(self.seen)
            self.held[id] = self.seen[id]
            self.live.give_out(id)
            assert self.live.proposals == self.seen

    def accept(self) -> None:
        if self.seen:
            id = self.one_of(self.seen)
            pair = self.live.accept(id)
            assert pair == (id, self.seen.pop(id))
            self.held.pop(id, None)
            self.pinned[pair] = self.mentees.pop(id)
            mentor = self.mentors[pair[1]]
            self.mentors[pair[1]] = replace(mentor, places=mentor.places - 1)
            assert self.live.proposals == self.seen

    def breaks(self) -> Moves | None:
        if (pair := self.one_of(self.pinned)) is None:
            return None
        self.mentees[pair[0]] = self.pinned.pop(pair)
        self.apart.add(pair)
        if mentor := self.mentors.get(pair[1]):
            self.mentors[pair[1]] = replace(mentor, places=mentor.places + 1)
        return self.live.breaks(*pair)

    def policy_changes(self) -> Moves | None:
        if self.below(4):
            return None
        weights = replace(self.policy.weights, skill=50 + 10 * self.below(10))
        self.policy = replace(self.policy, weights=weights)
        return self.live.policy_changes(self.policy)

    def worth(self, one: Mentee, other: Mentor) -> int | None:
        """Points with the bonus, None where the pair may not be."""
        open_ = replace(other, places=1)
        if (one.id, other.id) in self.apart or barrier(one, open_, Rhythm(), demand=self.policy.demand):
            return None
        return score(terms(one, other, self.policy.weights)) + self.keep * (self.held.get(one.id) == other.id)

    def merit(self, proposals: dict[str, str]) -> tuple[int, ...]:
        """What the objective wants, most important first."""
        worth = [self.worth(self.mentees[one], self.mentors[other]) for one, other in proposals.items()]
        assert None not in worth
        points, tiers = sum(each or 0 for each in worth), [self.mentees[one].tier for one in proposals]
        if self.policy.rule == "strict":
            return (*(tiers.count(tier) for tier in (2, 1, 0)), points)
        return (points + (self.policy.bonus * sum(tiers) if self.policy.rule == "bonus" else 0),)

    def best(self) -> dict[str, str]:
        """A plan from scratch, at a scale of its own."""
        mentees, mentors = list(self.mentees.values()), list(self.mentors.values())
        worth = [(i, j, self.worth(a, b)) for i, a in enumerate(mentees) for j, b in enumerate(mentors)]
        found = np.array([each for each in worth if each[2] is not None], np.int64).reshape(-1, 3)
        places = np.array([each.places for each in mentors], np.int64)
        edges = Edges(found[:, 0], found[:, 1], found[:, 2], len(mentees), places)
        tier = np.array([each.tier for each in mentees], np.int64)
        most = int(found[:, 2].max(initial=0))
        value = scale(most, places, tier, self.policy.rule, bonus=self.policy.bonus).of(edges)
        chosen = assign(edges, value).chosen.tolist()
        return {mentees[i].id: mentors[j].id for i, j in enumerate(chosen) if j >= 0}


EVENTS = (
    "mentee_arrives", "mentee_arrives", "mentee_changes", "mentee_leaves", "mentor_arrives", "mentor_changes",
    "mentor_leaves", "place_comes", "place_goes", "refuse", "release", "give_out", "give_out", "accept", "breaks",
    "policy_changes",
)  # fmt: skip
