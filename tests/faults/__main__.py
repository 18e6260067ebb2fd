"""`python -m tests.faults`: break everything, on purpose, and prove that nothing was lost."""

import sys
import tempfile
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from bench.machine import describe
from tests.faults import report
from tests.faults.outcome import Wanted
from tests.faults.run import run
from tests.faults.schedule import KINDS, draw

HELP = (
    f"Load through the public doors while a seeded schedule breaks things; then the audit. Kinds: {', '.join(KINDS)}."
)
app = App(name="faults", help=HELP)


@app.default
def main(
    *,
    seed: int = 1,
    minutes: float = 3,
    every: float = 5,
    kinds: Annotated[tuple[str, ...], Parameter(consume_multiple=True)] = (),
    without: Annotated[tuple[str, ...], Parameter(consume_multiple=True)] = (),
    kills: int | None = None,
    commands: float = 40,
    batches: float = 8,
    report_to: Annotated[Path | None, Parameter(name="--report")] = None,
    folder: Path | None = None,
    session: float = 10,
    warm: bool = False,
    dry: bool = False,
) -> int:
    """Exit status 1 where a promise is broken.

    Parameters
    ----------
    seed
        The same seed gives the same schedule.
    minutes
        How long faults strike; every kind strikes once, however long that takes.
    every
        Seconds between two faults; 0: one after the other.
    kinds
        Names of faults; all of them where none is given.
    without
        Names of faults to leave out.
    kills
        End once so many killed services had work in hand within their last second.
    commands
        HTTP commands a second.
    batches
        Batches of ten events a second that a company publishes.
    report_to
        Folder for the report, which is added to those that are there.
    folder
        Where the network lives; a temporary one where absent.
    session
        Kafka session time-out of the workers, seconds: a frozen one sleeps for longer.
    warm
        Fork the workers from a process that has imported everything: many more kills a minute.
    dry
        Print the schedule, and do nothing.
    """
    chosen = [kind for kind in kinds or KINDS if kind not in without]
    schedule = draw(seed, minutes * 60, every, chosen)
    if dry:
        for planned in schedule:
            print(f"{planned.at_s:7.1f} s  {planned.kind}  {planned.args}")
        return 0
    machine = describe()
    wanted = Wanted(
        seed,
        minutes * 60,
        schedule,
        commands_a_second=commands,
        batches_a_second=batches,
        kills=kills,
        session_s=session,
        warm=warm,
    )
    with tempfile.TemporaryDirectory(prefix="relais-faults-") as scratch:
        outcome = run(folder or Path(scratch), wanted, lambda line: print(line, flush=True))
    found = report.facts(wanted, outcome, machine, _said(sys.argv[1:]))
    if report_to:
        report.write(report_to, found)
    print(report.page([found]))
    return 1 if found["wrong"] else 0


def _said(words: list[str]) -> str:
    """The command, without the folders of this machine."""
    pairs = zip(["", *words], words, strict=False)
    return " ".join(word for before, word in pairs if not {before, word} & {"--report", "--folder"})


if __name__ == "__main__":
    sys.exit(app())
