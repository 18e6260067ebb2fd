"""The value of a pair: tier after tier, then how many, then score; waiting breaks ties where numbers have room."""

import numpy as np
import pytest

from services.matching.engine.edges import TooLarge
from services.matching.engine.tiers import scale

TIER, WAITED = np.array([0, 2, 2, 1]), np.array([0, 8, 900, 70])


def test_a_student_of_a_higher_tier_outweighs_all_scores_of_a_lower_one() -> None:
    found = scale(1000, np.array([2, 1]), TIER, "strict")
    assert found.step > 3 * 1000
    assert found.base.tolist() == [found.step, 3 * found.step, 3 * found.step, 2 * found.step]


def test_a_bonus_is_points_a_tier() -> None:
    assert scale(1000, np.array([2, 1]), TIER, "bonus", bonus=7).base.tolist() == [0, 14, 14, 7]


def test_weeks_of_waiting_are_fractions_of_a_point_and_end_at_a_year() -> None:
    found = scale(1000, np.array([2, 1]), TIER, "total", waited=WAITED)
    assert found.base.tolist() == [1, 2, 53, 11]
    assert found.unit > 3 * 53


def test_a_country_under_strict_tiers_leaves_no_room_for_weeks() -> None:
    many = np.arange(100_000)
    found = scale(1200, np.full(50_000, 2), many % 4, "strict", waited=many % 400)
    assert found.unit == 1


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(TooLarge, match="strict"):
        scale(2**50, np.full(50_000, 2), np.arange(100_000), "strict")
