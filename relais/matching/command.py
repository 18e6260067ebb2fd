"""`relais match`: two spreadsheets in, pairs and a report out."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from relais.complaint import BadInput
from relais.display import say, warn
from relais.matching import pairs_file, sheets
from relais.matching.pairing import STAGES, Pairing, paired
from relais.matching.progress import shown
from relais.matching.report import page
from relais.matching.reported import reported
from relais.matching.sheets import Sheets
from relais.matching.words import Words, words
from services.matching.engine.edges import TooLarge
from services.matching.engine.people import Policy


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
    found = _paired(given, Policy(wanted.policy, wanted.bonus))
    facts = found.facts(seconds)
    _write(wanted, given, found, facts)
    say(json.dumps(facts) if wanted.json else _told(tell, facts))
    if not facts["matched"]:
        raise BadInput(tell("nothing", hint=tell("nothing-report" if wanted.report else "nothing-plain")))


def _paired(given: Sheets, policy: Policy) -> Pairing:
    try:
        with shown(words(given.lang)("stage-solve"), len(STAGES)) as advance:
            return paired(given.columns, policy, advance)
    except TooLarge as error:
        raise BadInput(f"{given.students.file}: {error}.") from None


def _write(wanted: Wanted, given: Sheets, found: Pairing, facts: dict[str, Any]) -> None:
    if wanted.out:
        pairs_file.write(wanted.out, pairs_file.rows(found, given.lang), given.lang)
    if wanted.report:
        with shown(words(given.lang)("stage-report"), 1):
            text = page(reported(given, found, facts))
        try:
            wanted.report.write_text(text, encoding="utf-8")
        except OSError as error:
            raise BadInput(f"{wanted.report} cannot be written ({error.strerror}).") from None


def _told(tell: Words, facts: dict[str, Any]) -> str:
    wrong = facts["certificate"]["counterexample"]
    proof = tell("not-proved", counterexample=wrong) if wrong else tell("proved")
    counts = {name: facts[name] for name in ("matched", "students", "places", "score")}
    return tell("done", **counts, priority=facts["priority_matched"], proof=proof)
