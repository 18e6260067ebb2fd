"""Pairs that come to a kept market and leave it; nobody is served by this."""

import numpy as np
from numba import njit

from services.matching.engine.edges import Ints
from services.matching.engine.market import Market, Rows


@njit(cache=True)
def list_pairs(kept: Market, students: Ints, mentors: Ints, values: Ints, at: int) -> int:
    """List the pairs from `at` on, none of which is listed; gives where room ran out."""
    while at < len(students):
        s, m = students[at], mentors[at]
        if not (_room(kept.seeks, s) and _room(kept.offers, m)):
            break
        _append(kept.seeks, s, m, values[at])
        _append(kept.offers, m, s, values[at])
        at += 1
    return at


@njit(cache=True)
def _room(rows: Rows, r: int) -> bool:
    """Whether one more fits into row r, which moves behind all others where it must."""
    if rows.size[r] < rows.space[r]:
        return True
    space, start, old = 2 * rows.space[r] + 4, rows.end[0], rows.first[r]
    if start + space > len(rows.other):
        return False
    for e in range(rows.size[r]):
        rows.other[start + e], rows.value[start + e] = rows.other[old + e], rows.value[old + e]
    rows.first[r], rows.space[r] = start, space
    rows.end[0] += space
    return True


@njit(cache=True)
def _append(rows: Rows, r: int, other: int, value: int) -> None:
    at = rows.first[r] + rows.size[r]
    rows.other[at], rows.value[at] = other, value
    rows.size[r] += 1


@njit(cache=True)
def spot_of(rows: Rows, r: int, other: int) -> int:
    """Where row r lists `other`, -1 where it does not."""
    for e in range(rows.first[r], rows.first[r] + rows.size[r]):
        if rows.other[e] == other:
            return int(e)
    return -1


@njit(cache=True)
def remove(rows: Rows, r: int, other: int) -> None:
    at = spot_of(rows, r, other)
    if at >= 0:
        rows.size[r] -= 1
        last = rows.first[r] + rows.size[r]
        rows.other[at], rows.value[at] = rows.other[last], rows.value[last]


@njit(cache=True)
def empty(rows: Rows, r: int, others: Rows) -> None:
    for e in range(rows.first[r], rows.first[r] + rows.size[r]):
        remove(others, rows.other[e], r)
    rows.size[r] = 0


@njit(cache=True)
def row_of(rows: Rows, r: int) -> Ints:
    """A copy of whom row r lists."""
    return rows.other[rows.first[r] : rows.first[r] + rows.size[r]].astype(np.int64)
