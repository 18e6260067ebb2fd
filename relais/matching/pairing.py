"""Who goes with whom, of two spreadsheets: solved and proved. Loads the engine's compiled code."""

import resource
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from relais.matching.progress import Advance
from services.matching.engine.columns import Columns
from services.matching.engine.nearness import Nearness
from services.matching.engine.optimum import Progress, Solution, solve
from services.matching.engine.people import Mentee, Mentor, Policy, Term
from services.matching.engine.relevance import terms

STAGES = ("index", "solve", "certify")
MAXRSS_A_MB = 1024  # Linux counts in KiB


class Pair(NamedTuple):
    mentee: Mentee
    mentor: Mentor
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The best plan for these people under this policy, with its proof."""

    columns: Columns
    policy: Policy
    found: Solution

    def pairs(self) -> Iterator[Pair]:
        """In the order of the students, each with what speaks for it."""
        near = Nearness(self.columns.middles, self.policy.weights.bands)
        for i, j in enumerate(self.found.chosen.tolist()):
            if j >= 0:
                mentee, mentor = self.columns.mentee(i), self.columns.mentor(j)
                yield Pair(mentee, mentor, terms(mentee, mentor, self.policy.weights, near))

    def facts(self, seconds: dict[str, float]) -> dict[str, Any]:
        """What `--json` prints; `seconds` are of the stages before."""
        columns, found = self.columns, self.found
        matched = found.chosen >= 0
        taken = found.chosen[found.edges.mentee] == found.edges.mentor
        return {
            "students": len(columns.mentees),
            "mentors": len(columns.mentors),
            "places": int(columns.places.sum()),
            "feasible_pairs": found.feasible_pairs,
            "matched": int(matched.sum()),
            "priority_matched": int((columns.tier[matched] > 0).sum()),
            "score": int(found.score.sum()),
            "objective": {
                "policy": self.policy.rule,
                "value": sum(found.value[taken].tolist()),
                "bound": sum(found.utility.tolist()) + sum((found.price * columns.places).tolist()),
            },
            "certificate": {
                "verdict": "optimal" if found.proved else "not optimal",
                "counterexample": found.counterexample,
                "by": found.by,
            },
            "seconds": {stage: round(spent, 4) for stage, spent in {**seconds, **found.seconds}.items()},
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MAXRSS_A_MB, 1),
        }


def paired(columns: Columns, policy: Policy, advance: Advance) -> Pairing:
    """`advance` is told of 1 a stage. Raises TooLarge."""
    return Pairing(columns, policy, solve(columns, policy, _by_stage(advance)))


def _by_stage(advance: Advance) -> Progress:
    done = np.zeros(len(STAGES))

    def progress(stage: str, part: float) -> None:
        at = STAGES.index(stage)
        advance(part - done[at])
        done[at] = part

    return progress
