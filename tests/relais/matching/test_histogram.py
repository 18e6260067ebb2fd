"""The histogram counts every pair once, in bars that a person can read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.matching.histogram import BARS_AT_MOST, Bar, bars


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=50))
def test_every_score_is_in_one_bar(scores: list[int]) -> None:
    found = bars(np.array(scores, dtype=np.int64))
    assert sum(bar.pairs for bar in found) == len(scores)
    assert [sum(bar.least <= score <= bar.most for score in scores) for bar in found] == [bar.pairs for bar in found]
    assert len(found) <= BARS_AT_MOST
    assert found[0].pairs and found[-1].pairs


@pytest.mark.parametrize(
    ("scores", "found"),
    [
        ([], []),
        ([7], [Bar(7, 7, 1)]),
        (
            [100, 139, 219, 220],
            [
                Bar(100, 109, 1),
                *(Bar(a, a + 9, a == 130) for a in range(110, 210, 10)),
                Bar(210, 219, 1),
                Bar(220, 229, 1),
            ],
        ),
    ],
    ids=["nobody", "one", "a gap"],
)
def test_bars_are_of_one_round_width(scores: list[int], found: list[Bar]) -> None:
    assert bars(np.array(scores, dtype=np.int64)) == found
