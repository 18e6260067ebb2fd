from datetime import UTC, datetime

from contracts.hours import Hours, WeeklyHours
from services.matching.pool import WEEK, stretches

WINTER, SUMMER = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 7, 1, tzinfo=UTC)
PARIS, REUNION = "Europe/Paris", "Indian/Reunion"


def hours(*given: tuple[int, str, str], zone: str = PARIS) -> WeeklyHours:
    return WeeklyHours(zone=zone, hours=tuple(Hours(weekday=d, start=start, end=end) for d, start, end in given))


def test_hours_become_minutes_of_the_week() -> None:
    assert stretches(hours((1, "14:00", "16:30")), PARIS, WINTER) == ((840, 990),)


def test_stretches_are_sorted_and_joined_where_they_touch() -> None:
    given = hours((2, "10:00", "11:00"), (1, "22:00", "24:00"), (2, "00:00", "01:00"))
    assert stretches(given, PARIS, WINTER) == ((1320, 1500), (2040, 2100))


def test_hours_of_another_zone_are_shifted_as_of_now() -> None:
    given = hours((3, "12:00", "13:00"), zone=REUNION)
    noon = 2 * 24 * 60 + 12 * 60
    assert stretches(given, PARIS, WINTER) == ((noon - 180, noon - 120),)
    assert stretches(given, PARIS, SUMMER) == ((noon - 120, noon - 60),)


def test_a_shift_may_lead_into_the_week_before() -> None:
    given = hours((1, "02:00", "05:00"), zone=REUNION)
    assert stretches(given, PARIS, WINTER) == ((0, 120), (WEEK - 60, WEEK))


def test_a_week_ends_on_sunday_at_midnight() -> None:
    assert stretches(hours((7, "23:00", "24:00")), PARIS, WINTER) == ((WEEK - 60, WEEK),)
