"""Prices that prove a plan which was found without them: the longest ways through its alternating graph."""

import numpy as np
from numba import njit

from services.matching.engine.edges import Edges, Ints


def recover(edges: Edges, value: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Utility (students,) and price (mentors,) of a best plan, in units of value.

    The least prices at which everybody likes their own mentor best, by label correction (Bellman 1958, Ford 1956) from
    zero; mentors whose price rose are taken up again in turn. For a plan that is not the best they prove nothing.
    """
    own = own_values(edges, value, chosen)
    first = np.concatenate(([0], np.cumsum(np.bincount(edges.mentee, minlength=edges.mentees))))
    by_mentee = np.argsort(edges.mentee, kind="stable")
    held = np.argsort(chosen, kind="stable")
    held = held[np.searchsorted(chosen[held], 0) :]
    held_first = np.concatenate(([0], np.cumsum(np.bincount(chosen[held], minlength=len(edges.places)))))
    floor = np.zeros(len(edges.places), dtype=np.int64)
    alone = chosen[edges.mentee] < 0
    np.maximum.at(floor, edges.mentor[alone], value[alone])
    price = _raise(floor, own, first, edges.mentor[by_mentee], value[by_mentee], held, held_first)
    return np.maximum(own - np.append(price, 0)[chosen], 0), price


def own_values(edges: Edges, value: Ints, chosen: Ints) -> Ints:
    """What each student (students,) has under a plan, 0 without a mentor."""
    own = np.zeros(edges.mentees, dtype=np.int64)
    taken = chosen[edges.mentee] == edges.mentor
    own[edges.mentee[taken]] = value[taken]
    return own


@njit(cache=True)
def _raise(price: Ints, own: Ints, first: Ints, mentor: Ints, value: Ints, held: Ints, held_first: Ints) -> Ints:
    many = len(price)
    queue, queued = np.arange(many), np.ones(many, np.bool_)
    head, waiting, rounds = 0, many, 0
    while waiting and rounds <= many * (many + 2):  # a plan that is not the best may go on for ever
        at = queue[head]
        head, waiting, rounds = (head + 1) % many, waiting - 1, rounds + 1
        queued[at] = False
        for h in range(held_first[at], held_first[at + 1]):
            student = held[h]
            for e in range(first[student], first[student + 1]):
                least = value[e] - own[student] + price[at]
                other = mentor[e]
                if least > price[other]:
                    price[other] = least
                    if not queued[other]:
                        queue[(head + waiting) % many] = other
                        queued[other] = True
                        waiting += 1
    return price
