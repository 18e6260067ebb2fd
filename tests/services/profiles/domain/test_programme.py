"""What a programme may set, and what it may not."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from contracts.policy import Band, Policy, Relevance
from services.profiles.domain import programme
from services.profiles.domain.programme import BandTooNarrow, Outline, Programme
from tests.services.profiles.made import NOW

YEAR: dict[str, Any] = {"first_day": date(2026, 9, 1), "last_day": date(2027, 7, 1)}


def outline(*kilometres: int) -> Outline:
    bands = tuple(Band(kilometres=each, points=1) for each in kilometres)
    return Outline(reference="p", name="P", owner="o", policy=Policy(relevance=Relevance(bands=bands)), **YEAR)


def opened() -> Programme:
    return programme.start(outline(10, 25), "net", "programme")[0]


@pytest.mark.parametrize("kilometres", [(1,), (9, 30), (10, 12)])
def test_a_distance_is_never_told_more_finely_than_by_ten_kilometres(kilometres: tuple[int, ...]) -> None:
    narrow = outline(*kilometres)
    with pytest.raises(BandTooNarrow):
        programme.start(narrow, "net", "programme")
    with pytest.raises(BandTooNarrow):
        programme.change(opened(), narrow, NOW)
    with pytest.raises(BandTooNarrow):
        programme.set_policy(opened(), narrow.policy, NOW)


def test_a_programme_may_let_nobody_below_fifteen_agree_alone() -> None:
    assert Policy(consent_age=15).consent_age == 15
    with pytest.raises(ValidationError):
        Policy(consent_age=14)


def test_nobody_of_age_needs_a_guardian_whatever_the_programme_says() -> None:
    with pytest.raises(ValidationError):
        Policy(consent_age=19)
