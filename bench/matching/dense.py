"""The same by SciPy's dense solver (Jonker & Volgenant 1987), a column a place."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from services.matching.engine.edges import Edges, Ints


def best(edges: Edges, value: Ints) -> int:
    """The highest sum of values. Values beyond 2**53 would be rounded."""
    seats = np.repeat(np.arange(len(edges.places)), np.minimum(edges.places, edges.mentees))
    table = np.zeros((edges.mentees, len(edges.places)))
    table[edges.mentee, edges.mentor] = value
    worth = table[:, seats]
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return int(worth[rows, columns].sum())
