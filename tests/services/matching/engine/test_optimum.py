"""The optimum over all pairs without listing them: the same as of all pairs listed by the readable rules."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.engine import price_out
from services.matching.engine.all_pairs import refutation
from services.matching.engine.assign import assign
from services.matching.engine.barriers import Barriers
from services.matching.engine.certificate import Certificate
from services.matching.engine.columns import Columns
from services.matching.engine.edges import Edges
from services.matching.engine.nearness import Nearness
from services.matching.engine.optimum import Solution, solve
from services.matching.engine.people import Policy, Pool
from services.matching.engine.reading import columns_of
from services.matching.engine.relevance import score, terms
from services.matching.engine.rules import barrier
from tests.services.matching.engine.people import mentee, mentor
from tests.services.matching.engine.pools import policies, pools


def listed(columns: Columns, policy: Policy) -> Edges:
    """All pairs that the readable rules allow."""
    near = Nearness(columns.middles, policy.weights.bands)
    mentees = [columns.mentee(i) for i in range(len(columns.mentees))]
    mentors = [columns.mentor(j) for j in range(len(columns.mentors))]
    pairs = [
        (i, j, score(terms(one, other, policy.weights, near)))
        for i, one in enumerate(mentees)
        for j, other in enumerate(mentors)
        if barrier(one, other, columns.rhythm, near, policy.demand) is None
    ]
    rows = np.array(pairs, dtype=np.int64).reshape(-1, 3)
    return Edges(rows[:, 0], rows[:, 1], rows[:, 2], len(mentees), columns.places)


def checked(columns: Columns, policy: Policy, found: Solution) -> str | None:
    proof = Certificate(found.utility, found.price)
    return refutation(columns, policy, found.scale, found.chosen, proof)[0]


@pytest.mark.parametrize("kept", [1, 10])  # mentors a student who are looked at first, and added in each round
@settings(max_examples=250, deadline=None)
@given(pool=pools(), policy=policies())
def test_no_pair_of_all_could_make_the_plan_better(kept: int, pool: Pool, policy: Policy) -> None:
    columns = columns_of(pool)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(price_out, "FIRST", kept)
        patch.setattr(price_out, "MORE", kept)
        found = solve(columns, policy)
    every = listed(columns, policy)
    value = found.scale.of(every)
    best = assign(every, value)
    assert found.counterexample is None
    assert found.feasible_pairs == len(every.mentee)
    assert found.utility.sum() + (found.price * columns.places).sum() == Certificate(best.utility, best.price).value(
        columns.places
    )


@settings(max_examples=250, deadline=None)
@given(pool=pools(), policy=policies())
def test_scores_are_those_of_the_readable_terms(pool: Pool, policy: Policy) -> None:
    columns = columns_of(pool)
    found, every = solve(columns, policy), listed(columns, policy)
    expected = dict(zip(zip(every.mentee.tolist(), every.mentor.tolist(), strict=True), every.score, strict=True))
    weighed = found.edges
    for i, j, points in zip(weighed.mentee.tolist(), weighed.mentor.tolist(), weighed.score.tolist(), strict=True):
        assert expected[i, j] == points


@settings(max_examples=250, deadline=None)
@given(pool=pools(), policy=policies())
def test_barriers_are_counted_as_the_readable_rules_name_them(pool: Pool, policy: Policy) -> None:
    columns, near = columns_of(pool), Nearness(pool.middles, policy.weights.bands)
    known = Barriers(columns, policy)
    for i in range(len(columns.mentees)):
        one = columns.mentee(i)
        rules = (barrier(one, other, pool.rhythm, near, policy.demand) for other in pool.mentors)
        assert known.met(i) == Counter(rule or "feasible" for rule in rules)


@settings(max_examples=150, deadline=None)
@given(pool=pools(), policy=policies(), data=st.data())
def test_a_plan_or_proof_that_is_spoilt_is_refuted(pool: Pool, policy: Policy, data: Any) -> None:
    columns = columns_of(pool)
    found = solve(columns, policy)
    if not found.feasible_pairs:
        return
    what = data.draw(st.sampled_from(["utility", "price", "chosen"]))
    array = getattr(found, what).copy()
    at = data.draw(st.integers(0, len(array) - 1))
    by = data.draw(st.sampled_from([-1000, -1, 1, 1000]))
    if what == "chosen":
        other = data.draw(st.integers(-1, len(columns.mentors) - 1))
        every, pairs = listed(columns, policy), found.scale.of(listed(columns, policy))
        worth = dict(zip(zip(every.mentee.tolist(), every.mentor.tolist(), strict=True), pairs, strict=True))
        if worth.get((at, other), 0 if other < 0 else -1) == worth.get((at, int(found.chosen[at])), 0):
            return
        array[at] = other
    else:
        array[at] += by
        if what == "price" and not columns.places[at]:
            return
    assert checked(columns, policy, replace(found, **{what: array})) is not None


PAIR = Pool((mentee("a"), mentee("b", waited=9)), (mentor("m"), mentor("n", places=0)))


@pytest.mark.parametrize(
    ("chosen", "utility", "price", "told"),
    [
        ([0], [0, 0], [0, 0], "a plan or a proof of another size"),
        ([0, 0], [0, 0], [0, 0], "mentor 0: over capacity"),
        ([0, 7], [0, 0], [0, 0], "student 1: not a listed pair"),
        ([1, -1], [0, 0], [0, 0], "mentor 1: over capacity"),
        ([0, -1], [0, -1], [0, 0], "student 1: a negative utility"),
        ([0, -1], [0, 1], [0, 0], "student 1: a utility without a mentor"),
        ([-1, -1], [0, 0], [5, 0], "mentor 0: a price with a free place"),
        ([0, -1], [0, 0], [0, 0], "student 0, mentor 0: worth more than utility and price"),
        ([0, -1], [10**9, 0], [10**9, 0], "student 0, mentor 0: chosen below utility and price"),
    ],
)
def test_each_kind_of_corruption_is_named(chosen: Any, utility: Any, price: Any, told: str) -> None:
    columns = columns_of(PAIR)
    found = solve(columns, Policy())
    parts = {"chosen": chosen, "utility": utility, "price": price}
    spoilt = replace(found, **{name: np.array(part, dtype=np.int64) for name, part in parts.items()})
    assert checked(columns, Policy(), spoilt) == told


def test_a_pair_that_a_rule_forbids_is_no_plan() -> None:
    columns = columns_of(Pool((mentee("a", languages=frozenset({"ar"})),), (mentor("m"),)))
    found = solve(columns, Policy())
    spoilt = replace(found, chosen=np.array([0]))
    assert checked(columns, Policy(), spoilt) == "student 0, mentor 0: a pair that is not allowed"


@pytest.mark.parametrize("rule", ["total", "bonus", "strict"])
@pytest.mark.parametrize(
    ("mentees", "mentors"),
    [
        ((), ()),
        ((mentee(),), ()),
        ((), (mentor(),)),
        ((mentee(),), (mentor(places=0),)),
        ((mentee(hours=()),), (mentor(),)),
        ((mentee(seeks={"cooking": 1}),), (mentor(),)),
    ],
)
def test_where_nobody_can_be_paired_the_plan_is_empty_and_proved(mentees: Any, mentors: Any, rule: Any) -> None:
    found = solve(columns_of(Pool(mentees, mentors)), Policy(rule))
    assert found.proved
    assert found.feasible_pairs == 0
    assert (found.chosen == -1).all()


@pytest.mark.parametrize("rule", ["total", "strict"])
def test_a_crowd_who_are_all_alike_is_solved(rule: Any) -> None:
    mentees = tuple(mentee(f"e{n:03}", tier=n % 2) for n in range(300))
    mentors = tuple(mentor(f"m{n:03}", places=1) for n in range(100))
    found = solve(columns_of(Pool(mentees, mentors)), Policy(rule))
    assert found.proved
    assert (found.chosen >= 0).sum() == 100
    assert found.feasible_pairs == 30_000


def test_a_mentor_whom_everybody_wants_goes_to_whoever_gains_most() -> None:
    wanted = mentor("wanted", offers={"welding": 4, "filing": 4})
    mentees = tuple(mentee(f"e{n}", seeks={"welding": 1, "filing": 4 if n == 3 else 1}, tier=n == 3) for n in range(5))
    found = solve(columns_of(Pool(mentees, (wanted,))), Policy("bonus", 50))
    assert found.chosen.tolist() == [-1, -1, -1, 0, -1]


def test_of_two_who_are_alike_the_one_who_waited_longer_is_first() -> None:
    columns = columns_of(Pool((mentee("a"), mentee("b", waited=30)), (mentor(),)))
    found = solve(columns, Policy())
    assert found.waiting_breaks_ties
    assert columns.mentees.ids[int(np.flatnonzero(found.chosen >= 0)[0])] == "b"


SCRIPT = """
import hashlib
from bench.matching.pool import pool
from services.matching.engine.optimum import solve
from services.matching.engine.people import Policy
found = solve(pool(400, "scarce"), Policy("strict"))
parts = (found.chosen, found.utility, found.price)
print(hashlib.sha256(b"".join(each.tobytes() for each in parts)).hexdigest(), found.proved)
"""


def test_every_process_and_number_of_threads_gives_the_same_plan() -> None:
    told = {
        subprocess.run(
            (sys.executable, "-c", SCRIPT),
            env={"NUMBA_NUM_THREADS": threads, "PYTHONHASHSEED": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(told) == 1
    assert told.pop().endswith("True\n")
