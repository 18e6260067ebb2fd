"""Small assignments, and every way to make one."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st

from services.matching.engine.edges import Edges, Ints

Pairs = list[tuple[int, int, int]]


def edges(pairs: Pairs, students: int, places: list[int]) -> Edges:
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 3)
    return Edges(columns[:, 0], columns[:, 1], columns[:, 2], students, np.array(places, dtype=np.int64))


@st.composite
def assignments(draw: st.DrawFn, students: int = 5, mentors: int = 4) -> tuple[Edges, Ints]:
    """Edges in any order, with many ties and places of zero, and who has priority."""
    n, m = draw(st.integers(0, students)), draw(st.integers(0, mentors))
    greatest = draw(st.sampled_from([0, 1, 3, 1000]))
    every = [(i, j) for i in range(n) for j in range(m)]
    keys = draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    scores = [draw(st.integers(0, greatest)) for _ in keys]
    places = [draw(st.integers(0, 3)) for _ in range(m)]
    priority = np.array([draw(st.integers(0, 1)) for _ in range(n)], dtype=np.int64)
    return edges([(i, j, w) for (i, j), w in zip(keys, scores, strict=True)], n, places), priority


def every_choice(given: Edges) -> Iterator[Pairs]:
    pairs = list(zip(given.mentee.tolist(), given.mentor.tolist(), given.score.tolist(), strict=True))
    options = [[None, *(pair for pair in pairs if pair[0] == student)] for student in range(given.mentees)]
    for choice in product(*options):
        taken = [pair for pair in choice if pair is not None]
        if all(sum(j == at for _, j, _ in taken) <= places for at, places in enumerate(given.places.tolist())):
            yield taken


def taken(given: Edges, chosen: Ints) -> Pairs:
    pairs = zip(given.mentee.tolist(), given.mentor.tolist(), given.score.tolist(), strict=True)
    return [(i, j, w) for i, j, w in pairs if chosen[i] == j]


def merit(pairs: Pairs, priority: Ints, objective: Any, bonus: int) -> tuple[int, ...]:
    """What an objective wants, most important first."""
    first = sum(int(priority[i]) for i, _, _ in pairs)
    score = sum(w for _, _, w in pairs)
    return {"total": (score,), "bonus": (score + bonus * first,), "strict": (first, len(pairs), score)}[str(objective)]
