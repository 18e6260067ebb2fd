"""A binary heap of column numbers, least key first, with keys that fall; the arrays are the caller's."""

from numba import njit

from services.matching.engine.edges import Ints


@njit(cache=True)
def lower(heap: Ints, spot: Ints, key: Ints, size: int, column: int) -> int:
    """Take in `column`, or move it up when its key fell. `spot[column]` is its place, -1 outside. Gives the size."""
    at = spot[column]
    if at < 0:
        at = size
        size += 1
    while at > 0:
        above = (at - 1) >> 1
        other = heap[above]
        if key[other] <= key[column]:
            break
        heap[at] = other
        spot[other] = at
        at = above
    heap[at] = column
    spot[column] = at
    return size


@njit(cache=True)
def remove_least(heap: Ints, spot: Ints, key: Ints, size: int) -> int:
    """Remove `heap[0]`; gives the size that is left."""
    spot[heap[0]] = -1
    size -= 1
    last = heap[size]
    at = 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and key[heap[below + 1]] < key[heap[below]]:
            below += 1
        if key[heap[below]] >= key[last]:
            break
        heap[at] = heap[below]
        spot[heap[at]] = at
        at = below
    if size:
        heap[at] = last
        spot[last] = at
    return size
