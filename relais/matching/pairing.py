"""Who goes with whom, of two spreadsheets: solved and proved. Loads the engine's compiled code."""

import resource
from collections.abc import Iterator
from typing import Any, NamedTuple

from relais.matching.progress import Advance
from services.matching.engine.columns import Columns
from services.matching.engine.optimum import Progress, solve
from services.matching.engine.people import Mentee, Mentor, Policy, Term
from services.matching.engine.relevance import terms
from services.matching.engine.solved import Solved

STAGES = ("index", "solve", "certify")
MAXRSS_A_MB = 1024  # Linux counts in KiB


class Pair(NamedTuple):
    mentee: Mentee
    mentor: Mentor
    terms: tuple[Term, ...]


def paired(columns: Columns, policy: Policy, advance: Advance) -> Solved:
    """The best plan with its proof; `advance` is told of 1 a stage. Raises TooLarge."""
    return Solved(columns, policy, solve(columns, policy, _by_stage(advance)))


def pairs(solved: Solved) -> Iterator[Pair]:
    """In the order of the students, each with what speaks for it."""
    columns, weights = solved.columns, solved.policy.weights
    for i, j in enumerate(solved.plan.chosen.tolist()):
        if j >= 0:
            mentee, mentor = columns.mentee(i), columns.mentor(j)
            yield Pair(mentee, mentor, terms(mentee, mentor, weights, solved.near))


def facts(solved: Solved, seconds: dict[str, float]) -> dict[str, Any]:
    """What `--json` prints; `seconds` are of the stages before."""
    columns, plan = solved.columns, solved.plan
    matched = plan.chosen >= 0
    taken = plan.chosen[plan.edges.mentee] == plan.edges.mentor
    return {
        "students": len(columns.mentees),
        "mentors": len(columns.mentors),
        "places": int(columns.places.sum()),
        "feasible_pairs": plan.feasible_pairs,
        "matched": int(matched.sum()),
        "priority_matched": int((columns.tier[matched] > 0).sum()),
        "score": int(plan.score.sum()),
        "objective": {
            "policy": solved.policy.rule,
            "value": sum(plan.value[taken].tolist()),
            "bound": sum(plan.utility.tolist()) + sum((plan.price * columns.places).tolist()),
        },
        "certificate": {
            "verdict": "optimal" if plan.proved else "not optimal",
            "counterexample": plan.counterexample,
            "by": plan.by,
        },
        "seconds": {stage: round(spent, 4) for stage, spent in {**seconds, **plan.seconds}.items()},
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MAXRSS_A_MB, 1),
    }


def _by_stage(advance: Advance) -> Progress:
    done = dict.fromkeys(STAGES, 0.0)

    def progress(stage: str, part: float) -> None:
        advance(part - done[stage])
        done[stage] = part

    return progress
