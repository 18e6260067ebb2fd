"""A solved market that is kept: pairs by student and by mentor, who is with whom, and the prices that prove it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from services.matching.engine.edges import Edges, Ints

Short = npt.NDArray[np.int32]


class Rows(NamedTuple):
    """Pairs of one side: row r is `other, value` at [first[r], first[r] + size[r]), with room up to `space[r]`."""

    first: Ints
    size: Ints
    space: Ints
    other: Short
    value: Ints
    end: Ints  # (1,): what is behind it is free


class Market(NamedTuple):
    """All in whole units of value. Mentors' students are linked lists, so that places have no limit.

    Once a repair is done, a mentor with a free place has price 0 and a student without a mentor utility 0. `was`
    (students,) tells with whom the `moved` ones were before, -2 for who stayed. The rest is a search's scratch.
    """

    seeks: Rows
    offers: Rows
    chosen: Ints
    utility: Ints
    after: Ints
    before: Ints
    price: Ints
    places: Ints
    load: Ints
    head: Ints
    far: Ints
    student: Ints  # by which a mentor was reached
    mentor: Ints
    state: npt.NDArray[np.int8]  # 0 unseen, 1 in the heap, 2 settled
    spot: Ints
    heap: Ints
    seen: Ints
    was: Ints
    moved: Ints
    many: Ints  # (3,): in the heap, seen, moved


HEAP, SEEN, MOVED = 0, 1, 2


def market(edges: Edges, value: Ints, chosen: Ints, utility: Ints, price: Ints) -> Market:
    """The state of a plan; `edges` in any order, each pair once."""
    students, mentors = edges.mentees, len(edges.places)
    made = Market(
        rows(edges.mentee, edges.mentor, value, students),
        rows(edges.mentor, edges.mentee, value, mentors),
        _none(students), utility.copy(), _none(students), _none(students),
        price.copy(), edges.places.astype(np.int64), np.zeros(mentors, np.int64), _none(mentors),
        np.zeros(mentors, np.int64), _none(mentors), _none(mentors), np.zeros(mentors, np.int8), _none(mentors),
        np.empty(mentors, np.int64), np.empty(mentors, np.int64),
        np.full(students, -2, np.int64), np.empty(students, np.int64), np.zeros(3, np.int64),
    )  # fmt: skip
    _link(made, chosen)
    return made


def _none(many: int) -> Ints:
    return np.full(many, -1, np.int64)


@njit(cache=True)
def rows(who: Ints, other: Ints, value: Ints, many: int) -> Rows:
    """Pairs gathered by `who`, in the order they come in."""
    size = np.zeros(many, np.int64)
    for each in who:
        size[each] += 1
    first = np.zeros(many, np.int64)
    for r in range(1, many):
        first[r] = first[r - 1] + size[r - 1]
    at, others, values = first.copy(), np.empty(len(who), np.int32), np.empty(len(who), np.int64)
    for e in range(len(who)):
        others[at[who[e]]], values[at[who[e]]] = other[e], value[e]
        at[who[e]] += 1
    return Rows(first, size, size.copy(), others, values, np.full(1, len(who), np.int64))


@njit(cache=True)
def _link(kept: Market, chosen: Ints) -> None:
    for s in range(len(chosen)):
        if chosen[s] >= 0:
            seat(kept, s, chosen[s])
    kept.was[:] = -2
    kept.many[MOVED] = 0


@njit(cache=True)
def seat(kept: Market, s: int, m: int) -> None:
    """Give student s, who has no mentor, a place of mentor m."""
    note(kept, s)
    old = kept.head[m]
    kept.after[s], kept.before[s] = old, -1
    if old >= 0:
        kept.before[old] = s
    kept.head[m] = s
    kept.load[m] += 1
    kept.chosen[s] = m


@njit(cache=True)
def free(kept: Market, s: int) -> None:
    """Take student s from their mentor."""
    note(kept, s)
    m, left, right = kept.chosen[s], kept.before[s], kept.after[s]
    if left >= 0:
        kept.after[left] = right
    else:
        kept.head[m] = right
    if right >= 0:
        kept.before[right] = left
    kept.load[m] -= 1
    kept.chosen[s] = -1


@njit(cache=True)
def note(kept: Market, s: int) -> None:
    if kept.was[s] == -2:
        kept.was[s] = kept.chosen[s]
        kept.moved[kept.many[MOVED]] = s
        kept.many[MOVED] += 1
