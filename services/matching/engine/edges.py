"""Feasible pairs as arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
LIMIT = 2**62


class TooLarge(ValueError):
    """The weights of this pool do not fit in 64 bits: split the pool."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Feasible pairs: `mentee[i]` and `mentor[i]` are places in the lists of people, `score[i]` their relevance."""

    mentee: Ints
    mentor: Ints
    score: Ints
    mentees: int
    places: Ints
