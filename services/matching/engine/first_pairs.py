"""Pairs with which a large live pool begins, so that it need not list all that are feasible."""

from dataclasses import replace

import numpy as np

from services.matching.engine.edges import Edges, Ints
from services.matching.engine.optimum import solve
from services.matching.engine.people import Mentee, Mentor, Pool
from services.matching.engine.ratings import Ratings
from services.matching.engine.reading import columns_of

SMALL = 1_000_000  # so many pairs are listed as they come


def first_pairs(ratings: Ratings, places: Ints) -> tuple[Edges, Ints]:
    """Those that are weighed up for a plan from scratch, by the numbers of `ratings`, and their worth there.

    None in a small pool; `places` are by mentor.
    """
    mentees = {each.id: s for s, each in enumerate(ratings.mentees) if each}
    mentors = {each.id: m for m, each in enumerate(ratings.mentors) if each}
    if len(mentees) * len(mentors) <= SMALL:
        nothing = np.zeros(0, np.int64)
        return Edges(nothing, nothing, nothing, len(ratings.mentees), places), nothing
    columns = columns_of(_pool(ratings, places))
    found = solve(columns, ratings.policy).edges
    s = np.array([mentees[id] for id in columns.mentees.ids])[found.mentee]
    m = np.array([mentors[id] for id in columns.mentors.ids])[found.mentor]
    allowed = ~np.isin(s * len(places) + m, [one * len(places) + other for one, other in ratings.apart.pairs()])
    edges = Edges(s[allowed], m[allowed], found.score[allowed], len(ratings.mentees), places)
    return edges, ratings.valued(edges)


def _pool(ratings: Ratings, places: Ints) -> Pool:
    mentees: tuple[Mentee, ...] = tuple(each for each in ratings.mentees if each)
    open_ = zip(ratings.mentors, places.tolist(), strict=True)
    mentors: tuple[Mentor, ...] = tuple(replace(each, places=many) for each, many in open_ if each)
    return Pool(mentees, mentors, ratings.rhythm, ratings.middles)
