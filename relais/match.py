"""`relais match`: who goes with whom, from files, with no server."""

import json as to_json
import resource
import time
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from relais.cells import write_rows
from relais.complaint import BadInput, Complaint
from relais.display import say

app = App(name="match", help="Pair students with mentors from files, with no network running.", help_format="plaintext")
MAXRSS_A_MB = 1024  # Linux counts in KiB


@app.default
def people(
    students: Path,
    mentors: Path,
    *,
    policy: Literal["total", "bonus", "strict"] = "total",
    bonus: int = 100,
    out: Path | None = None,
    report: Path | None = None,
    json: Annotated[bool, Parameter(negative=())] = False,
    lang: Literal["fr", "en"] | None = None,
) -> None:
    """Match the students and mentors of two spreadsheets, and prove it. Exit status 2 when nobody can be matched.

    The columns are those of `relais import`. Lines that cannot be taken are shown, the others are matched; the same
    files always give the same pairs.

    Parameters
    ----------
    students
        CSV of the students: skills sought, availability, territory; a reference, languages, modes, priority, school.
    mentors
        CSV of the mentors: skills offered, availability, territory; a reference, languages, modes, places.
    policy
        total: highest sum of points. bonus: the same with points for priority. strict: most students with priority,
        then most students, then the highest sum.
    bonus
        Points for each class of priority under the policy bonus.
    out
        Where to write the pairs with their reasons, as CSV for Excel.
    report
        Where to write the report, one page of HTML.
    json
        Print the figures as JSON.
    lang
        Language of what is said: fr or en. That of the students' header when none is given.
    """
    from relais.matching import command  # noqa: PLC0415 -- compiled code is loaded by those who need it only

    _check(bonus)
    command.match(command.Wanted(students, mentors, policy, bonus, out, report, json, lang))


@app.command
def assign(
    edges: Path,
    places: Path,
    priority: Path | None = None,
    *,
    policy: Literal["total", "bonus", "strict"] = "total",
    bonus: int = 100,
    json: Annotated[bool, Parameter(negative=())] = False,
    out: Path | None = None,
) -> None:
    """Find the best assignment of pairs that were scored elsewhere, and prove it. Exit status 2 for bad input.

    The same lines in any order give the same pairs. Among plans that are equally good, the solver's order decides.

    Parameters
    ----------
    edges
        CSV with student,mentor,score: a line for each pair that may be, with a whole score of 0 or more.
    places
        CSV with mentor,places: how many students each can take, 1 or more.
    priority
        CSV with student: those who go first under the policies bonus and strict.
    policy
        total: highest sum of scores. bonus: the same with points for priority. strict: most students with
        priority, then most students, then the highest sum.
    bonus
        Points for priority under the policy bonus.
    json
        Print the result as JSON.
    out
        Where to write the pairs, as CSV with student,mentor,score.
    """
    from relais import assigning, pairs  # noqa: PLC0415 -- compiled code is loaded by those who need it only
    from services.matching.engine.edges import TooLarge  # noqa: PLC0415

    _check(bonus)
    began = time.perf_counter()
    given = pairs.read(edges, places, priority)
    seconds = {"read": time.perf_counter() - began}
    try:
        done = assigning.solve(given, policy, bonus, seconds)
    except TooLarge as error:
        raise BadInput(f"{edges}: {error}.") from None
    if out and not done.facts["certificate"]["counterexample"]:
        _write(out, done.pairs)
    facts = {**done.facts, "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MAXRSS_A_MB, 1)}
    say(to_json.dumps(facts) if json else _told(facts))
    if wrong := facts["certificate"]["counterexample"]:
        raise Complaint(f"The plan is not proved to be the best, so nothing was written: {wrong}.")


def _check(bonus: int) -> None:
    if not 0 <= bonus < 2**62:
        raise BadInput("The bonus must be 0 or more.")


def _write(out: Path, pairs: list[tuple[str, str, int]]) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as text:
            write_rows(text, [("student", "mentor", "score"), *pairs])
    except OSError as error:
        raise BadInput(f"{out} cannot be written ({error.strerror}).") from None


def _told(facts: dict[str, Any]) -> str:
    return (
        f"{facts['matched']} of {facts['students']} students have a mentor "
        f"({facts['priority_matched']} with priority), score {facts['score']}; "
        f"certificate: {facts['certificate']['verdict']}"
    )
