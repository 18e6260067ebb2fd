"""A best plan after pairs were added or values changed: only who could gain is served again."""

import numpy as np
from numba import njit

from services.matching.engine.assign import Assignment
from services.matching.engine.edges import Edges, Ints
from services.matching.engine.market import Market, free, market
from services.matching.engine.searches import best_net, fill, place


def repaired(edges: Edges, value: Ints, chosen: Ints, utility: Ints, price: Ints) -> Assignment:
    """The best plan once pairs were added to one whose `chosen`, `utility` and `price` were the best without them.

    Only students who would gain by a new pair are served again. Also right after values fell or pairs left, as long
    as every chosen pair is listed and worth its utility and price.
    """
    kept = market(edges, value, chosen, utility, price)
    serve(kept)
    return Assignment(kept.chosen, kept.utility, kept.price, "paths")


@njit(cache=True)
def serve(kept: Market) -> None:
    """Serve everybody who could gain: students by a mentor's price, then mentors who have a place and a price."""
    improve(kept, np.arange(len(kept.chosen)))
    for s in range(len(kept.chosen)):
        if kept.chosen[s] < 0:
            place(kept, s)
    for m in range(len(kept.places)):
        fill(kept, m)


@njit(cache=True)
def improve(kept: Market, students: Ints) -> None:
    """Serve again those of them to whom a pair offers more than they have.

    All wait before any is served: a search must not meet somebody to whom a pair offers more than they have.
    """
    old = np.full(len(students), -2, np.int64)
    for at, s in enumerate(students):
        if best_net(kept, s) > kept.utility[s]:
            old[at] = kept.chosen[s]
            if old[at] >= 0:
                free(kept, s)
            kept.utility[s] = 0
    for at, s in enumerate(students):
        if old[at] > -2:
            place(kept, int(s))
    for m in old:
        if m >= 0:
            fill(kept, int(m))
