"""Proof that a plan is the best, apart from the solver: prices of mentors against which nobody could do better."""

from dataclasses import dataclass

import numpy as np

from services.matching.engine.edges import Edges, Ints


@dataclass(frozen=True, slots=True)
class Certificate:
    """`utility` a mentee and `price` a mentor; `value` is a bound that no plan exceeds, once `holds` says so."""

    utility: Ints
    price: Ints

    def value(self, places: Ints) -> int:
        return int(self.utility.sum() + (self.price * places).sum())


def certify(edges: Edges, value: Ints, chosen: Ints) -> Certificate | None:
    """The least prices that make every choice the mentee's best; None where there are none: not the best plan."""
    own = _own(edges, value, chosen)
    matched = chosen[edges.mentee] >= 0
    price = np.zeros(len(edges.places), dtype=np.int64)
    for _ in range(len(edges.places) + 2):
        rival = np.where(matched, price[chosen[edges.mentee]] - own[edges.mentee], 0) + value
        raised = price.copy()
        np.maximum.at(raised, edges.mentor, rival)
        if np.array_equal(raised, price):
            utility = own - np.append(price, 0)[chosen]
            return Certificate(utility, price)
        price = raised
    return None


def holds(edges: Edges, value: Ints, chosen: Ints, proof: Certificate) -> bool:
    """Whether the plan is allowed and nothing better exists: nobody gains by a change at these prices."""
    matched = chosen >= 0
    load = np.bincount(chosen[matched], minlength=len(edges.places))
    pairs = set(zip(edges.mentee.tolist(), edges.mentor.tolist(), strict=True))
    allowed = all((mentee, int(chosen[mentee])) in pairs for mentee in np.flatnonzero(matched).tolist())
    return bool(
        allowed
        and (load <= edges.places).all()
        and (proof.utility >= 0).all()
        and (proof.price >= 0).all()
        and (proof.utility[edges.mentee] + proof.price[edges.mentor] >= value).all()
        and proof.value(edges.places) == _own(edges, value, chosen).sum()
    )


def _own(edges: Edges, value: Ints, chosen: Ints) -> Ints:
    own = np.zeros(edges.mentees, dtype=np.int64)
    taken = chosen[edges.mentee] == edges.mentor
    own[edges.mentee[taken]] = value[taken]
    return own
