"""The closing summary: what the year came to, and whether it showed what it must."""

from rich.table import Table

from sample.play.opening import Staff
from sample.play.shown import ALL
from sample.play.stage import Stage
from sample.play.tally import Tally


async def waiting(stage: Stage, staff: Staff) -> int:
    """Students without a mentor at the end."""
    of = [
        await stage.doors.get(staff.association.visitor, "matching", f"/programmes/{programme}/waiting")
        for programme in staff.programmes.values()
    ]
    return sum(map(len, of))


def numbers(stage: Stage, tally: Tally, refused: int, still_waiting: int) -> Table:
    of, endings = tally.of, tally.endings
    calls = stage.doors.calls.total()
    rows = (
        ("imported", f"{of['EnrolmentAsked']} enrolments, {refused} lines refused"),
        ("cleared", f"{len(tally.cleared)}"),
        ("proposals", f"{of['PairProposed']}, {of['PairDeclined']} declined, {of['PairExpired']} expired"),
        ("pairs", f"{of['PairFormed']}"),
        ("meetings", f"{tally.sessions}, {tally.hours} h; {of['SessionMissed']} missed"),
        (
            "check-ins",
            f"{of['CheckInDue']}, {of['CheckInAnswered']} answered, {of['CheckInOverdue']} reminders and escalations",
        ),
        ("concerns", f"{of['ConcernRaised']}, {of['ConcernResolved']} closed"),
        ("endings", f"{endings['planned']} as planned, {endings['early']} early"),
        ("waiting", f"{still_waiting} students without a mentor"),
        ("doors", f"{calls} requests, {1000 * stage.doors.seconds / max(1, calls):.0f} ms each"),
        ("rules said no", ", ".join(f"{code} {count}" for code, count in stage.refusals.most_common()) or "never"),
    )
    table = Table(title="The year in numbers", title_justify="left", show_header=False, box=None)
    for row in rows:
        table.add_row(*row)
    return table


def checklist(stage: Stage) -> Table:
    table = Table(title="Shown", title_justify="left", show_header=False, box=None)
    for what in ALL:
        how = stage.shown.ticked.get(what)
        table.add_row("✓" if how else "✗", what, how or "did not happen")
    return table
