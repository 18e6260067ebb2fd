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
    counts, at = _years(calendar)[_school_year(day)], _number(day)
    return counts[at] > counts[at - 1]


def open_days_between(start: datetime, end: datetime, calendar: SchoolCalendar) -> int:
    """Open days after the day of `start`, up to and with the day of `end`, by the school's clock; never negative."""
    zone = ZoneInfo(calendar.timezone)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    if last <= first:
        return 0
    years = _years(calendar)
    whole = sum(years[year][-1] for year in range(_school_year(first), _school_year(last)))
    return whole + years[_school_year(last)][_number(last)] - years[_school_year(first)][_number(first)]


def after_open_days(instant: datetime, days: int, calendar: SchoolCalendar) -> datetime:
    """The same local hour on the open day that comes `days` open days later, in UTC."""
    local = instant.astimezone(ZoneInfo(calendar.timezone))
    if days <= 0:
        return instant.astimezone(UTC)
    day = _nth_open_day(local.date(), days, _years(calendar))
    return datetime.combine(day, local.time(), local.tzinfo).astimezone(UTC)


def is_forecast(day: date, calendar: SchoolCalendar) -> bool:
    """Whether the school holidays around this day are not official yet."""
    return calendar.zone in _ZONES and day > OFFICIAL_UNTIL


class _Years(dict[int, tuple[int, ...]]):
    """For each school year how many of its first 0, 1, 2… days are open, found out when first asked."""

    def __init__(self, calendar: SchoolCalendar) -> None:
        super().__init__()
        self._calendar = calendar

    def __missing__(self, year: int) -> tuple[int, ...]:
        closed, closures = _holidays(self._calendar, year), self._calendar.closures
        is_open = (day not in closed and not _is_closure(day, closures) for day in _days(year))
        self[year] = tuple(accumulate(is_open, initial=0))
        return self[year]


_years = lru_cache(maxsize=4096)(_Years)  # a calendar is slow to hash: look it up once a question


def _nth_open_day(start: date, days: int, years: _Years) -> date:
    first = _school_year(start)
    missing = days + years[first][_number(start)]
    for year in range(first, first + _HORIZON):
        if missing <= years[year][-1]:
            return _first_day(year) + _DAY * (bisect_left(years[year], missing) - 1)
        missing -= years[year][-1]
    return _first_day(first + _HORIZON)


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
    table, forecast = _tables()[zone], _forecast(zone, year)
    return frozenset(day for day in _days(year) if day in (table if day <= OFFICIAL_UNTIL else forecast)) | _bridge(
        year + 1
    )


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


def _number(day: date) -> int:
    """1 for the first day of its school year."""
    return (day - _first_day(_school_year(day))).days + 1


def _days(year: int) -> Iterator[date]:
    """Those of a school year."""
    return (_first_day(year) + _DAY * number for number in range((_first_day(year + 1) - _first_day(year)).days))
