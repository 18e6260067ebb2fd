"""`python -m bench.matching [--students N …] [--write]`: assignment beside OR-tools, ratios first, one thread."""

import argparse
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import machine
from bench.matching.people import SEATS, common_values, instance
from services.matching.engine import flow
from services.matching.engine.assign import assign
from services.matching.engine.certificate import Certificate, refutation
from services.matching.engine.duals import own_values, recover
from services.matching.engine.edges import Edges, Ints
from services.matching.engine.tiers import weights

EVIDENCE = Path(__file__).parents[2] / "docs" / "evidence" / "matching.md"
HEADINGS = ("ratio", "reach", "students", "seats", "scores", "objective", "by", "assign s", "check s", "OR-tools s")
REACH = {"scarce total": 0.25, "abundant total": 0.5, "scarce strict": 0.15, "abundant strict": 0.15}
COMMON = 1.2
Row = tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.matching", description=__doc__)
    parser.add_argument("--students", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--write", action="store_true", help="also write docs/evidence/matching.md")
    options = parser.parse_args()
    facts = [machine.describe()[0], *(f"{name} {version(name)}" for name in ("numba", "numpy", "ortools"))]
    _warm()
    rows = [HEADINGS, ("---",) * len(HEADINGS)]
    for students in options.students:
        for seats in SEATS:
            rows += _measured(students, seats)
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    print("\n".join(facts), table, sep="\n")
    if options.write:
        EVIDENCE.parent.mkdir(parents=True, exist_ok=True)
        EVIDENCE.write_text(_page(facts, table), encoding="utf-8")


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
    seconds = [f"{each:.3f}" for each in (ours, check, theirs)]
    row = (f"{ours / theirs:.2f}", f"{reach}", students, seats, scores, objective, found.by, *seconds)
    print(*row, flush=True)
    return row


def _median(run: Callable[[], Any], times: int) -> tuple[Any, float]:
    """What it gives, and the median of its seconds."""
    spent, result = [], None
    for _ in range(times):
        began = time.perf_counter()
        result = run()
        spent.append(time.perf_counter() - began)
    return result, statistics.median(spent)


def _warm() -> None:
    """Compile, or load what was compiled, before anything is timed."""
    for seats in SEATS:
        edges, priority = instance(200, seats)
        value = weights(edges, priority, "total")
        recover(edges, value, assign(edges, value).chosen)


def _page(facts: list[str], table: str) -> str:
    return (
        "# Assignment alone, beside OR-tools\n\n"
        "Written by `python -m bench.matching --write`: the best 30 mentors of each student, half as many mentors as\n"
        "students, 0.72 (scarce) or 1.25 (abundant) seats a student. `common`: everybody agrees who is best.\n"
        "One thread; medians of 3, but one run at 100,000. Every plan was proved, and OR-tools found the\n"
        "same value. `ratio`: seconds of `assign`, a fallback included, over those of OR-tools in the same run.\n\n"
        + "".join(f"- {fact}\n" for fact in facts)
        + f"\n{table}"
    )


if __name__ == "__main__":
    main()
