"""The two shortest alternating paths that repair an optimum: of a student without a mentor, and of a place.

Dijkstra on reduced costs `utility + price - value >= 0`, as in Mills-Tettey, Stentz and Dias 2007 (dynamic Hungarian
method), here with places. A search ends at the nearest end, and only what lies before it changes its price. Nobody who
may be met may have a pair worth more than its utility and price.
"""

from numba import njit

from services.matching.engine.heap import lower, remove_least
from services.matching.engine.market import HEAP, SEEN, Market, free, seat


@njit(cache=True)
def best_net(kept: Market, s: int) -> int:
    """The most that a student could have at the present prices, at least 0."""
    rows, best = kept.seeks, 0
    for e in range(rows.first[s], rows.first[s] + rows.size[s]):
        best = max(best, rows.value[e] - kept.price[rows.other[e]])
    return best


@njit(cache=True)
def place(kept: Market, root: int) -> None:
    """Serve a student without a mentor: up to a free place, or until somebody, perhaps they, is left at utility 0."""
    bound = best_net(kept, root)
    kept.utility[root] = bound
    last, loser = -1, root  # the path's end: a mentor with a free place, or a student who stays without
    bound, last = _seek(kept, root, 0, bound, last)
    while kept.many[HEAP] and kept.far[kept.heap[0]] < bound:
        m = _nearest(kept)
        there, s = kept.far[m], kept.head[m]
        while s >= 0:
            if there + kept.utility[s] < bound:
                bound, loser, last = there + kept.utility[s], s, -1
            s = kept.after[s]
        s = kept.head[m]
        while s >= 0 and there < bound:
            bound, last = _seek(kept, s, there, bound, last)
            s = kept.after[s]
    kept.utility[root] -= bound
    _settle(kept, bound, 1)
    if last >= 0:
        _shift_to(kept, root, last)
    elif loser != root:
        m = kept.chosen[loser]
        free(kept, loser)
        _shift_to(kept, root, m)


@njit(cache=True)
def _seek(kept: Market, s: int, there: int, bound: int, last: int) -> tuple[int, int]:
    """Look from a student at distance `there` for mentors nearer than `bound`."""
    rows, base = kept.seeks, there + kept.utility[s]
    for e in range(rows.first[s], rows.first[s] + rows.size[s]):
        m = rows.other[e]
        far = base - rows.value[e] + kept.price[m]
        if far >= bound or kept.state[m] == 2:
            continue
        if kept.load[m] < kept.places[m]:
            bound, last, kept.student[m] = far, m, s
        else:
            _reach(kept, m, far, s)
    return bound, last


@njit(cache=True)
def _shift_to(kept: Market, root: int, m: int) -> None:
    """Move everybody on the path by which mentor `m`, who has a free place, was reached from the student `root`."""
    s = kept.student[m]
    while s != root:
        old = kept.chosen[s]
        free(kept, s)
        seat(kept, s, m)
        m, s = old, kept.student[old]
    seat(kept, root, m)


@njit(cache=True)
def fill(kept: Market, root: int) -> None:
    """Offer a mentor's free places, one by one, until none is left or the price is 0."""
    while kept.load[root] < kept.places[root] and kept.price[root] > 0:
        _offer(kept, root)


@njit(cache=True)
def _offer(kept: Market, root: int) -> None:
    """Give a place to somebody without a mentor, or to one whose own is passed on, or lower the price to 0."""
    bound, last, taker = kept.price[root], root, -1  # the path's end: whose place stays free, or who gets one at last
    _reach(kept, root, 0, -1)
    rows = kept.offers
    while kept.many[HEAP] and kept.far[kept.heap[0]] < bound:
        m = _nearest(kept)
        base = kept.far[m] + kept.price[m]
        for e in range(rows.first[m], rows.first[m] + rows.size[m]):
            s = rows.other[e]
            far = base - rows.value[e] + kept.utility[s]
            if far >= bound:
                continue
            other = kept.chosen[s]
            if other < 0:
                bound, last, taker = far, m, s
            elif kept.state[other] != 2 and _reach(kept, other, far, s):
                kept.mentor[other] = m
                if far + kept.price[other] < bound:
                    bound, last, taker = far + kept.price[other], other, -1
    _settle(kept, bound, -1)
    while True:
        if taker >= 0:
            seat(kept, taker, last)
        if last == root:
            return
        taker, last = kept.student[last], kept.mentor[last]
        free(kept, taker)


@njit(cache=True)
def _reach(kept: Market, m: int, far: int, s: int) -> bool:
    """Note that a mentor is reached by way of student s, if it is nearer than what is known."""
    if kept.state[m] == 1 and kept.far[m] <= far:
        return False
    if kept.state[m] == 0:
        kept.seen[kept.many[SEEN]] = m
        kept.many[SEEN] += 1
        kept.state[m] = 1
    kept.far[m], kept.student[m] = far, s
    kept.many[HEAP] = lower(kept.heap, kept.spot, kept.far, kept.many[HEAP], m)
    return True


@njit(cache=True)
def _nearest(kept: Market) -> int:
    m = kept.heap[0]
    kept.many[HEAP] = remove_least(kept.heap, kept.spot, kept.far, kept.many[HEAP])
    kept.state[m] = 2
    return int(m)


@njit(cache=True)
def _settle(kept: Market, bound: int, sign: int) -> None:
    """Raise (1) or lower (-1) the prices of mentors nearer than the end, against their students'; forget the search."""
    for at in range(kept.many[SEEN]):
        m = kept.seen[at]
        if kept.state[m] == 2 and kept.far[m] < bound:
            change = sign * (bound - kept.far[m])
            kept.price[m] += change
            s = kept.head[m]
            while s >= 0:
                kept.utility[s] -= change
                s = kept.after[s]
        kept.state[m], kept.spot[m] = 0, -1
    kept.many[HEAP] = kept.many[SEEN] = 0
