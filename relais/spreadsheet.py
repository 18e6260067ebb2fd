"""`relais import`: a coordinator's spreadsheet, of people or of running pairs."""

from pathlib import Path
from typing import Any

from relais import running_pairs
from relais.complaint import Complaint
from relais.display import say
from relais.doors import door
from relais.office.desk import bearer
from relais.office.options import Language
from relais.running import Running
from relais.running_pairs import Wanted
from relais.words import MATCHING, OFFICE, words
from services.profiles.spreadsheet.table import Table

PATIENCE_S = 600.0  # a whole file takes longer than any other command
OUTCOMES = ("new", "changed", "unchanged")


def send(running: Running, file: Path, wanted: Wanted, lang: Language) -> int:
    """Send it and show what came of it. Returns 1 where a line was refused, else 0. Raises Complaint."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Complaint(f"{file} cannot be read ({error.strerror}).") from None
    if (pairs := running_pairs.table(content)) is not None:
        return _send_pairs(running, file, pairs, wanted, lang)
    asked = {"programme": wanted.programme, "organisation": wanted.organisation, "dry_run": wanted.dry_run or None}
    with door(running, "profiles", bearer(running), lang) as client:
        answer = client.post(
            "/imports",
            content=content,
            params={name: str(value).lower() if value is True else value for name, value in asked.items() if value},
            headers={"Content-Type": "text/csv", "Relais-Channel": "import"},
            timeout=PATIENCE_S,
        )
        report = answer.raise_for_status().json()
    return _show(file, report, lang)


def _send_pairs(running: Running, file: Path, pairs: Table, wanted: Wanted, lang: Language) -> int:
    own, told = bearer(running), words(lang, OFFICE)
    with door(running, "profiles", own, lang) as profiles, door(running, "matching", own, lang) as matching:
        taken, refused = running_pairs.send(profiles, matching, pairs, wanted)
    for each in refused:
        say(_refusal(each.model_dump(), lang), style="red")
    facts = {"file": file.name, "lines": len(pairs.lines), "refused": len({each.line for each in refused})}
    say(told("import-dry", **facts) if wanted.dry_run else told("import-pairs", taken=taken, **facts))
    return 1 if refused else 0


def _show(file: Path, report: dict[str, Any], lang: Language) -> int:
    told, refused = words(lang, OFFICE), report["refused"]
    for refusal in refused:
        say(_refusal(refusal, lang), style="red")
    for line in report["held"]:
        say(told("import-held", line=line), style="yellow")
    facts = {"file": file.name, "lines": report["lines"], "refused": len({refusal["line"] for refusal in refused})}
    counts = {name: report[name] for name in OUTCOMES}
    if report["dry_run"]:
        say(told("import-dry", **facts))
    else:
        say(told("import-counts", **facts, **counts, held=len(report["held"])))
    if report["ignored_columns"]:
        say(told("import-ignored", columns=", ".join(report["ignored_columns"])))
    return 1 if refused else 0


def _refusal(refusal: dict[str, Any], lang: Language) -> str:
    own = words(lang, OFFICE)
    why = {"reason": _why(refusal["reason"], refusal["suggestion"], lang)}
    return own("import-cell" if refusal["column"] else "import-line", **refusal | why)


def _why(reason: str, hint: str | None, lang: Language) -> str:
    """In the words of `relais match`, else in the office's, else as the service itself says it."""
    code = f"refused-{reason}{'' if hint else '-plain'}"
    known = [words(lang, MATCHING), words(lang, OFFICE)]
    told = next((each.refusal(reason, hint) for each in known if code in each), None)
    return told or hint or reason.replace("-", " ")
