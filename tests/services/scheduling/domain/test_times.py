"""Proposed hours are free for both, on open days, a cadence apart, by the clock on the wall."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.hours import Hours, SchoolCalendar, WeeklyHours
from contracts.school_time import is_open
from contracts.words import Cadence
from services.scheduling.domain.agenda import Agenda, Taken
from services.scheduling.domain.rhythm import Appointment
from services.scheduling.domain.times import propose
from tests.services.scheduling.makers import a_rhythm

PARIS = ZoneInfo("Europe/Paris")
OPEN = SchoolCalendar(zone="own")
NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)


def free(*hours: tuple[int, str, str], zone: str = "Europe/Paris", taken: tuple[Taken, ...] = ()) -> Agenda:
    week = tuple(Hours(weekday=day, start=start, end=end) for day, start, end in hours)
    return Agenda(hours=WeeklyHours(zone=zone, hours=week), taken=taken)


def taken(start: datetime, hours: int = 1) -> Taken:
    return Taken(session_id="other", revision=1, start=start, end=start + timedelta(hours=hours))


def paris(*when: int) -> datetime:
    return datetime(*when, tzinfo=PARIS)  # type: ignore[misc, arg-type]


def local(starts: list[datetime], zone: ZoneInfo = PARIS) -> list[str]:
    return [f"{start.astimezone(zone):%d.%m. %H:%M}" for start in starts]


WEDNESDAY = free((3, "14:00", "17:00"))


def test_the_first_is_the_first_hour_that_both_have_free() -> None:
    other = free((3, "15:30", "19:00"))
    assert local(propose(a_rhythm(), [WEDNESDAY, other], (), NOW, 1)) == ["16.09. 15:30"]


def test_the_next_come_a_cadence_apart_and_skip_the_holidays() -> None:
    starts = propose(a_rhythm(), [WEDNESDAY, WEDNESDAY], (), NOW, 4)
    assert local(starts) == ["16.09. 14:00", "30.09. 14:00", "14.10. 14:00", "04.11. 14:00"]


def test_a_public_holiday_is_skipped() -> None:
    assert local(propose(a_rhythm(), [WEDNESDAY], (), paris(2026, 11, 10), 1)) == ["18.11. 14:00"]


def test_good_friday_is_a_holiday_in_strasbourg_only() -> None:
    friday, day = free((5, "14:00", "17:00")), paris(2027, 3, 25)
    assert local(propose(a_rhythm(calendar=SchoolCalendar(zone="B")), [friday], (), day, 1)) == ["26.03. 14:00"]
    alsace = SchoolCalendar(zone="B", alsace_moselle=True)
    assert local(propose(a_rhythm(calendar=alsace), [friday], (), day, 1)) == ["02.04. 14:00"]


def test_it_keeps_its_distance_from_the_last_meeting_and_from_what_is_booked() -> None:
    held = Appointment(session_id="a", at=paris(2026, 9, 9, 15))
    booked = Appointment(session_id="b", at=paris(2026, 9, 23, 16))
    assert local(propose(a_rhythm(held=(held,)), [WEDNESDAY], (), NOW, 1)) == ["23.09. 15:00"]
    assert local(propose(a_rhythm(held=(held,), booked=(booked,)), [WEDNESDAY], (), NOW, 1)) == ["07.10. 16:00"]


def test_it_comes_as_near_as_it_can_to_the_hour_of_the_last_meeting() -> None:
    held = Appointment(session_id="a", at=paris(2026, 9, 9, 16, 30))
    assert local(propose(a_rhythm(held=(held,)), [WEDNESDAY], (), NOW, 1)) == ["23.09. 16:00"]


def test_hours_taken_are_gone_round() -> None:
    busy = free((3, "14:00", "17:00"), taken=(taken(paris(2026, 9, 16, 14, 30)),))
    assert local(propose(a_rhythm(), [WEDNESDAY, busy], (), NOW, 1)) == ["16.09. 15:30"]


def test_what_is_too_short_is_passed_over() -> None:
    busy = free((3, "14:00", "17:00"), taken=(taken(paris(2026, 9, 16, 14, 30), 2),))
    assert local(propose(a_rhythm(), [busy], (), NOW, 1)) == ["23.09. 14:00"]


def test_nothing_is_proposed_earlier_than_asked_for_or_after_the_end() -> None:
    assert local(propose(a_rhythm(), [WEDNESDAY], (), paris(2026, 9, 16, 15, 10), 1)) == ["16.09. 15:10"]
    assert propose(a_rhythm(ends_on=date(2026, 9, 15)), [WEDNESDAY], (), NOW, 1) == []


def test_who_said_no_free_hours_gets_no_proposal() -> None:
    assert propose(a_rhythm(), [WEDNESDAY, Agenda()], (), NOW, 3) == []


def test_a_minors_hours_are_kept() -> None:
    assert local(propose(a_rhythm(), [WEDNESDAY], (Hours(weekday=3, start="16:00", end="18:00"),), NOW, 1)) == [
        "16.09. 16:00"
    ]


@pytest.mark.parametrize(("day", "utc"), [((2027, 3, 21), 17), ((2027, 3, 28), 16), ((2026, 10, 25), 17)])
def test_the_hour_on_the_wall_stays_when_the_clocks_change(day: tuple[int, int, int], utc: int) -> None:
    rhythm = a_rhythm(calendar=OPEN, cadence=Cadence(days=7, minutes=60))
    (start,) = propose(rhythm, [free((7, "18:00", "20:00"))], (), paris(*day), 1)
    assert (start.date(), start.hour) == (date(*day), utc)


def test_the_night_that_is_an_hour_shorter_has_room_for_one_hour() -> None:
    rhythm = a_rhythm(calendar=OPEN, cadence=Cadence(days=7, minutes=120))
    night = free((7, "01:30", "04:00"))
    assert local(propose(rhythm, [night], (), paris(2027, 3, 28), 1)) == ["04.04. 01:30"]


def test_the_night_that_is_an_hour_longer_has_room_for_three() -> None:
    rhythm = a_rhythm(calendar=OPEN, cadence=Cadence(days=7, minutes=180))
    (start,) = propose(rhythm, [free((7, "01:00", "03:00"))], (), paris(2026, 10, 25), 1)
    assert start == datetime(2026, 10, 24, 23, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_is_proposed_one_hour_later() -> None:
    rhythm = a_rhythm(calendar=OPEN, cadence=Cadence(days=7, minutes=15))
    assert local(propose(rhythm, [free((7, "02:15", "02:45"))], (), paris(2027, 3, 28), 1)) == ["28.03. 03:15"]


def test_a_mentor_in_montreal_and_a_student_in_reunion_share_an_evening() -> None:
    mentor = free((2, "08:00", "12:00"), zone="America/Montreal")
    student = free((2, "17:00", "24:00"), zone="Indian/Reunion")
    reunion = SchoolCalendar(zone="reunion", timezone="Indian/Reunion")
    (start,) = propose(a_rhythm(calendar=reunion), [mentor, student], (), NOW, 1)
    assert start == datetime(2026, 9, 15, 13, tzinfo=UTC)


def test_the_evening_of_one_may_be_the_morning_after_of_the_other() -> None:
    mentor = free((2, "20:00", "24:00"), zone="America/Montreal")
    student = free((3, "05:00", "09:00"))
    assert local(propose(a_rhythm(calendar=OPEN), [mentor, student], (), NOW, 1)) == ["16.09. 05:00"]


@given(
    earliest=st.datetimes(datetime(2026, 9, 1), datetime(2027, 6, 1), timezones=st.just(UTC)),
    days=st.integers(1, 30),
    zone=st.sampled_from("ABC"),
    first=st.integers(0, 20),
)
def test_every_proposal_keeps_every_rule(earliest: datetime, days: int, zone: str, first: int) -> None:
    calendar = SchoolCalendar(zone=zone)
    week = free(*((day, f"{first:02}:00", f"{first + 3:02}:00") for day in (1, 4, 6)))
    rhythm = a_rhythm(calendar=calendar, cadence=Cadence(days=days, minutes=60))
    starts = propose(rhythm, [week], (), earliest, 4)
    walls = [start.astimezone(PARIS) for start in starts]
    assert all(start >= earliest for start in starts)
    assert all(is_open(wall.date(), calendar) and wall.isoweekday() in (1, 4, 6) for wall in walls)
    assert all(first <= wall.hour <= first + 2 for wall in walls)
    assert all((later.date() - sooner.date()).days >= days for sooner, later in pairwise(walls))
