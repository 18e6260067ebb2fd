"""Live matching: every event repairs the optimum that is kept, and says which proposals it moves."""

from collections.abc import Iterable

from services.matching.engine.kept import Kept
from services.matching.engine.live_plan import LivePlan
from services.matching.engine.moves import Moves, Pair
from services.matching.engine.numbers import Numbers, Unknown
from services.matching.engine.people import Mentee, Mentor, Policy, Pool
from services.matching.engine.ratings import Ratings

KEEP = 100  # points


class Live:
    """The best plan of a pool at any time, over all pairs that the rules allow.

    A proposal that was given out is worth `keep` points more until it is answered or withdrawn, so that other people's
    events seldom move it: the plan is the best, and its certificate holds, for scores with these bonuses. An accepted
    pair is pinned: it leaves the market with its place. Ties fall to what a search meets first, not to who waited
    longest. Unknown people or pairs raise Unknown, ids that are here already ValueError, and too large pools TooLarge.
    """

    def __init__(self, pool: Pool, policy: Policy, keep: int = KEEP, given: Iterable[Pair] = ()) -> None:
        """`given` are proposals that were given out and are not answered; of those that cannot be, nothing is told."""
        ratings = Ratings(policy, pool.rhythm, pool.middles, keep)
        self._mentees, self._mentors = Numbers(), Numbers()
        self._pinned: dict[Pair, Mentee] = {}
        for mentee in sorted(pool.mentees, key=lambda each: (-each.waited, each.id)):
            ratings.put_mentee(self._mentees.new(mentee.id), mentee)
        for mentor in sorted(pool.mentors, key=lambda each: each.id):
            ratings.put_mentor(self._mentors.new(mentor.id), mentor)
        told = [(mentee, mentor) for mentee, mentor in given if mentee in self._mentees and mentor in self._mentors]
        ratings.held = {self._mentees.of(mentee): self._mentors.of(mentor) for mentee, mentor in told}
        self._plan = LivePlan(ratings, self._mentees, self._mentors)

    @property
    def proposals(self) -> dict[str, str]:
        """Each mentee's mentor, by ids; accepted pairs are no proposals."""
        chosen = self._plan.kept.market.chosen
        return {id: self._mentors.id(int(chosen[s])) for id, s in self._mentees if chosen[s] >= 0}

    def mentor_of(self, mentee: str) -> str | None:
        """Who is proposed to this mentee."""
        m = int(self._plan.kept.market.chosen[self._mentees.of(mentee)])
        return self._mentors.id(m) if m >= 0 else None

    def free_places(self, mentor: str) -> int:
        """Places that are not taken by accepted pairs."""
        return int(self._plan.kept.market.places[self._mentors.of(mentor)])

    def mentee_arrives(self, mentee: Mentee) -> Moves:
        s = self._mentees.new(mentee.id)
        self._plan.ratings.put_mentee(s, mentee)
        return self._plan.rescaled(tier=mentee.tier) or self._plan.after(Kept.student_comes, s)

    def mentee_changes(self, mentee: Mentee) -> Moves:
        """Other facts; their proposal keeps its bonus while it is allowed."""
        s = self._mentees.of(mentee.id)
        self._plan.ratings.put_mentee(s, mentee)
        return self._plan.rescaled(tier=mentee.tier) or self._plan.after(Kept.student_comes, s)

    def mentee_leaves(self, mentee: str) -> Moves:
        s = self._mentees.of(mentee)
        self._plan.ratings.put_mentee(s, None)
        moves = self._plan.after(Kept.student_leaves, s)
        self._mentees.forget(mentee)
        return moves

    def mentor_arrives(self, mentor: Mentor) -> Moves:
        m = self._mentors.new(mentor.id)
        self._plan.ratings.put_mentor(m, mentor)
        return self._plan.rescaled({m: mentor.places}) or self._plan.after(Kept.mentor_comes, m, mentor.places)

    def mentor_changes(self, mentor: Mentor) -> Moves:
        """Other facts; `places` are those that no accepted pair has."""
        m = self._mentors.of(mentor.id)
        self._plan.ratings.put_mentor(m, mentor)
        return self._plan.rescaled({m: mentor.places}) or self._plan.after(Kept.mentor_changes, m, mentor.places)

    def mentor_leaves(self, mentor: str) -> Moves:
        m = self._mentors.of(mentor)
        self._plan.ratings.put_mentor(m, None)
        moves = self._plan.after(Kept.mentor_leaves, m)
        self._mentors.forget(mentor)
        return moves

    def places_change(self, mentor: str, more: int) -> Moves:
        """So many free places more, or less where it is negative; raises ValueError where there are not so many."""
        m, places = self._mentors.of(mentor), self.free_places(mentor) + more
        if places < 0:
            raise ValueError(f"{mentor} has no {-more} free places")
        return self._plan.rescaled({m: places}) or self._plan.after(Kept.places_change, m, places)

    def refuse(self, mentee: str, mentor: str) -> Moves:
        """The two are kept apart until they are released, proposed or not."""
        s, m = self._mentees.of(mentee), self._mentors.of(mentor)
        self._plan.ratings.apart.refuse(mentee, mentor)
        return self._plan.after(Kept.pair_leaves, s, m)

    def release(self, mentee: str, mentor: str) -> Moves:
        s, m = self._mentees.of(mentee), self._mentors.of(mentor)
        self._plan.ratings.apart.release(mentee, mentor)
        worth = self._plan.ratings.worth(s, m)
        return Moves() if worth is None else self._plan.after(Kept.pair_comes, s, m, worth)

    def give_out(self, mentee: str) -> None:
        """The proposal has been told: it has the bonus until it is answered or withdrawn."""
        s, m = self._plan.proposal(mentee)
        if s not in self._plan.ratings.held:
            self._plan.ratings.held[s] = m
            self._plan.kept.pair_rises(s, m, self._plan.ratings.keep)

    def accept(self, mentee: str) -> Pair:
        """The proposal becomes a pair, which moves nobody."""
        s, m = self._plan.proposal(mentee)
        pair = mentee, self._mentors.id(m)
        self._pinned[pair] = self._plan.ratings.mentee(s)
        self._plan.ratings.put_mentee(s, None)
        self._plan.after(Kept.student_is_pinned, s)
        self._mentees.forget(mentee)
        return pair

    def breaks(self, mentee: str, mentor: str) -> Moves:
        """An accepted pair ends: the place is free, the mentee looks again, and the two are kept apart."""
        back = self._pinned.pop((mentee, mentor), None)
        if back is None:
            raise Unknown(f"{mentee} and {mentor} are no accepted pair")
        self._plan.ratings.apart.refuse(mentee, mentor)
        moves = self.places_change(mentor, 1) if mentor in self._mentors else Moves()
        return moves + self.mentee_arrives(back)

    def policy_changes(self, policy: Policy) -> Moves:
        """Everything is weighed again."""
        return self._plan.weighed_by(policy)

    def counterexample(self) -> str | None:
        """None where no plan of any pairs is better, bonuses included; else what disproves it, by numbers."""
        return self._plan.counterexample()
