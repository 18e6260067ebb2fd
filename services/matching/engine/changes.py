"""What happens in a kept market, by numbers; each change leaves the optimum and the prices that prove it."""

from numba import njit

from services.matching.engine.market import Market, free
from services.matching.engine.pairs import empty, remove, spot_of
from services.matching.engine.searches import fill, place


@njit(cache=True)
def student_waits(kept: Market, s: int) -> None:
    """Take a student's pairs and mentor away, and serve nobody yet."""
    if kept.chosen[s] >= 0:
        free(kept, s)
    empty(kept.seeks, s, kept.offers)
    kept.utility[s] = 0


@njit(cache=True)
def student_comes(kept: Market, s: int, old: int) -> None:
    """With pairs that are listed already; `old` is the mentor whose place they left, or -1."""
    place(kept, s)
    if old >= 0:
        fill(kept, old)


@njit(cache=True)
def student_leaves(kept: Market, s: int) -> None:
    m = kept.chosen[s]
    student_waits(kept, s)
    if m >= 0:
        fill(kept, m)


@njit(cache=True)
def student_is_pinned(kept: Market, s: int) -> None:
    """The student leaves with the place; what is left is the best without them, at the same prices."""
    kept.places[kept.chosen[s]] -= 1
    student_waits(kept, s)


@njit(cache=True)
def serve_again(kept: Market, s: int) -> None:
    """Where a student's pairs were listed, or are worth less, or offer more than they have."""
    m = kept.chosen[s]
    if m >= 0:
        free(kept, s)
    student_comes(kept, s, m)


@njit(cache=True)
def mentor_comes(kept: Market, m: int, places: int) -> None:
    """With pairs that are listed already, at the highest price that somebody would pay."""
    rows, price = kept.offers, 0
    for e in range(rows.first[m], rows.first[m] + rows.size[m]):
        price = max(price, rows.value[e] - kept.utility[rows.other[e]])
    kept.price[m], kept.places[m] = price, places
    fill(kept, m)


@njit(cache=True)
def mentor_leaves(kept: Market, m: int) -> None:
    empty(kept.offers, m, kept.seeks)
    while kept.head[m] >= 0:
        _drop_one(kept, m)
    kept.price[m] = kept.places[m] = 0


@njit(cache=True)
def places_change(kept: Market, m: int, places: int) -> None:
    """Who loses a place may come back to it, if another is to go instead."""
    kept.places[m] = places
    while kept.load[m] > places:
        _drop_one(kept, m)
    fill(kept, m)


@njit(cache=True)
def _drop_one(kept: Market, m: int) -> None:
    s = kept.head[m]
    free(kept, s)
    place(kept, s)


@njit(cache=True)
def pair_leaves(kept: Market, s: int, m: int) -> None:
    remove(kept.seeks, s, m)
    remove(kept.offers, m, s)
    if kept.chosen[s] == m:
        serve_again(kept, s)


@njit(cache=True)
def pair_rises(kept: Market, s: int, m: int, more: int) -> None:
    """Let a listed pair be worth `more` (negative: less)."""
    kept.seeks.value[spot_of(kept.seeks, s, m)] += more
    kept.offers.value[spot_of(kept.offers, m, s)] += more
    if kept.chosen[s] == m and more > 0:
        kept.utility[s] += more
    elif (kept.chosen[s] == m) == (more < 0):
        serve_again(kept, s)
