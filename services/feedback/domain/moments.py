"""When a pair is asked how it goes."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from contracts.hours import SchoolCalendar
from contracts.policy import CheckInKind, QuestionSet
from services.feedback.domain.kept import Kept
from services.feedback.domain.open_days import Pause, after, between

WEEK = 7
MONTH = 4 * WEEK
GOODBYE_DAYS = 2 * WEEK
ASKED_AT = time(9)
USUAL_SETS = {"week-1": "first-weeks", "week-2": "first-weeks", "before-end": "goodbye", "end": "goodbye"}


class Moment(Kept):
    """One moment of a pair's life; `key` tells it from all the others of that pair."""

    kind: CheckInKind
    key: str
    at: datetime


def nine_o_clock(day: date, calendar: SchoolCalendar) -> datetime:
    """The hour at which people are asked, by the school's clock."""
    return datetime.combine(day, ASKED_AT, ZoneInfo(calendar.timezone))


def plan(starts_on: date, ends_on: date, calendar: SchoolCalendar, pauses: Sequence[Pause] = ()) -> tuple[Moment, ...]:
    """Weeks 1 and 2, half-way, two weeks before the end, at the end, and every four weeks; all in open weeks.

    Nobody is asked twice within a week: then the first of these stands.
    """
    start, end = nine_o_clock(starts_on, calendar), nine_o_clock(ends_on, calendar)
    days = between(start, end, calendar, pauses)
    taken: dict[int, tuple[str, str]] = {}
    for kind, key, offset in _wanted(days, ends_on):
        if 0 < offset <= days and all(abs(offset - other) >= WEEK for other in taken):
            taken[offset] = (kind, key)
    return tuple(
        Moment(kind=kind, key=key, at=after(start, offset, calendar, pauses))
        for offset, (kind, key) in sorted(taken.items())
    )


def _wanted(days: int, ends_on: date) -> list[tuple[str, str, int]]:
    """Kind, key and open day, the most important first. A new end is a new moment."""
    return [
        ("end", f"end-{ends_on}", days),
        ("before-end", f"before-end-{ends_on}", days - GOODBYE_DAYS),
        ("week-1", "week-1", WEEK),
        ("week-2", "week-2", 2 * WEEK),
        ("half-way", "half-way", days // 2),
        *(("monthly", f"monthly-{month}", MONTH * month) for month in range(1, days // MONTH + 1)),
    ]


def question_set(questions: Sequence[QuestionSet], kind: str, role: str) -> tuple[str, int]:
    """Set and version that the programme asks at this moment, or the usual ones."""
    for each in questions:
        if (each.kind, each.role) == (kind, role):
            return each.question_set, each.version
    return USUAL_SETS.get(kind, "how-it-goes"), 1
