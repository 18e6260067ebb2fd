"""Solving and proving an assignment from files; loads the engine's compiled code."""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from relais.pairs import Given
from services.matching.engine.assign import assign
from services.matching.engine.certificate import Certificate, refutation
from services.matching.engine.tiers import Objective, weights


@dataclass(frozen=True, slots=True)
class Done:
    pairs: list[tuple[str, str, int]]
    facts: dict[str, Any]


def solve(given: Given, policy: Objective, bonus: int, seconds: dict[str, float]) -> Done:
    """The best pairs by student, and what `--json` prints; adds its own stages to `seconds`. Raises TooLarge."""
    edges = given.edges
    value = weights(edges, given.priority, policy, bonus)
    began = time.perf_counter()
    found = assign(edges, value)
    solved = time.perf_counter()
    proof = Certificate(found.utility, found.price)
    wrong = refutation(edges, value, found.chosen, proof)
    stages = {**seconds, "solve": solved - began, "certify": time.perf_counter() - solved}
    taken = np.flatnonzero(found.chosen[edges.mentee] == edges.mentor)
    taken = taken[np.argsort(edges.mentee[taken])]
    rows = [(given.students[edges.mentee[e]], given.mentors[edges.mentor[e]], int(edges.score[e])) for e in taken]
    facts = {
        "students": edges.mentees,
        "mentors": len(edges.places),
        "places": int(edges.places.sum()),
        "edges": len(edges.mentee),
        "matched": len(taken),
        "priority_matched": int(given.priority[edges.mentee[taken]].sum()),
        "score": int(edges.score[taken].sum()),
        "objective": {"policy": policy, "value": int(value[taken].sum()), "bound": proof.value(edges.places)},
        "certificate": {"verdict": "not optimal" if wrong else "optimal", "counterexample": wrong, "by": found.by},
        "seconds": {stage: round(spent, 4) for stage, spent in stages.items()},
    }
    return Done(rows, facts)
