"""Time as a pair lives it: open days of its school, pauses left out."""

from collections.abc import Sequence
from datetime import UTC, datetime

from contracts.hours import SchoolCalendar
from contracts.school_time import after_open_days, open_days_between
from services.feedback.domain.kept import Kept


class Pause(Kept):
    """A stretch in which the pair stands still; open-ended as long as it lasts."""

    since: datetime
    until: datetime | None = None


def after(instant: datetime, days: int, calendar: SchoolCalendar, pauses: Sequence[Pause] = ()) -> datetime:
    """The instant, in UTC, when so many open days have passed. `pauses` in the order in which they were taken."""
    end = after_open_days(instant, days, calendar)
    for pause in pauses:
        if pause.until and instant < pause.until and pause.since < end:
            days += open_days_between(max(instant, pause.since), pause.until, calendar)
            end = after_open_days(instant, days, calendar)
    return end.astimezone(UTC)


def between(start: datetime, end: datetime, calendar: SchoolCalendar, pauses: Sequence[Pause] = ()) -> int:
    """Open days from one instant to the other, never below 0."""
    stood_still = sum(
        open_days_between(max(start, pause.since), min(end, pause.until or end), calendar)
        for pause in pauses
        if pause.since < end and (pause.until or end) > start
    )
    return max(0, open_days_between(start, end, calendar) - stood_still)
