"""Assignment alone: pairs scored anywhere, mentors with places, students who may stay without; exact, with prices."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from services.matching.engine import flow
from services.matching.engine.duals import recover
from services.matching.engine.edges import LIMIT, Edges, Ints, TooLarge
from services.matching.engine.paths import search

Found = tuple[bool, Ints, Ints, Ints, int]
STEPS_AT_LEAST = 5_000_000


@dataclass(frozen=True, slots=True)
class Assignment:
    """`chosen` (students,): the mentor's number, -1 for none; utility (students,) and price (mentors,) prove it."""

    chosen: Ints
    utility: Ints
    price: Ints
    by: Literal["paths", "flow"]


def assign(edges: Edges, value: Ints, steps: int | None = None) -> Assignment:
    """The plan whose sum of `value` (pairs,) is highest, by shortest paths; past `steps` by a flow of least cost.

    Ties: roots are taken in ascending order of number, and each takes what the search meets first; pairs are first put
    in order of student and mentor, and nothing depends on time or chance. So the same people and scores give the
    same plan on any machine, but it is not the first of all best plans in any simpler order.
    Raises TooLarge where sums of values would not fit in 64 bits, ValueError for a negative value.
    """
    if value.min(initial=0) < 0:
        raise ValueError("a value is negative")
    most = int(min(edges.mentees, edges.places.sum()))
    if int(value.max(initial=0)) * max(most, 4) >= LIMIT:
        raise TooLarge("too many people, or too high scores, for whole numbers of 64 bits")
    edges, value = ordered(edges, value)
    limit = patience(value) if steps is None else steps
    nodes = edges.mentees + len(edges.places) + 1
    if int(value.max(initial=0)) * nodes >= LIMIT:
        limit = LIMIT  # a flow would not fit: the paths take what time they need
    found = _by_paths(edges, value, limit)
    if found is not None:
        return found
    chosen = flow.assign(edges, value)
    return Assignment(chosen, *recover(edges, value, chosen), "flow")


def ordered(edges: Edges, value: Ints) -> tuple[Edges, Ints]:
    """The pairs by student, then mentor."""
    key = edges.mentee * max(len(edges.places), 1) + edges.mentor
    if (key[1:] >= key[:-1]).all():
        return edges, value
    order = np.argsort(key, kind="stable")
    sorted_edges = Edges(edges.mentee[order], edges.mentor[order], edges.score[order], edges.mentees, edges.places)
    return sorted_edges, value[order]


def patience(value: Ints) -> int:
    """Steps after which a flow is likely to be quicker; its time grows with the digits of the values, as this does."""
    return max(STEPS_AT_LEAST, len(value) * (12 + 2 * max(int(value.max(initial=0)).bit_length() - 10, 0)))


def _by_paths(edges: Edges, value: Ints, limit: int) -> Assignment | None:
    """Roots are the side with fewer units: seats where they are scarce, else students."""
    asked = np.bincount(edges.mentor, minlength=len(edges.places))
    places = np.minimum(edges.places, asked + 1)  # one seat too many brings the price of the others to 0
    ones = np.ones(edges.mentees, dtype=np.int64)
    if places.sum() < edges.mentees:
        order = np.argsort(edges.mentor, kind="stable")
        done, slots, price, utility, _ = _search(
            edges.mentor[order], edges.mentee[order], value[order], places, ones, limit
        )
        return Assignment(slots, utility, price, "paths") if done else None
    done, slots, utility, price, _ = _search(edges.mentee, edges.mentor.copy(), value.copy(), ones, places, limit)
    chosen = np.full(edges.mentees, -1, dtype=np.int64)
    taken = slots >= 0
    chosen[slots[taken]] = np.repeat(np.arange(len(places)), places)[taken]
    return Assignment(chosen, utility, price, "paths") if done else None


def _search(row: Ints, column: Ints, value: Ints, units: Ints, room: Ints, limit: int) -> Found:
    start = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=len(units))))).astype(np.int64)
    slot_start = np.concatenate(([0], np.cumsum(room))).astype(np.int64)
    found: Found = search(start, column, value, units, room, slot_start, np.arange(len(units)), limit)
    return found
