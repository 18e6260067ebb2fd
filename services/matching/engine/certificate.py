"""Proof that a plan is the best, apart from the solver: prices of mentors against which nobody could do better.

Shares no code with the solver. By weak duality of the assignment problem (Kuhn 1955) no plan is worth more than
all utilities plus all prices times places, once every pair's value is at most its two; a plan that reaches
this bound is the best.
"""

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


def refutation(edges: Edges, value: Ints, chosen: Ints, proof: Certificate) -> str | None:
    """None where the plan is allowed and best; else the first counterexample, by numbers of students and mentors."""
    utility, price, places = proof.utility, proof.price, edges.places
    shapes = (len(chosen), len(utility), len(price), len(value))
    if shapes != (edges.mentees, edges.mentees, len(places), len(edges.mentee)):
        return "a plan or a proof of another size"
    matched = np.flatnonzero(chosen >= 0)
    taken = np.flatnonzero(chosen[edges.mentee] == edges.mentor)
    listed = np.bincount(edges.mentee[taken], minlength=edges.mentees)
    unlisted = listed[matched] != 1
    if unlisted.any():
        return f"student {matched[np.argmax(unlisted)]}: not a listed pair"
    load = np.bincount(chosen[matched], minlength=len(places))
    gap = utility[edges.mentee] + price[edges.mentor] - value
    slack, alone = gap[taken], chosen < 0
    for what, wrong, who in (
        ("mentor {}: over capacity", load > places, None),
        ("student {}: a negative utility", utility < 0, None),
        ("mentor {}: a negative price", price < 0, None),
        ("student {}: a utility without a mentor", alone & (utility != 0), None),
        ("mentor {}: a price with a free place", (price != 0) & (load < places), None),
        ("student {}, mentor {}: worth more than utility and price", gap < 0, (edges.mentee, edges.mentor)),
        (
            "student {}, mentor {}: chosen below utility and price",
            slack != 0,
            (edges.mentee[taken], edges.mentor[taken]),
        ),
    ):
        if wrong.any():
            at = int(np.argmax(wrong))
            return what.format(*(who[0][at], who[1][at]) if who else (at,))
    return None


def holds(edges: Edges, value: Ints, chosen: Ints, proof: Certificate) -> bool:
    """Whether the plan is allowed and nothing better exists: nobody gains by a change at these prices."""
    return refutation(edges, value, chosen, proof) is None
