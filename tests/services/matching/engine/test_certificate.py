"""A proof that is spoilt must not hold, whatever is spoilt."""

import numpy as np
import pytest

from services.matching.engine.certificate import Certificate, holds, refutation
from services.matching.engine.duals import recover
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
    return Certificate(*recover(EDGES, EDGES.score, BEST))


def test_the_best_plan_has_a_proof_whose_bound_is_its_value() -> None:
    assert holds(EDGES, EDGES.score, BEST, proof())
    assert proof().value(EDGES.places) == 13


@pytest.mark.parametrize("plan", [[0, 1, -1], [0, -1, -1], [1, -1, 0], [-1, -1, -1]])
def test_a_plan_that_is_not_the_best_has_no_proof(plan: list[int]) -> None:
    chosen = np.array(plan)
    assert not holds(EDGES, EDGES.score, chosen, Certificate(*recover(EDGES, EDGES.score, chosen)))


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


@pytest.mark.parametrize(
    ("chosen", "utility", "price", "counterexample"),
    [
        ([1, 0, -1], [4, 1, 0], [7, 1], None),
        ([1, 0], [4, 1, 0], [7, 1], "a plan or a proof of another size"),
        ([1, 0, -1], [4, 1], [7, 1], "a plan or a proof of another size"),
        ([1, 0, -1], [4, 1, 0], [7], "a plan or a proof of another size"),
        ([1, 0, 1], [4, 1, 0], [7, 1], "student 2: not a listed pair"),
        ([1, 5, -1], [4, 1, 0], [7, 1], "student 1: not a listed pair"),
        ([0, 0, -1], [2, 1, 0], [7, 0], "mentor 0: over capacity"),
        ([1, 0, -1], [6, 2, 1], [6, -1], "mentor 1: a negative price"),
        ([1, 0, -1], [4, 1, -1], [7, 1], "student 2: a negative utility"),
        ([1, 0, -1], [4, 1, 1], [7, 1], "student 2: a utility without a mentor"),
        ([0, -1, -1], [2, 0, 0], [7, 1], "mentor 1: a price with a free place"),
        ([0, -1, -1], [2, 0, 0], [7, 0], "student 0, mentor 1: worth more than utility and price"),
        ([1, 0, -1], [5, 1, 0], [7, 1], "student 0, mentor 1: chosen below utility and price"),
    ],
)
def test_each_kind_of_corruption_is_named_with_its_first_example(
    chosen: list[int], utility: list[int], price: list[int], counterexample: str | None
) -> None:
    proof = Certificate(np.array(utility), np.array(price))
    assert refutation(EDGES, EDGES.score, np.array(chosen), proof) == counterexample
