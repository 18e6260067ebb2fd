"""`relais match`: two spreadsheets in, pairs and a report out."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from relais.complaint import BadInput
from relais.display import say, warn
from relais.matching import pairs_file, sheets
from relais.matching.pairing import STAGES, facts, paired
from relais.matching.progress import shown
from relais.matching.report import page
from relais.matching.reported import Telling
from relais.matching.sheets import Sheets
from relais.matching.words import Words, words
from services.matching.engine.edges import TooLarge
from services.matching.engine.people import Policy
from services.matching.engine.solved import Solved


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
    """Raises BadInput where a file cannot be read, or nobody can be matched."""
    began = time.perf_counter()
    given = sheets.read(wanted.students, wanted.mentors, wanted.lang)
    tell = words(given.lang)
    for sentence in given.refused():
        warn(sentence)
    sheets.refuse_empty(given)
    if refused := given.lines_refused():
        warn(tell.count("refused", refused))
    seconds = {"read": time.perf_counter() - began}
    solved = _paired(given, Policy(wanted.policy, wanted.bonus))
    told = facts(solved, seconds)
    _write(wanted, given, solved, told)
    say(json.dumps(told) if wanted.json else _told(tell, told))
    if not told["matched"]:
        raise BadInput(tell("nothing", hint=tell("nothing-report" if wanted.report else "nothing-plain")))


def _paired(given: Sheets, policy: Policy) -> Solved:
    try:
        with shown(words(given.lang)("stage-solve"), len(STAGES)) as advance:
            return paired(given.columns, policy, advance)
    except TooLarge as error:
        raise BadInput(f"{given.students.file}: {error}.") from None


def _write(wanted: Wanted, given: Sheets, solved: Solved, told: dict[str, Any]) -> None:
    if wanted.out:
        pairs_file.write(wanted.out, pairs_file.rows(solved, given.lang), given.lang)
    if wanted.report:
        with shown(words(given.lang)("stage-report"), 1):
            text = page(Telling(given, solved).report(told))
        try:
            wanted.report.write_text(text, encoding="utf-8")
        except OSError as error:
            raise BadInput(f"{wanted.report} cannot be written ({error.strerror}).") from None


def _told(tell: Words, told: dict[str, Any]) -> str:
    wrong = told["certificate"]["counterexample"]
    proof = tell("not-proved", counterexample=wrong) if wrong else tell("proved")
    counts = {name: told[name] for name in ("matched", "students", "places", "score")}
    return tell("done", **counts, priority=told["priority_matched"], proof=proof)
