"""Feasible pairs as arrays, and what each is worth under a policy."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.matching.engine.people import Policy

Ints = npt.NDArray[np.int64]
LIMIT = 2**62
WAITED_AT_MOST = 400


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


def worth(edges: Edges, tier: Ints, waited: Ints, policy: Policy) -> tuple[Ints, int]:
    """What each pair adds to the plan's value, and how many units of it make one point of score.

    Among plans of one total, the one that matches more, and those who waited longest (sum of 1 + days, at most 400),
    is worth more: the fractions of a point. Under `strict`, a mentee's tier outweighs every score. Which sets of
    mentees can be matched together is a matroid, so growing weights a tier already give tier after tier, and then
    the greatest number. Raises TooLarge.
    """
    most = int(min(edges.mentees, edges.places.sum()))
    unit = most * (1 + WAITED_AT_MOST) + 1
    bonus = policy.bonus * tier if policy.rule == "bonus" else np.zeros_like(tier)
    greatest = int((edges.score + bonus[edges.mentee]).max(initial=0) + 1) * unit
    strict = most * greatest + 1 if policy.rule == "strict" else 0
    ranks = np.unique(tier, return_inverse=True)[1].astype(np.int64) + 1
    nodes = edges.mentees + len(edges.places) + 1
    if (greatest + strict * int(ranks.max(initial=0))) * nodes >= LIMIT:
        raise TooLarge("too many people, or too high scores, for whole numbers of 64 bits")
    fraction = 1 + np.clip(waited, 0, WAITED_AT_MOST)
    value = (edges.score + bonus[edges.mentee]) * unit + fraction[edges.mentee] + strict * ranks[edges.mentee]
    return value.astype(np.int64), unit
