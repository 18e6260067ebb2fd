"""The closing summary: what the year came to, and whether it showed what it must."""

from collections.abc import Iterator

from sample.play.opening import Staff
from sample.play.stage import Stage
from sample.play.stories import ALL
from sample.play.tally import Tally


async def waiting(stage: Stage, staff: Staff) -> int:
    """Students without a mentor at the end."""
    of = [
        await stage.doors.get(staff.association.visitor, "matching", f"/programmes/{programme}/waiting")
        for programme in staff.programmes.values()
    ]
    return sum(map(len, of))


def numbers(stage: Stage, tally: Tally, refused: int, still_waiting: int) -> Iterator[str]:
    of, endings, calls = tally.of, tally.endings, stage.doors.calls.total()
    rules = ", ".join(f"{code} {count}" for code, count in stage.refusals.most_common())
    rows = (
        ("imported", f"{of['EnrolmentAsked']} enrolments, {refused} lines refused"),
        ("cleared", f"{len(tally.cleared)}"),
        ("proposals", f"{of['PairProposed']}, {of['PairDeclined']} declined, {of['PairExpired']} expired"),
        ("pairs", f"{of['PairFormed']}"),
        ("meetings", f"{tally.sessions} held, {tally.hours} hours, {of['SessionMissed']} missed"),
        ("check-ins", f"{of['CheckInDue']}, {of['CheckInAnswered']} answered, {len(tally.overdue)} overdue"),
        ("concerns", f"{of['ConcernRaised']}, {of['ConcernResolved']} closed"),
        ("endings", f"{endings['planned']} as planned, {endings['early']} early"),
        ("waiting", f"{still_waiting} students without a mentor"),
        ("doors", f"{calls} requests, {1000 * stage.doors.seconds / max(1, calls):.0f} ms each"),
        ("rules said no", rules or "never"),
    )
    yield "\nThe year in numbers"
    yield from (f"  {name:<14} {what}" for name, what in rows)


def checklist(stage: Stage) -> Iterator[str]:
    yield "\nShown"
    for what in ALL:
        how = stage.shown.ticked.get(what)
        yield f"  {'✓' if how else '✗'} {what}: {how or 'it did not happen'}"
