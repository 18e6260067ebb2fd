"""The whole plan at the size of a country, by stage and with its memory; each pool in a process of its own."""

import json
import resource
import subprocess
import sys
import time
from typing import Any

from bench.matching.pool import pool
from services.matching.engine.optimum import Solution, solve
from services.matching.engine.people import Policy

HEADINGS = ("CPU s", "reach", "students", "mentors", "seats", "demand", "index", "solve", "certify", "MB", "reach",
            "feasible pairs", "of", "matched", "proved")  # fmt: skip
SECONDS, MEGABYTES = 10, 300
SMALL, LARGE = 400, 100_000
Row = tuple[str, ...]


def rows(sizes: list[int]) -> list[Row]:
    """A row for each size, seats and demand, which is both up to LARGE; an error where a plan is not proved."""
    return [
        _row(measured(n, seats, demand))
        for n in sizes
        for seats in ("scarce", "abundant")
        for demand in (("field", "skill") if n <= LARGE else ("field",))
    ]


def measured(students: int, seats: str, demand: str) -> dict[str, Any]:
    """What one process took, in seconds of processor time and MB beyond what it had once all was compiled."""
    command = (sys.executable, "-m", "bench.matching.scale", str(students), seats, demand)
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, Any] = json.loads(told)
    if found["counterexample"]:
        raise ArithmeticError(found["counterexample"])
    return found


def _row(found: dict[str, Any]) -> Row:
    in_reach = found["students"] == 100_000
    row = (
        f"{found['cpu']:.2f}", str(SECONDS) if in_reach else "", f"{found['students']:,}", f"{found['mentors']:,}",
        found["seats"], found["demand"], *(f"{found[stage]:.2f}" for stage in ("index", "solve", "certify")),
        f"{found['mb']:.0f}", str(MEGABYTES) if in_reach else "", f"{found['feasible']:,}",
        f"{found['students'] * found['mentors']:,}", f"{found['matched']:,}", "yes",
    )  # fmt: skip
    print(*row, flush=True)
    return row


def main(students: int, seats: str, demand: Any) -> None:
    policy = Policy("strict", demand=demand)
    for warm in ("scarce", "abundant"):
        solve(pool(SMALL, warm), policy)
    before, columns = _peak(), pool(students, seats)
    began = last = time.process_time()
    spent = {"index": 0.0, "solve": 0.0, "certify": 0.0}

    def told(stage: str, done: float) -> None:
        nonlocal last
        now = time.process_time()
        # the first word of a stage ends the one before it
        spent["solve" if (stage, done) == ("certify", 0) else stage] += now - last
        last = now

    found = solve(columns, policy, told)
    told("certify", 1)
    about = {"students": students, "mentors": len(columns.mentors), "seats": seats, "demand": demand}
    print(json.dumps({**about, **spent, **_facts(found), "cpu": time.process_time() - began, "mb": _peak() - before}))


def _facts(found: Solution) -> dict[str, Any]:
    matched = int((found.chosen >= 0).sum())
    return {"feasible": found.feasible_pairs, "matched": matched, "counterexample": found.counterexample}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
