"""Proof that a plan is the best, apart from the solver: prices of mentors against which nobody could do better.

Shares no code with the solver. By weak duality of the assignment problem (Kuhn 1955) no plan is worth more than
all utilities plus all prices times places, once every pair's value is at most its two; a plan that reaches
this bound is the best.
"""

from dataclasses import dataclass

import numpy as np

from services.matching.engine.edges import Edges, Ints

OTHER_SIZE = "a plan or a proof of another size"


@dataclass(frozen=True, slots=True)
class Certificate:
    """`utility` a mentee and `price` a mentor; `value` is a bound that no plan exceeds, once `holds` says so."""

    utility: Ints
    price: Ints

    def value(self, places: Ints) -> int:
        """Summed as Python's numbers, which do not overflow."""
        sought = sum(price * free for price, free in zip(self.price.tolist(), places.tolist(), strict=True))
        return int(sum(self.utility.tolist()) + sought)


def refutation(edges: Edges, value: Ints, chosen: Ints, proof: Certificate) -> str | None:
    """None where the plan is allowed and best; else the first counterexample, by numbers of students and mentors."""
    if len(value) != len(edges.mentee):
        return OTHER_SIZE
    wrong = unbalanced(edges.places, edges.mentees, chosen, proof)
    if wrong == OTHER_SIZE:
        return wrong
    matched = np.flatnonzero(chosen >= 0)
    taken = np.flatnonzero(chosen[edges.mentee] == edges.mentor)
    listed = np.bincount(edges.mentee[taken], minlength=edges.mentees)
    unlisted = listed[matched] != 1
    if unlisted.any():
        return f"student {matched[np.argmax(unlisted)]}: not a listed pair"
    gap = proof.utility[edges.mentee] + proof.price[edges.mentor] - value
    for what, pairs in (
        ("worth more than utility and price", np.flatnonzero(gap < 0)),
        ("chosen below utility and price", taken[gap[taken] != 0]),
    ):
        if len(pairs) and not wrong:
            wrong = f"student {edges.mentee[pairs[0]]}, mentor {edges.mentor[pairs[0]]}: {what}"
    return wrong


def unbalanced(places: Ints, mentees: int, chosen: Ints, proof: Certificate) -> str | None:
    """What is wrong with a plan and its proof whatever the pairs are worth; None where nothing is."""
    utility, price = proof.utility, proof.price
    if (len(chosen), len(utility), len(price)) != (mentees, mentees, len(places)):
        return OTHER_SIZE
    alone = chosen < 0
    if chosen.max(initial=-1) >= len(places):
        return f"student {np.argmax(chosen)}: not a listed pair"
    load = np.bincount(chosen[~alone], minlength=len(places))
    for what, wrong in (
        ("mentor {}: over capacity", load > places),
        ("student {}: a negative utility", utility < 0),
        ("mentor {}: a negative price", price < 0),
        ("student {}: a utility without a mentor", alone & (utility != 0)),
        ("mentor {}: a price with a free place", (price != 0) & (load < places)),
    ):
        if wrong.any():
            return what.format(np.argmax(wrong))
    return None


def holds(edges: Edges, value: Ints, chosen: Ints, proof: Certificate) -> bool:
    """Whether the plan is allowed and nothing better exists: nobody gains by a change at these prices."""
    return refutation(edges, value, chosen, proof) is None
