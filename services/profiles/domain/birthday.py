"""Ages that matter, by the local day on which they are reached."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FULL_AGE = 18
LAST_YEAR = 9000
"""Of what calendars can reckon with; later ones are typing errors."""


def reaches(birth_date: date | None, age: int) -> date | None:
    """The day of that birthday; somebody born on 29 February has it on 1 March in a common year."""
    if birth_date is None or birth_date.year > LAST_YEAR:
        return None
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return date(birth_date.year + age, 3, 1)


def midnight(day: date, zone: str) -> datetime:
    """The instant at which this day begins there."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def day_of(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last; a hundred years at most."""
    years, month = divmod(day.month - 1 + min(months, 12 * 100), 12)
    year = day.year + years
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
