"""The assignment against every assignment there is, against another solver, and at its edges."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.matching import dense
from services.matching.engine import flow
from services.matching.engine.assign import Assignment, assign
from services.matching.engine.certificate import Certificate, refutation
from services.matching.engine.duals import own_values
from services.matching.engine.edges import Edges, Ints, TooLarge
from services.matching.engine.tiers import weights
from tests.services.matching.engine.assignments import assignments, edges, every_choice, merit, taken

OBJECTIVES: Any = ["total", "bonus", "strict"]


def proved(given: Edges, value: Ints, steps: int | None = None) -> Assignment:
    found = assign(given, value, steps)
    assert refutation(given, value, found.chosen, Certificate(found.utility, found.price)) is None
    return found


@pytest.mark.parametrize("steps", [None, 0])  # paths; the flow that takes over
@pytest.mark.parametrize("objective", OBJECTIVES)
@settings(max_examples=400, deadline=None)
@given(case=assignments(), bonus=st.integers(0, 300))
def test_no_assignment_is_better(case: tuple[Edges, Ints], bonus: int, objective: Any, steps: int | None) -> None:
    given, priority = case
    found = proved(given, weights(given, priority, objective, bonus), steps)
    best = max(merit(each, priority, objective, bonus) for each in every_choice(given))
    assert merit(taken(given, found.chosen), priority, objective, bonus) == best


@pytest.mark.parametrize("objective", OBJECTIVES)
@settings(max_examples=400, deadline=None)
@given(case=assignments(students=25, mentors=12))
def test_another_solver_finds_nothing_better(case: tuple[Edges, Ints], objective: Any) -> None:
    given, priority = case
    value = weights(given, priority, objective)
    ours, theirs = proved(given, value).chosen, flow.assign(given, value)
    assert merit(taken(given, ours), priority, objective, 100) == merit(taken(given, theirs), priority, objective, 100)


@pytest.mark.parametrize("objective", OBJECTIVES)
@settings(max_examples=400, deadline=None)
@given(case=assignments(students=25, mentors=12))
def test_a_dense_solver_finds_nothing_better(case: tuple[Edges, Ints], objective: Any) -> None:
    given, priority = case
    value = weights(given, priority, objective)
    found = proved(given, value)
    assert own_values(given, value, found.chosen).sum() == dense.best(given, value)


@settings(max_examples=200, deadline=None)
@given(case=assignments(students=12, mentors=6), random=st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_changes_nothing(case: tuple[Edges, Ints], random: Any) -> None:
    given, _ = case
    order = list(range(len(given.mentee)))
    random.shuffle(order)
    mixed = Edges(given.mentee[order], given.mentor[order], given.score[order], given.mentees, given.places)
    first, second = assign(given, given.score), assign(mixed, mixed.score)
    for one, other in ((first.chosen, second.chosen), (first.utility, second.utility), (first.price, second.price)):
        assert (one == other).all()


def crowd(students: int, mentors: int, places: int, seed: int) -> Edges:
    """Everybody agrees who is best: score by mentor and by student, 12 mentors listed by each."""
    chance = np.random.default_rng(seed)
    listed = np.concatenate([np.sort(chance.choice(mentors, 12, replace=False)) for _ in range(students)])
    who = np.repeat(np.arange(students), 12)
    score = chance.integers(1, 500, mentors)[listed] + chance.integers(1, 500, students)[who]
    return Edges(who, listed, score, students, np.full(mentors, places))


@pytest.mark.parametrize("places", [1, 3, 9])
def test_paths_and_flow_agree_where_everybody_agrees_who_is_best(places: int) -> None:
    given = crowd(300, 60, places, seed=places)
    paths, flows = proved(given, given.score), proved(given, given.score, steps=0)
    assert (paths.by, flows.by) == ("paths", "flow")
    assert sum(w for *_, w in taken(given, paths.chosen)) == sum(w for *_, w in taken(given, flows.chosen))


def test_a_long_search_is_handed_over_after_the_same_number_of_steps_each_time() -> None:
    given = crowd(300, 60, 3, seed=7)
    runs = [proved(given, given.score, steps=5_000) for _ in range(2)]
    assert [run.by for run in runs] == ["flow", "flow"]
    assert (runs[0].chosen == runs[1].chosen).all()


@pytest.mark.parametrize("places", [1, 4])
def test_all_equal_scores_match_as_many_as_can_be(places: int) -> None:
    given = edges([(i, j, 7) for i in range(40) for j in range(20)], 40, [places] * 20)
    assert (proved(given, given.score).chosen >= 0).sum() == min(40, 20 * places)


def test_a_million_pairs_of_one_score_are_solved() -> None:
    who, whom = np.divmod(np.arange(1_000_000), 500)
    given = Edges(who, whom, np.full(1_000_000, 5), 2_000, np.full(500, 3))
    assert (proved(given, given.score).chosen >= 0).sum() == 1_500


def test_a_mentor_whom_everybody_wants_takes_those_with_the_highest_scores() -> None:
    given = edges([(i, 0, i) for i in range(50)], 50, [3])
    assert np.flatnonzero(proved(given, given.score).chosen == 0).tolist() == [47, 48, 49]


def test_groups_that_share_nobody_are_each_solved() -> None:
    given = edges([(0, 0, 5), (1, 0, 6), (2, 1, 1), (3, 1, 2)], 4, [1, 1])
    assert proved(given, given.score).chosen.tolist() == [-1, 0, -1, 1]


@pytest.mark.parametrize(("students", "places"), [(0, []), (3, []), (0, [1, 2]), (3, [1]), (3, [0, 0])])
def test_a_side_without_people_or_pairs_has_an_empty_plan(students: int, places: list[int]) -> None:
    given = edges([], students, places)
    assert (proved(given, given.score).chosen == -1).all()


def test_more_places_than_students_cost_nothing() -> None:
    given = edges([(0, 0, 4), (1, 0, 9)], 2, [10**9])
    found = proved(given, given.score)
    assert found.chosen.tolist() == [0, 0]
    assert found.price.tolist() == [0]


def test_a_negative_value_is_refused() -> None:
    given = edges([(0, 0, 1)], 1, [1])
    with pytest.raises(ValueError, match="negative"):
        assign(given, np.array([-1]))


@pytest.mark.parametrize(("objective", "score"), [("total", 2**61), ("bonus", 2**61), ("strict", 2**58)])
def test_weights_that_do_not_fit_are_refused_before_solving(objective: Any, score: int) -> None:
    given = edges([(i, 0, score) for i in range(4)], 4, [4])
    with pytest.raises(TooLarge):
        weights(given, np.ones(4, dtype=np.int64), objective)


def test_values_that_do_not_fit_are_refused_before_solving() -> None:
    given = edges([(i, 0, 2**60) for i in range(4)], 4, [4])
    with pytest.raises(TooLarge):
        assign(given, given.score)


def test_where_a_flow_would_not_fit_the_paths_take_the_steps_they_need() -> None:
    given = edges([(i, i % 3, 2**57 + i) for i in range(30)], 30, [1, 1, 1])
    assert proved(given, given.score, steps=0).by == "paths"
