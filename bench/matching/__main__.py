"""`python -m bench.matching [--students N …] [--scale N …] [--write]`: beside OR-tools, and at scale, one thread.

Seconds are of processor time, so that other work on the machine counts little.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from bench import machine
from bench.matching import dense, drawing, scale
from bench.matching.people import SEATS, common_values, instance
from services.matching.engine import flow
from services.matching.engine.assign import assign
from services.matching.engine.certificate import Certificate, refutation
from services.matching.engine.duals import own_values, recover
from services.matching.engine.edges import Edges, Ints
from services.matching.engine.tiers import weights

EVIDENCE = Path(__file__).parents[2] / "docs" / "evidence" / "matching.md"
GROWTH = EVIDENCE.with_name("matching-growth.svg")
HEADINGS = ("ratio", "reach", "students", "seats", "scores", "objective", "by", "assign s", "check s", "OR-tools s",
            "OR-tools, K + 1, s", "SciPy s")  # fmt: skip
DENSE = 10_000  # students; of more, a table of all seats does not fit
REACH = {"scarce total": 0.25, "abundant total": 0.5, "scarce strict": 0.15, "abundant strict": 0.15}
COMMON = 1.2
Row = tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.matching", description=__doc__)
    parser.add_argument("--students", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--scale", nargs="+", type=int, default=[1_000, 10_000, 100_000, 300_000])
    parser.add_argument("--write", action="store_true", help="also write docs/evidence/matching.md and its drawing")
    options = parser.parse_args()
    facts = [machine.describe()[0], *(f"{name} {version(name)}" for name in ("numba", "numpy", "ortools"))]
    grown = scale.rows(options.scale)
    _warm()
    rows = [row for students in options.students for seats in SEATS for row in _measured(students, seats)]
    tables = _table(scale.HEADINGS, grown), _table(HEADINGS, rows)
    print("\n".join(facts), *tables, sep="\n")
    if options.write:
        EVIDENCE.parent.mkdir(parents=True, exist_ok=True)
        GROWTH.write_text(drawing.growth(grown), encoding="utf-8")
        EVIDENCE.write_text(_page(facts, *tables), encoding="utf-8")


def _table(headings: Row, rows: list[Row]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in (headings, ("---",) * len(headings), *rows))


def _measured(students: int, seats: str) -> list[Row]:
    given, priority = instance(students, seats)
    cases = [("skills", given, objective) for objective in ("total", "strict")]
    cases.append(("common", common_values(given), "total"))
    return [_row((f"{students:,}", seats, scores), edges, objective, priority) for scores, edges, objective in cases]


def _row(about: tuple[str, str, str], edges: Edges, objective: Any, priority: Ints) -> Row:
    """The plan is proved and worth as much as OR-tools'; an error otherwise."""
    students, seats, scores = about
    value = weights(edges, priority, objective)
    times = 3 if edges.mentees < 50_000 else 1
    found, ours = _median(lambda: assign(edges, value), times)
    chosen, theirs = _median(lambda: flow.assign(edges, value), times)
    proof = Certificate(found.utility, found.price)
    wrong, check = _median(lambda: refutation(edges, value, found.chosen, proof), 3)
    if wrong or proof.value(edges.places) != own_values(edges, value, chosen).sum():
        raise ArithmeticError(wrong or "OR-tools found another optimum")
    reach = COMMON if scores == "common" else REACH[f"{seats} {objective}"]
    wider = _median(lambda: flow.assign(edges, _wider(edges, priority)), times)[1] if objective == "strict" else theirs
    seconds = [f"{each:.3f}" for each in (ours, check, theirs, wider)]
    row = (
        f"{ours / theirs:.2f}",
        f"{reach}",
        students,
        seats,
        scores,
        objective,
        found.by,
        *seconds,
        _scipy(edges, value),
    )
    print(*row, flush=True)
    return row


def _scipy(edges: Edges, value: Ints) -> str:
    """Seconds of SciPy's dense solver, which must find the same."""
    if edges.mentees > DENSE:
        return ""
    found, spent = _median(lambda: dense.best(edges, value), 1)
    if found != own_values(edges, value, flow.assign(edges, value)).sum():
        raise ArithmeticError("SciPy found another optimum")
    return f"{spent:.3f}"


def _wider(edges: Edges, priority: Ints) -> Ints:
    """Strict tiers with a factor of K + 1 between them, as they are mostly written; OR-tools takes longer for these."""
    most = int(min(edges.mentees, edges.places.sum()))
    step = most * int(edges.score.max()) + 1
    return np.asarray(edges.score + step + step * (most + 1) * priority[edges.mentee])


def _median(run: Callable[[], Any], times: int) -> tuple[Any, float]:
    """What it gives, and the median of its seconds of processor time."""
    spent, result = [], None
    for _ in range(times):
        began = time.process_time()
        result = run()
        spent.append(time.process_time() - began)
    return result, statistics.median(spent)


def _warm() -> None:
    """Compile, or load what was compiled, before anything is timed."""
    for seats in SEATS:
        edges, priority = instance(200, seats)
        value = weights(edges, priority, "total")
        recover(edges, value, assign(edges, value).chosen)


def _page(facts: list[str], scale: str, table: str) -> str:
    return (
        "# Matching at the size of a country, and assignment beside OR-tools\n\n"
        "Written by `python -m bench.matching --write`. Seconds are processor time of one thread.\n\n"
        + "".join(f"- {fact}\n" for fact in facts)
        + "\n## The whole plan, over all pairs, strict tiers\n\n"
        "Candidates, the exact plan over every pair that the rules allow, and a proof that computes every pair\n"
        "anew. 192 skills in 16 fields, 30 territories, half as many mentors as students, 0.72 (scarce) or 1.25\n"
        "(abundant) seats a student; two hours in common; `field`: a skill of a field that is sought is offered.\n"
        "`skill`: one of the very skills is. `MB`: peak beyond the interpreter with modules and compiled code loaded.\n"
        "One run each, each in a new process.\n\n"
        + scale
        + "\n![Seconds by stage as the pool grows](matching-growth.svg)\n"
        + "\n## Assignment alone\n\n"
        "The best 30 mentors of each student. `common`: everybody agrees who is best. Medians of 3, but one run at\n"
        "100,000. Every plan was proved, and OR-tools found the same value. `ratio`: seconds of `assign`, a fallback\n"
        "included, over those of OR-tools in the same run, on the same values. `K + 1`: OR-tools on strict tiers that\n"
        "differ by a further factor of K + 1, which exactness does not need. SciPy: its dense solver, one run.\n\n"
        + table
    )


if __name__ == "__main__":
    main()
