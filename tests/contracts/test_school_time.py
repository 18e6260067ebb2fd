"""School time counts what a school's year counts."""

from datetime import UTC, date, datetime
from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.hours import Closure, SchoolCalendar
from contracts.school_time import after_open_days, is_forecast, is_open, open_days_between

A, B, C = (SchoolCalendar(zone=zone) for zone in ("A", "B", "C"))
STRASBOURG = SchoolCalendar(zone="B", alsace_moselle=True)
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("calendar", "first", "last"),
    [
        (A, date(2027, 2, 13), date(2027, 2, 28)),
        (B, date(2027, 2, 20), date(2027, 3, 7)),
        (C, date(2027, 2, 6), date(2027, 2, 21)),
    ],
)
def test_each_zone_has_its_own_winter_holidays(calendar: SchoolCalendar, first: date, last: date) -> None:
    assert not is_open(first, calendar)
    assert not is_open(last, calendar)
    assert is_open(date.fromordinal(first.toordinal() - 1), calendar)
    assert is_open(date.fromordinal(last.toordinal() + 1), calendar)


def test_an_ordinary_weekend_is_open_and_a_public_holiday_is_not() -> None:
    assert is_open(date(2026, 11, 21), A)
    assert not is_open(date(2026, 11, 11), A)


@pytest.mark.parametrize("day", [date(2027, 3, 26), date(2028, 12, 26)])
def test_alsace_moselle_has_good_friday_and_saint_stephen(day: date) -> None:
    assert not is_open(day, STRASBOURG)
    assert is_open(day, SchoolCalendar(zone="own"))


def test_good_friday_is_open_elsewhere() -> None:
    assert is_open(date(2027, 3, 26), B)


@pytest.mark.parametrize("day", [date(2025, 5, 30), date(2026, 5, 15), date(2027, 5, 7), date(2029, 5, 11)])
def test_the_bridge_of_ascension_is_closed_every_year(day: date) -> None:
    assert not is_open(day, C)


def test_after_the_table_ends_a_forecast_goes_on() -> None:
    assert is_open(date(2028, 9, 15), A)
    assert not is_open(date(2029, 2, 15), A)
    assert is_forecast(date(2029, 2, 15), A)
    assert not is_forecast(date(2028, 2, 15), A)


def test_a_department_overseas_has_its_own_public_holidays() -> None:
    reunion = SchoolCalendar(zone="reunion", timezone="Indian/Reunion")
    assert not is_open(date(2026, 12, 20), reunion)
    assert is_open(date(2027, 5, 22), reunion)
    assert not is_open(date(2027, 5, 22), SchoolCalendar(zone="martinique", timezone="America/Martinique"))


def test_without_closures_corsica_has_the_holidays_that_all_zones_share() -> None:
    corsica = SchoolCalendar(zone="corse")
    assert not is_open(date(2026, 10, 20), corsica)
    assert is_open(date(2027, 2, 15), corsica)


def test_closures_are_the_holidays_where_no_zone_is_known() -> None:
    corsica = SchoolCalendar(zone="corse", closures=(Closure(first=date(2027, 2, 15), last=date(2027, 2, 28)),))
    assert not is_open(date(2027, 2, 15), corsica)
    assert is_open(date(2026, 10, 20), corsica)
    assert not is_open(date(2026, 11, 11), corsica)


def test_closures_come_on_top_of_a_zone_and_are_all_that_an_own_calendar_has() -> None:
    closure = Closure(first=date(2026, 11, 20), last=date(2026, 11, 20))
    assert not is_open(date(2026, 11, 20), SchoolCalendar(zone="A", closures=(closure,)))
    own = SchoolCalendar(zone="own", closures=(closure,))
    assert not is_open(date(2026, 11, 20), own)
    assert is_open(date(2026, 12, 25), own)


def test_days_are_counted_over_the_holidays_at_the_same_local_hour() -> None:
    friday = datetime(2026, 10, 16, 16, 0, tzinfo=UTC)  # 18:00 in summer time
    back = after_open_days(friday, 2, A)
    assert back == datetime(2026, 11, 3, 17, 0, tzinfo=UTC)  # 18:00 in winter time
    assert open_days_between(friday, back, A) == 2


def test_no_day_after_is_the_instant_itself() -> None:
    assert after_open_days(datetime(2026, 12, 25, tzinfo=UTC), 0, A) == datetime(2026, 12, 25, tzinfo=UTC)


def test_the_day_is_the_one_of_the_schools_clock() -> None:
    noumea = SchoolCalendar(zone="own", timezone="Pacific/Noumea")
    start, end = datetime(2026, 11, 2, 12, 30, tzinfo=UTC), datetime(2026, 11, 2, 13, 30, tzinfo=UTC)
    assert open_days_between(start, end, noumea) == 1
    assert open_days_between(start, end, SchoolCalendar(zone="own")) == 0


def test_a_school_that_never_opens_again_does_not_hang() -> None:
    closed = SchoolCalendar(zone="own", closures=(Closure(first=date(2026, 1, 1), last=date(2999, 1, 1)),))
    assert after_open_days(datetime(2026, 3, 1, tzinfo=UTC), 5, closed).year == 2035


@given(start=INSTANTS, days=st.integers(1, 300), calendar=st.sampled_from([A, B, C, STRASBOURG]))
def test_counting_back_gives_what_was_counted_forth(start: datetime, days: int, calendar: SchoolCalendar) -> None:
    end = after_open_days(start, days, calendar)
    assert open_days_between(start, end, calendar) == days
    assert is_open(end.date(), calendar) or is_open(date.fromordinal(end.date().toordinal() + 1), calendar)


@given(start=INSTANTS, end=INSTANTS)
def test_the_count_is_the_count_of_the_open_days(start: datetime, end: datetime) -> None:
    own = SchoolCalendar(zone="A", timezone="UTC")
    days = range(start.date().toordinal() + 1, end.date().toordinal() + 1)
    assert open_days_between(start, end, own) == sum(is_open(date.fromordinal(day), own) for day in days)


def test_a_year_is_counted_in_well_under_a_millisecond() -> None:
    start, end = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 8, 31, tzinfo=UTC)
    open_days_between(start, end, STRASBOURG)
    assert timeit(lambda: open_days_between(start, end, STRASBOURG), number=200) / 200 < 0.0005
