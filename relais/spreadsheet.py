"""`relais import`: a coordinator's spreadsheet, of people or of running pairs."""

from pathlib import Path
from typing import Any

from relais import running_pairs
from relais.complaint import Complaint
from relais.display import say
from relais.doors import door, token
from relais.running import Running
from relais.running_pairs import Wanted
from services.profiles.spreadsheet.table import Table

OUTCOMES = ("new", "changed", "unchanged")


def send(running: Running, file: Path, programme: str | None, organisation: str | None, dry_run: bool) -> int:
    """Send it and show what came of it. Returns 1 where a line was refused, else 0. Raises Complaint."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Complaint(f"{file} cannot be read ({error.strerror}).") from None
    bearer = token(running, ["coordinator"], subject="command-line", hours=1)
    if (pairs := running_pairs.table(content)) is not None:
        return _send_pairs(running, file, pairs, Wanted(programme, organisation, dry_run), bearer)
    asked = {"programme": programme, "organisation": organisation, "dry_run": "true" if dry_run else None}
    with door(running, "profiles", bearer) as client:
        answer = client.post(
            "/imports",
            content=content,
            params={name: value for name, value in asked.items() if value},
            headers={"Content-Type": "text/csv", "Relais-Channel": "import"},
        )
        report = answer.raise_for_status().json()
    return _show(file, report)


def _send_pairs(running: Running, file: Path, pairs: Table, wanted: Wanted, bearer: str) -> int:
    with door(running, "profiles", bearer) as profiles, door(running, "matching", bearer) as matching:
        taken, refused = running_pairs.send(profiles, matching, pairs, wanted)
    for each in refused:
        say(_refusal(each.model_dump()), style="red")
    counts = "looked at only" if wanted.dry_run else f"{taken} running pairs taken in"
    say(f"{file.name}: {len(pairs.lines)} lines: {counts}, {len({each.line for each in refused})} refused")
    return 1 if refused else 0


def _show(file: Path, report: dict[str, Any]) -> int:
    refused = report["refused"]
    for refusal in refused:
        say(_refusal(refusal), style="red")
    for line in report["held"]:
        say(f"line {line}: looks like somebody known, and waits until a coordinator says whether it is", style="yellow")
    lines = {refusal["line"] for refusal in refused}
    counts = "looked at only" if report["dry_run"] else ", ".join(f"{report[name]} {name}" for name in OUTCOMES)
    say(f"{file.name}: {report['lines']} lines: {counts}, {len(report['held'])} held, {len(lines)} refused")
    if report["ignored_columns"]:
        say(f"Columns that mean nothing here: {', '.join(report['ignored_columns'])}")
    return 1 if refused else 0


def _refusal(refusal: dict[str, Any]) -> str:
    column = f", column {refusal['column']}" if refusal["column"] else ""
    hint = f" ({refusal['suggestion']}?)" if refusal["suggestion"] else ""
    return f"line {refusal['line']}{column}: {refusal['reason'].replace('-', ' ')}{hint}"
