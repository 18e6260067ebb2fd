"""People as columns are the people as given, but for hours, which become whole half-hours."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from services.matching.engine.people import Pool
from services.matching.engine.reading import columns, columns_of
from services.matching.engine.week import days, stretches
from tests.services.matching.engine.people import mentee, mentor
from tests.services.matching.engine.pools import pools


def rounded(person: Any) -> Any:
    return replace(person, hours=stretches(days(person.hours)))


@settings(max_examples=150, deadline=None)
@given(pool=pools())
def test_everybody_comes_back_as_they_went_in(pool: Pool) -> None:
    kept = columns_of(pool)
    mentees = sorted(pool.mentees, key=lambda each: (-each.waited, each.id))
    mentors = sorted(pool.mentors, key=lambda each: each.id)
    assert [kept.mentee(i) for i in range(len(mentees))] == [rounded(each) for each in mentees]
    assert [kept.mentor(j) for j in range(len(mentors))] == [rounded(each) for each in mentors]


def test_hours_are_rounded_inwards_and_end_at_midnight() -> None:
    assert stretches(days(((10, 95), (23 * 60, 25 * 60)))) == ((30, 90), (23 * 60, 24 * 60), (24 * 60, 25 * 60))


def test_half_an_hour_that_is_not_whole_is_no_time() -> None:
    assert days(((35, 60), (65, 89))) == [0] * 7


def test_the_last_half_hour_of_the_week_is_kept() -> None:
    assert stretches(days(((7 * 24 * 60 - 30, 7 * 24 * 60),))) == ((7 * 24 * 60 - 30, 7 * 24 * 60),)


@pytest.mark.parametrize(
    ("mentees", "mentors", "told"),
    [
        ([mentee("twice"), mentee("other"), mentee("twice")], [], "twice is given twice"),
        ([], [mentor("same"), mentor("same")], "same is given twice"),
        ([mentee("odd", seeks={"welding": 9})], [], "odd: level 9 of welding"),
        ([], [mentor("odd", offers={"welding": 0})], "odd: level 0 of welding"),
        ([], [mentor("owing", places=-1)], "owing: -1 places"),
        ([mentee("all", languages=frozenset(f"l{n}" for n in range(65)))], [], "more than 64 languages"),
        ([mentee("early", tier=-1)], [], "early: tier -1"),
    ],
)
def test_people_who_make_no_sense_are_refused_by_id(mentees: Any, mentors: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        columns(mentees, mentors)
