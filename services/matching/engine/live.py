"""Live matching: every event repairs the optimum that is kept, and says which proposals it moves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from services.matching.engine.certificate import Certificate, refutation
from services.matching.engine.edges import Ints
from services.matching.engine.first_pairs import first_pairs
from services.matching.engine.kept import Kept, Move
from services.matching.engine.numbers import Numbers, Unknown
from services.matching.engine.people import Mentee, Mentor, Policy, Pool
from services.matching.engine.ratings import Ratings

KEEP, MARGIN = 100, 20  # points

Pair = tuple[str, str]  # ids of a mentee and a mentor


@dataclass(frozen=True, slots=True)
class Moves:
    """Proposals that an event makes, and those that no longer hold, the event's own among them; by mentee's id."""

    given: tuple[Pair, ...] = ()
    withdrawn: tuple[Pair, ...] = ()

    def __add__(self, later: "Moves") -> "Moves":
        """What both come to: a proposal that comes and goes is not told."""
        given, withdrawn = {*self.given, *later.given}, {*self.withdrawn, *later.withdrawn}
        return Moves(tuple(sorted(given - withdrawn)), tuple(sorted(withdrawn - given)))


class Live:
    """The best plan of a pool at any time, over all pairs that the rules allow.

    A proposal that was given out is worth `keep` points more until it is answered or withdrawn, so that other people's
    events seldom move it: the plan is the best, and its certificate holds, for scores with these bonuses. An accepted
    pair is pinned: it leaves the market with its place. Ties fall to what a search meets first, not to who waited
    longest. Unknown people or pairs raise Unknown, ids that are here already ValueError, and too large pools TooLarge.
    """

    def __init__(self, pool: Pool, policy: Policy, keep: int = KEEP, given: Iterable[Pair] = ()) -> None:
        """`given` are proposals that were given out and are not answered; of those that cannot be, nothing is told."""
        self._ratings = Ratings(policy, pool.rhythm, pool.middles, keep)
        self._mentees, self._mentors = Numbers(), Numbers()
        self._pinned: dict[Pair, Mentee] = {}
        for mentee in sorted(pool.mentees, key=lambda each: (-each.waited, each.id)):
            self._ratings.put_mentee(self._mentees.new(mentee.id), mentee)
        for mentor in sorted(pool.mentors, key=lambda each: each.id):
            self._ratings.put_mentor(self._mentors.new(mentor.id), mentor)
        told = [(mentee, mentor) for mentee, mentor in given if mentee in self._mentees and mentor in self._mentors]
        self._ratings.held = {self._mentees.of(mentee): self._mentors.of(mentor) for mentee, mentor in told}
        self._solve(np.array([each.places if each else 0 for each in self._ratings.mentors], np.int64))
        chosen = self._kept.market.chosen
        self._told([(s, m, int(chosen[s])) for s, m in self._ratings.held.items() if chosen[s] != m])

    @property
    def proposals(self) -> dict[str, str]:
        """Each mentee's mentor, by ids; accepted pairs are no proposals."""
        chosen = self._kept.market.chosen
        return {id: self._mentors.id(int(chosen[s])) for id, s in self._mentees if chosen[s] >= 0}

    def mentor_of(self, mentee: str) -> str | None:
        """Who is proposed to this mentee."""
        m = int(self._kept.market.chosen[self._mentees.of(mentee)])
        return self._mentors.id(m) if m >= 0 else None

    def free_places(self, mentor: str) -> int:
        """Places that are not taken by accepted pairs."""
        return int(self._kept.market.places[self._mentors.of(mentor)])

    def mentee_arrives(self, mentee: Mentee) -> Moves:
        s = self._mentees.new(mentee.id)
        self._ratings.put_mentee(s, mentee)
        return self._rescaled(tier=mentee.tier) or self._after(Kept.student_comes, s)

    def mentee_changes(self, mentee: Mentee) -> Moves:
        """Other facts; their proposal keeps its bonus while it is allowed."""
        s = self._mentees.of(mentee.id)
        self._ratings.put_mentee(s, mentee)
        return self._rescaled(tier=mentee.tier) or self._after(Kept.student_comes, s)

    def mentee_leaves(self, mentee: str) -> Moves:
        s = self._mentees.of(mentee)
        self._ratings.put_mentee(s, None)
        moves = self._after(Kept.student_leaves, s)
        self._mentees.forget(mentee)
        return moves

    def mentor_arrives(self, mentor: Mentor) -> Moves:
        m = self._mentors.new(mentor.id)
        self._ratings.put_mentor(m, mentor)
        return self._rescaled({m: mentor.places}) or self._after(Kept.mentor_comes, m, mentor.places)

    def mentor_changes(self, mentor: Mentor) -> Moves:
        """Other facts; `places` are those that no accepted pair has."""
        m = self._mentors.of(mentor.id)
        self._ratings.put_mentor(m, mentor)
        return self._rescaled({m: mentor.places}) or self._after(Kept.mentor_changes, m, mentor.places)

    def mentor_leaves(self, mentor: str) -> Moves:
        m = self._mentors.of(mentor)
        self._ratings.put_mentor(m, None)
        moves = self._after(Kept.mentor_leaves, m)
        self._mentors.forget(mentor)
        return moves

    def places_change(self, mentor: str, more: int) -> Moves:
        """So many free places more, or less where it is negative; raises ValueError where there are not so many."""
        m, places = self._mentors.of(mentor), self.free_places(mentor) + more
        if places < 0:
            raise ValueError(f"{mentor} has no {-more} free places")
        return self._rescaled({m: places}) or self._after(Kept.places_change, m, places)

    def refuse(self, mentee: str, mentor: str) -> Moves:
        """The two are kept apart until they are released, proposed or not."""
        s, m = self._mentees.of(mentee), self._mentors.of(mentor)
        self._ratings.apart.refuse(mentee, mentor)
        return self._after(Kept.pair_leaves, s, m)

    def release(self, mentee: str, mentor: str) -> Moves:
        s, m = self._mentees.of(mentee), self._mentors.of(mentor)
        self._ratings.apart.release(mentee, mentor)
        worth = self._ratings.worth(s, m)
        return Moves() if worth is None else self._after(Kept.pair_comes, s, m, worth)

    def give_out(self, mentee: str) -> None:
        """The proposal has been told: it has the bonus until it is answered or withdrawn."""
        s, m = self._proposal(mentee)
        if s not in self._ratings.held:
            self._ratings.held[s] = m
            self._kept.pair_rises(s, m, self._ratings.keep)

    def accept(self, mentee: str) -> Pair:
        """The proposal becomes a pair, which moves nobody."""
        s, m = self._proposal(mentee)
        pair = mentee, self._mentors.id(m)
        self._pinned[pair] = self._ratings.mentee(s)
        self._ratings.put_mentee(s, None)
        self._after(Kept.student_is_pinned, s)
        self._mentees.forget(mentee)
        return pair

    def breaks(self, mentee: str, mentor: str) -> Moves:
        """An accepted pair ends: the place is free, the mentee looks again, and the two are kept apart."""
        back = self._pinned.pop((mentee, mentor), None)
        if back is None:
            raise Unknown(f"{mentee} and {mentor} are no accepted pair")
        self._ratings.apart.refuse(mentee, mentor)
        moves = self.places_change(mentor, 1) if mentor in self._mentors else Moves()
        return moves + self.mentee_arrives(back)

    def policy_changes(self, policy: Policy) -> Moves:
        """Everything is weighed again."""
        self._ratings = self._ratings.under(policy)
        return self._solved_again({})

    def counterexample(self) -> str | None:
        """None where no plan of any pairs is better, bonuses included; else what disproves it, by numbers."""
        edges, value = self._kept.listed()
        market = self._kept.market
        proof = Certificate(market.utility, market.price)
        return refutation(edges, value, market.chosen, proof) or self._kept.overlooked(s for _, s in self._mentees)

    def _proposal(self, mentee: str) -> tuple[int, int]:
        s = self._mentees.of(mentee)
        m = int(self._kept.market.chosen[s])
        if m < 0:
            raise Unknown(f"{mentee} has no proposal")
        return s, m

    def _after(self, event: Callable[..., None], *numbers: int) -> Moves:
        event(self._kept, *numbers)
        return self._told(self._kept.moves())

    def _told(self, moves: list[Move]) -> Moves:
        """By ids; a proposal that was withdrawn loses its bonus, which moves nobody."""
        for s, before, _ in moves:
            if self._ratings.held.get(s) == before:
                del self._ratings.held[s]
                self._kept.pair_rises(s, before, -self._ratings.keep)
        id, of = self._mentees.id, self._mentors.id
        return Moves(
            tuple(sorted((id(s), of(now)) for s, _, now in moves if now >= 0)),
            tuple(sorted((id(s), of(before)) for s, before, _ in moves if before >= 0)),
        )

    def _rescaled(self, places: dict[int, int] | None = None, tier: int | None = None) -> Moves | None:
        """Solve again where the scale has no room for what comes; None where it has."""
        coming = places or {}
        total = int(self._kept.market.places.sum()) + sum(coming.values())
        fits = self._ratings.fits(len(self._mentees), total, tier)
        return None if fits else self._solved_again(coming)

    def _solved_again(self, places: dict[int, int]) -> Moves:
        old = self._kept.market
        room = np.zeros(len(self._ratings.mentors), np.int64)
        room[: len(old.places)] = old.places[: len(room)]
        for m, many in places.items():
            room[m] = many
        self._solve(room)
        before = old.chosen.tolist() + [-1] * len(self._ratings.mentees)
        chosen = enumerate(self._kept.market.chosen.tolist())
        return self._told([(s, before[s], now) for s, now in chosen if before[s] != now])

    def _solve(self, places: Ints) -> None:
        self._ratings.rescale(len(self._mentees), int(places.sum()))
        edges, value = first_pairs(self._ratings, places)
        self._kept = Kept(edges, value, self._ratings, MARGIN)
