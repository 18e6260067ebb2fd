"""Where a student stands, from one school year to the next."""

from datetime import UTC, datetime

import pytest

from services.profiles.domain import enrolment
from services.profiles.domain.enrolment import Wish
from tests.services.profiles.made import NOW, asked

JUNE, LAST_NIGHT, SEPTEMBER = (
    datetime(2027, 6, 20, 8, tzinfo=UTC),
    datetime(2027, 8, 31, 21, 59, tzinfo=UTC),
    datetime(2027, 8, 31, 22, 0, tzinfo=UTC),  # midnight at the school
)


def student(stage: str | None = "lower-secondary", **more):
    return asked("mentee", stage=stage, **more)


def test_when_the_school_year_begins_it_is_to_be_said_where_each_student_stands():
    assert [student().stage_to_confirm(at) for at in (NOW, JUNE, LAST_NIGHT, SEPTEMBER)] == [False, False, False, True]


def test_what_the_school_says_in_september_is_said_for_a_year():
    risen, events = enrolment.amend(student(), Wish(stage="upper-secondary"), SEPTEMBER)
    assert events and not risen.stage_to_confirm(SEPTEMBER)
    assert risen.stage_to_confirm(SEPTEMBER.replace(year=2028))


def test_the_same_class_said_again_is_said_and_nobody_is_told():
    again, events = enrolment.stage_said(student(), "lower-secondary", SEPTEMBER)
    assert (events, again.stage_to_confirm(SEPTEMBER)) == ([], False)


def test_last_years_file_does_not_undo_what_was_said_since():
    risen, _ = enrolment.amend(student(), Wish(stage="upper-secondary"), JUNE)
    assert enrolment.stage_said(risen, "lower-secondary", SEPTEMBER) == (risen, [])
    assert risen.stage_to_confirm(SEPTEMBER)


@pytest.mark.parametrize("who", [student("young-employee"), student(None), asked("mentor")])
def test_whoever_does_not_go_to_school_has_no_september(who):
    assert not who.stage_to_confirm(SEPTEMBER)


def test_nobody_asks_where_somebody_stands_who_takes_part_no_longer():
    ended, _ = enrolment.end(student(), "finished", JUNE, JUNE)
    assert not ended.stage_to_confirm(SEPTEMBER)
