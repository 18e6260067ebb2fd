"""`python -m bench [name …] [--write]`: measure, and print one table. Figures are for reading, never asserted."""

import argparse
import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import downtime, importing, latency, machine, memory, poison, reactions, restart, safeguarding, scaling
from bench.finding import Finding
from chassis.logs import configure
from relais.infrastructure.local import Infrastructure, Servers

EVIDENCE = Path(__file__).parents[1] / "docs" / "evidence" / "bench.md"
BENCHES: dict[str, Callable[[Servers], list[Finding]]] = {
    "reactions": reactions.measure,
    "latency": latency.measure,
    "restart": restart.measure,
    "scaling": scaling.measure,
    "poison": poison.measure,
    "downtime": downtime.measure,
    "memory": memory.measure,
    "safeguarding": safeguarding.measure,
    "importing": importing.measure,
}
HEADINGS = ("what", "measured", "reach", "reached")


def main() -> None:
    """Run what was named, or all of it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"any of: {', '.join(BENCHES)}; none: all")
    parser.add_argument("--write", action="store_true", help="also write docs/evidence/bench.md")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"there is no {', '.join(sorted(unknown))}: choose from {', '.join(BENCHES)}")
    configure("bench", "ERROR")
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    facts = machine.describe()
    findings = _measured(options.names or list(BENCHES))
    _show(findings, facts)
    if options.write:
        EVIDENCE.parent.mkdir(parents=True, exist_ok=True)
        EVIDENCE.write_text(_page(findings, facts, os.getloadavg()[0]))


def _measured(names: list[str]) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder, Infrastructure(Path(folder)) as servers:
        findings = []
        for name in names:
            print(f"measuring {name} …", flush=True)
            findings += BENCHES[name](servers)
        return findings


def _show(findings: list[Finding], facts: list[str]) -> None:
    table = Table(*HEADINGS)
    for finding in findings:
        table.add_row(*_cells(finding))
    console = Console()
    console.print(*facts, sep="\n")
    console.print(table)


def _page(findings: list[Finding], facts: list[str], load: float) -> str:
    rows = [HEADINGS, ("---",) * len(HEADINGS), *(_cells(finding) for finding in findings)]
    return (
        "# What was measured\n\n"
        "Written by `python -m bench --write`. Everything ran on one machine in one run, servers included, so the\n"
        "ratios say more than the figures.\n\n"
        + "".join(f"- {fact}\n" for fact in [*facts, f"load when this ended: {load:.1f} processes"])
        + "\n"
        + "".join(f"| {' | '.join(row)} |\n" for row in rows)
    )


def _cells(finding: Finding) -> tuple[str, str, str, str]:
    told = {True: "yes", False: "no", None: "–"}[finding.good]
    return finding.what, finding.measured, finding.reach, told


if __name__ == "__main__":
    main()
