"""School time: which days are open, and time counted in open days.

Weekends are open; school holidays, public holidays of France and a school's own closures are not. Zones A, B and C have
the official holidays for as long as the table knows them, then a forecast. Corsica and the overseas departments are in
neither: there a school's own `closures` are its holidays, or else the days on which all three zones have theirs.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import holidays
from vacances_scolaires_france import SchoolHolidayDates

from contracts.hours import Closure, SchoolCalendar

OFFICIAL_UNTIL = date(2028, 8, 31)
"""The last day that the table knows; what comes after is a forecast."""

_ZONES = ("A", "B", "C")
_DEPARTMENTS = {"guadeloupe": "971", "martinique": "972", "guyane": "973", "reunion": "974", "mayotte": "976"}
_ALSACE_MOSELLE = "57"
_DAY = timedelta(days=1)
_HORIZON = 10  # school years; a school that never opens again must not loop for ever


def is_open(day: date, calendar: SchoolCalendar) -> bool:
    """Whether the school counts this day."""
    year = _school_year(day)
    at = (day - _first_day(year)).days
    counts = _open_days(calendar, year)
    return counts[at + 1] > counts[at]


def open_days_between(start: datetime, end: datetime, calendar: SchoolCalendar) -> int:
    """Open days after the day of `start`, up to and with the day of `end`, by the school's clock; never negative."""
    zone = ZoneInfo(calendar.timezone)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    if last <= first:
        return 0
    return _opened(calendar, _school_year(first), last) - _opened(calendar, _school_year(first), first)


def after_open_days(instant: datetime, days: int, calendar: SchoolCalendar) -> datetime:
    """The same local hour on the open day that comes `days` open days later, in UTC."""
    local = instant.astimezone(ZoneInfo(calendar.timezone))
    if days <= 0:
        return instant.astimezone(UTC)
    day = _nth_open_day(local.date(), days, calendar)
    return datetime.combine(day, local.time(), local.tzinfo).astimezone(UTC)


def is_forecast(day: date, calendar: SchoolCalendar) -> bool:
    """Whether the school holidays around this day are not official yet."""
    return calendar.zone in _ZONES and day > OFFICIAL_UNTIL


def _nth_open_day(start: date, days: int, calendar: SchoolCalendar) -> date:
    first = _school_year(start)
    missing = days + _opened(calendar, first, start)
    for year in range(first, first + _HORIZON):
        counts = _open_days(calendar, year)
        if missing <= counts[-1]:
            return _first_day(year) + _DAY * (bisect_left(counts, missing) - 1)
        missing -= counts[-1]
    return _first_day(first + _HORIZON)


def _opened(calendar: SchoolCalendar, first_year: int, day: date) -> int:
    """Open days from the start of a school year up to and with a day."""
    year = _school_year(day)
    whole = sum(_open_days(calendar, each)[-1] for each in range(first_year, year))
    return whole + _open_days(calendar, year)[(day - _first_day(year)).days + 1]


@lru_cache(maxsize=4096)
def _open_days(calendar: SchoolCalendar, year: int) -> tuple[int, ...]:
    """How many of the first 0, 1, 2… days of the school year are open."""
    days = list(_days(_first_day(year), _first_day(year + 1) - _DAY))
    closed = _holidays(calendar, year) | {day for day in days if _is_closure(day, calendar.closures)}
    return tuple(accumulate((day not in closed for day in days), initial=0))


def _holidays(calendar: SchoolCalendar, year: int) -> frozenset[date]:
    if calendar.zone == "own":
        return frozenset()
    region = _ALSACE_MOSELLE if calendar.alsace_moselle else _DEPARTMENTS.get(calendar.zone)
    return _school_holidays(calendar, year) | _public_holidays(region, year) | _public_holidays(region, year + 1)


def _school_holidays(calendar: SchoolCalendar, year: int) -> frozenset[date]:
    if calendar.zone in _ZONES:
        return _zone_holidays(calendar.zone, year)
    if calendar.closures:
        return frozenset()
    return frozenset.intersection(*(_zone_holidays(zone, year) for zone in _ZONES))


@cache
def _zone_holidays(zone: str, year: int) -> frozenset[date]:
    days = _days(_first_day(year), _first_day(year + 1) - _DAY)
    table, forecast = _tables()[zone], _forecast(zone, year)
    return frozenset(day for day in days if day in (table if day <= OFFICIAL_UNTIL else forecast)) | _bridge(year + 1)


@cache
def _tables() -> dict[str, frozenset[date]]:
    listed: dict[date, dict[str, object]] = SchoolHolidayDates().data
    return {
        zone: frozenset(day for day, row in listed.items() if row[f"vacances_zone_{zone.lower()}"]) for zone in _ZONES
    }


@cache
def _forecast(zone: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", f"Zone {zone}", years=(year, year + 1), categories=("school",)))


@cache
def _bridge(year: int) -> frozenset[date]:
    """Friday and Saturday after Ascension, which the table lacks in 2023 to 2026."""
    days = holidays.country_holidays("FR", years=year, language="en_US").get_named("Ascension Day")
    return frozenset(day + _DAY * after for day in days for after in (1, 2))


@cache
def _public_holidays(region: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", region, years=year))


def _is_closure(day: date, closures: tuple[Closure, ...]) -> bool:
    return any(closure.first <= day <= closure.last for closure in closures)


def _school_year(day: date) -> int:
    """2026 for the school year from September 2026 to August 2027."""
    return day.year if day.month >= 9 else day.year - 1


def _first_day(year: int) -> date:
    return date(year, 9, 1)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + _DAY * number for number in range((last - first).days + 1))
