"""A plan that is repaired is worth what a new one would be, and its prices prove it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.engine.assign import Assignment, assign
from services.matching.engine.certificate import Certificate, refutation
from services.matching.engine.edges import Edges, Ints
from services.matching.engine.repair import repaired
from services.matching.engine.tiers import weights
from tests.services.matching.engine.assignments import assignments, edges


def proved(given: Edges, value: Ints, found: Assignment) -> int:
    """The value of a plan that its prices prove to be the best."""
    proof = Certificate(found.utility, found.price)
    assert refutation(given, value, found.chosen, proof) is None
    return proof.value(given.places)


def without(given: Edges, value: Ints, gone: Any) -> tuple[Edges, Ints]:
    kept = ~gone
    part = Edges(given.mentee[kept], given.mentor[kept], given.score[kept], given.mentees, given.places)
    return part, value[kept]


@pytest.mark.parametrize("objective", ["total", "bonus", "strict"])
@settings(max_examples=300, deadline=None)
@given(case=assignments(students=14, mentors=7), seed=st.integers(0, 2**32))
def test_added_pairs_are_repaired_to_the_optimum(case: tuple[Edges, Ints], seed: int, objective: Any) -> None:
    given, priority = case
    value = weights(given, priority, objective)
    before, less = without(given, value, np.random.default_rng(seed).random(len(value)) < 0.5)
    old = assign(before, less)
    found = repaired(given, value, old.chosen, old.utility, old.price)
    assert proved(given, value, found) == proved(given, value, assign(given, value))


@settings(max_examples=200, deadline=None)
@given(case=assignments(students=14, mentors=7))
def test_a_plan_from_nothing_is_the_best(case: tuple[Edges, Ints]) -> None:
    given, _ = case
    nobody = np.full(given.mentees, -1, dtype=np.int64)
    nothing = np.zeros(given.mentees, dtype=np.int64), np.zeros(len(given.places), dtype=np.int64)
    found = repaired(given, given.score, nobody, *nothing)
    assert proved(given, given.score, found) == proved(given, given.score, assign(given, given.score))


def test_who_gains_nothing_by_the_new_pairs_keeps_their_mentor() -> None:
    given = edges([(0, 0, 9), (0, 1, 5), (1, 1, 9), (1, 0, 5)], 2, [1, 1])
    before, less = without(given, given.score, given.score == 5)
    old = assign(before, less)
    found = repaired(given, given.score, old.chosen, old.utility, old.price)
    assert found.chosen.tolist() == old.chosen.tolist() == [0, 1]
    assert found.utility.tolist() == old.utility.tolist()
