"""The plan of a live pool: the optimum that is kept, by numbers, and what its events move, by ids."""

from collections.abc import Callable

import numpy as np

from services.matching.engine.certificate import Certificate, refutation
from services.matching.engine.edges import Ints
from services.matching.engine.first_pairs import first_pairs
from services.matching.engine.kept import Kept, Move
from services.matching.engine.moves import Moves
from services.matching.engine.numbers import Numbers, Unknown
from services.matching.engine.people import Policy
from services.matching.engine.ratings import Ratings

MARGIN = 20  # points


class LivePlan:
    """`mentees` and `mentors` are the numbers by which `ratings` knows them."""

    def __init__(self, ratings: Ratings, mentees: Numbers, mentors: Numbers) -> None:
        self.ratings, self.mentees, self.mentors = ratings, mentees, mentors
        self._solve(np.array([each.places if each else 0 for each in ratings.mentors], np.int64))
        chosen = self.kept.market.chosen
        self._told([(s, m, int(chosen[s])) for s, m in ratings.held.items() if chosen[s] != m])

    def proposal(self, mentee: str) -> tuple[int, int]:
        s = self.mentees.of(mentee)
        m = int(self.kept.market.chosen[s])
        if m < 0:
            raise Unknown(f"{mentee} has no proposal")
        return s, m

    def counterexample(self) -> str | None:
        """None where no plan of any pairs is better, bonuses included; else what disproves it, by numbers."""
        edges, value = self.kept.listed()
        market = self.kept.market
        proof = Certificate(market.utility, market.price)
        return refutation(edges, value, market.chosen, proof) or self.kept.overlooked(s for _, s in self.mentees)

    def weighed_by(self, policy: Policy) -> Moves:
        self.ratings = self.ratings.under(policy)
        return self._solved_again({})

    def after(self, event: Callable[..., None], *numbers: int) -> Moves:
        event(self.kept, *numbers)
        return self._told(self.kept.moves())

    def _told(self, moves: list[Move]) -> Moves:
        """By ids; a proposal that was withdrawn loses its bonus, which moves nobody."""
        for s, before, _ in moves:
            if self.ratings.held.get(s) == before:
                del self.ratings.held[s]
                self.kept.pair_rises(s, before, -self.ratings.keep)
        id, of = self.mentees.id, self.mentors.id
        return Moves(
            tuple(sorted((id(s), of(now)) for s, _, now in moves if now >= 0)),
            tuple(sorted((id(s), of(before)) for s, before, _ in moves if before >= 0)),
        )

    def rescaled(self, places: dict[int, int] | None = None, tier: int | None = None) -> Moves | None:
        """Solve again where the scale has no room for what comes; None where it has."""
        coming = places or {}
        total = int(self.kept.market.places.sum()) + sum(coming.values())
        fits = self.ratings.fits(len(self.mentees), total, tier)
        return None if fits else self._solved_again(coming)

    def _solved_again(self, places: dict[int, int]) -> Moves:
        old = self.kept.market
        room = np.zeros(len(self.ratings.mentors), np.int64)
        room[: len(old.places)] = old.places[: len(room)]
        for m, many in places.items():
            room[m] = many
        self._solve(room)
        before = old.chosen.tolist() + [-1] * len(self.ratings.mentees)
        chosen = enumerate(self.kept.market.chosen.tolist())
        return self._told([(s, before[s], now) for s, now in chosen if before[s] != now])

    def _solve(self, places: Ints) -> None:
        self.ratings.rescale(len(self.mentees), int(places.sum()))
        edges, value = first_pairs(self.ratings, places)
        self.kept = Kept(edges, value, self.ratings, MARGIN)
