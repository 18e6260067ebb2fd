"""`relais match`: two spreadsheets in, pairs and a report out."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from relais.complaint import BadInput, Complaint
from relais.display import say, warn
from relais.matching import pairs_file, sheets
from relais.matching.pairing import STAGES, facts, paired
from relais.matching.progress import shown
from relais.matching.report import page
from relais.matching.reported import Telling
from relais.matching.sheets import Sheets
from relais.words import MATCHING, words
from services.matching.engine.edges import TooLarge
from services.matching.engine.people import Policy
from services.matching.engine.solved import Solved

TOLD = ("matched", "students", "priority_matched", "places", "score")


@dataclass(frozen=True, slots=True)
class Wanted:
    students: Path
    mentors: Path
    policy: Literal["total", "bonus", "strict"]
    bonus: int
    out: Path | None
    report: Path | None
    json: bool
    lang: Literal["fr", "en"] | None


def match(wanted: Wanted) -> None:
    """Raises BadInput where a file cannot be read or nobody can be matched, Complaint where the proof fails."""
    began = time.perf_counter()
    given = sheets.read(wanted.students, wanted.mentors, wanted.lang)
    _warn(given)
    sheets.refuse_empty(given)
    seconds = {"read": time.perf_counter() - began}
    try:
        _pair(wanted, given, seconds)
    except TooLarge as error:
        raise BadInput(f"{wanted.students}: {error}.") from None


def _warn(given: Sheets) -> None:
    for sentence in given.refused():
        warn(sentence)
    if refused := given.lines_refused():
        warn(words(given.lang, MATCHING).count("refused", refused))


def _pair(wanted: Wanted, given: Sheets, seconds: dict[str, float]) -> None:
    tell = words(given.lang, MATCHING)
    with shown(tell("stage-solve"), len(STAGES)) as advance:
        solved = paired(given.columns, Policy(wanted.policy, wanted.bonus), advance)
    told = facts(solved, seconds)
    if wanted.json:
        say(json.dumps(told))
    if wrong := solved.plan.counterexample:
        raise Complaint(tell("not-proved", counterexample=wrong))
    _write(wanted, given, solved, told)
    if not wanted.json:
        say(tell("done", **{name: told[name] for name in TOLD}))
    if not told["matched"]:
        raise BadInput(tell("nothing", hint=tell("nothing-report" if wanted.report else "nothing-plain")))


def _write(wanted: Wanted, given: Sheets, solved: Solved, told: dict[str, Any]) -> None:
    if wanted.out:
        pairs_file.write(wanted.out, pairs_file.rows(solved, given.lang), given.lang)
    if wanted.report:
        with shown(words(given.lang, MATCHING)("stage-report"), 1):
            text = page(Telling(given, solved).report(told))
        try:
            wanted.report.write_text(text, encoding="utf-8")
        except OSError as error:
            raise BadInput(f"{wanted.report} cannot be written ({error.strerror}).") from None
