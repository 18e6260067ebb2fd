"""Summer, in every calendar: no silence while schools are closed, and one once they are open again."""

from datetime import UTC, date, datetime

import pytest

from contracts.followups import PairSilent
from contracts.hours import Closure, SchoolCalendar
from tests.services.feedback.made import followed, meet, of, wait

SUMMER = Closure(first=date(2028, 7, 1), last=date(2028, 8, 31))
CALENDARS = {
    "A": SchoolCalendar(zone="A"),
    "B": SchoolCalendar(zone="B"),
    "C": SchoolCalendar(zone="C"),
    "Alsace-Moselle": SchoolCalendar(zone="B", alsace_moselle=True),
    "Corsica": SchoolCalendar(zone="corse"),
    "Corsica, its own dates": SchoolCalendar(zone="corse", closures=(SUMMER,)),
    "Réunion": SchoolCalendar(zone="reunion", timezone="Indian/Reunion"),
    "Martinique": SchoolCalendar(zone="martinique", timezone="America/Martinique"),
    "own": SchoolCalendar(zone="own", closures=(SUMMER,)),
}
LAST_MEETING = datetime(2028, 6, 28, 14, tzinfo=UTC)


def silences(calendar: SchoolCalendar, until: datetime) -> list[datetime]:
    state, _ = meet(followed(calendar, ends_on=date(2029, 6, 30)), LAST_MEETING)
    _, events = wait(state, until)
    return [each.due_at for each in of(PairSilent, events) if each.due_at > LAST_MEETING]


@pytest.mark.parametrize("calendar", CALENDARS.values(), ids=CALENDARS)
def test_july_and_august_bring_no_silence_in_any_zone_and_october_does(calendar: SchoolCalendar) -> None:
    assert silences(calendar, datetime(2028, 8, 31, tzinfo=UTC)) == []
    assert len(silences(calendar, datetime(2028, 10, 20, tzinfo=UTC))) == 1


def test_a_school_that_is_open_all_summer_hears_of_silence_in_july() -> None:
    assert silences(SchoolCalendar(zone="own"), datetime(2028, 8, 31, tzinfo=UTC)) != []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (datetime(2027, 10, 25, 7, tzinfo=UTC), datetime(2027, 11, 4, 8, tzinfo=UTC)),
        (datetime(2028, 3, 20, 8, tzinfo=UTC), datetime(2028, 3, 30, 7, tzinfo=UTC)),
    ],
    ids=["autumn", "spring"],
)
def test_what_is_due_after_the_clocks_change_is_due_at_the_same_hour_of_the_school(
    before: datetime, after: datetime
) -> None:
    assert followed(SchoolCalendar(zone="own")).later(before, 10) == after
