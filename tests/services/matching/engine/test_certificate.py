"""A proof that is spoilt must not hold, whatever is spoilt."""

import numpy as np
import pytest

from services.matching.engine.certificate import Certificate, certify, holds
from services.matching.engine.edges import Edges, Ints

EDGES = Edges(
    mentee=np.array([0, 0, 1, 1, 2]),
    mentor=np.array([0, 1, 0, 1, 0]),
    score=np.array([9, 5, 8, 1, 7]),
    mentees=3,
    places=np.array([1, 1]),
)
BEST = np.array([1, 0, -1])  # 5 + 8


def proof() -> Certificate:
    found = certify(EDGES, EDGES.score, BEST)
    assert found is not None
    return found


def test_the_best_plan_has_a_proof_whose_bound_is_its_value() -> None:
    assert holds(EDGES, EDGES.score, BEST, proof())
    assert proof().value(EDGES.places) == 13


@pytest.mark.parametrize("plan", [[0, 1, -1], [0, -1, -1], [1, -1, 0], [-1, -1, -1]])
def test_a_plan_that_is_not_the_best_has_no_proof(plan: list[int]) -> None:
    chosen = np.array(plan)
    found = certify(EDGES, EDGES.score, chosen)
    assert found is None or not holds(EDGES, EDGES.score, chosen, found)


@pytest.mark.parametrize("plan", [[1, 1, -1], [0, 0, 0], [1, 0, 1]])
def test_a_plan_over_capacity_or_with_a_pair_that_is_not_allowed_does_not_hold(plan: list[int]) -> None:
    assert not holds(EDGES, EDGES.score, np.array(plan), proof())


def spoil(array: Ints, place: int, by: int) -> Ints:
    spoilt = array.copy()
    spoilt[place] += by
    return spoilt


@pytest.mark.parametrize("by", [-20, -1, 1, 20])
@pytest.mark.parametrize("place", [0, 1])
def test_a_price_that_is_changed_does_not_hold(place: int, by: int) -> None:
    assert not holds(EDGES, EDGES.score, BEST, Certificate(proof().utility, spoil(proof().price, place, by)))


@pytest.mark.parametrize("by", [-20, -1, 1, 20])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_utility_that_is_changed_does_not_hold(place: int, by: int) -> None:
    assert not holds(EDGES, EDGES.score, BEST, Certificate(spoil(proof().utility, place, by), proof().price))
