"""The plan against every plan there is, on pools small enough to try them all."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.engine.edges import TooLarge
from services.matching.engine.people import Mentee, Mentor, Plan, Policy, Pool, Shortage
from services.matching.engine.plan import plan
from services.matching.engine.relevance import score, terms
from services.matching.engine.rules import barrier
from services.matching.engine.tiers import WEEKS_AT_MOST
from tests.services.matching.engine.people import mentee, mentor

SKILLS = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 4), max_size=3)
TERRITORIES = st.sampled_from(["gex", "arve"])
RULES: Any = st.sampled_from(["total", "bonus", "strict"])


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    mentees = tuple(
        mentee(
            f"e{number}",
            seeks=draw(SKILLS),
            territory=draw(TERRITORIES),
            tier=draw(st.integers(0, 3)),
            waited=draw(st.integers(0, 500)),
            never=frozenset(draw(st.sets(st.sampled_from(["person-of-m0", "person-of-m1"]), max_size=1))),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    mentors = tuple(
        mentor(f"m{number}", offers=draw(SKILLS), territory=draw(TERRITORIES), places=draw(st.integers(0, 2)))
        for number in range(draw(st.integers(0, 3)))
    )
    return Pool(mentees, mentors)


Choice = list[tuple[Mentee, Mentor]]


def every_plan(pool: Pool) -> Iterator[Choice]:
    for mentors in product([None, *pool.mentors], repeat=len(pool.mentees)):
        chosen = [(a, b) for a, b in zip(pool.mentees, mentors, strict=True) if b is not None]
        fits = all(sum(b is each for _, b in chosen) <= each.places for each in pool.mentors)
        if fits and all(barrier(a, b, pool.rhythm) is None for a, b in chosen):
            yield chosen


def merit(chosen: Choice, policy: Policy) -> tuple[int, ...]:
    """What a policy wants, most important first; the last two break ties."""
    total = sum(score(terms(a, b, policy.weights)) for a, b in chosen)
    tie = len(chosen) + sum(min(a.waited // 7, WEEKS_AT_MOST) for a, _ in chosen)
    if policy.rule == "total":
        return total, tie
    if policy.rule == "bonus":
        return total + policy.bonus * sum(a.tier for a, _ in chosen), tie
    return *(sum(a.tier == tier for a, _ in chosen) for tier in (3, 2, 1, 0)), total, tie


def pairs_of(found: Plan, pool: Pool) -> Choice:
    mentees, mentors = {m.id: m for m in pool.mentees}, {m.id: m for m in pool.mentors}
    return [(mentees[match.mentee], mentors[match.mentor]) for match in found.matches]


@settings(deadline=None)
@given(pool=pools(), rule=RULES, bonus=st.integers(0, 300))
def test_no_plan_is_better(pool: Pool, rule: Any, bonus: int) -> None:
    policy = Policy(rule, bonus)
    found = plan(pool, policy)
    chosen = pairs_of(found, pool)
    assert chosen in list(every_plan(pool))
    assert merit(chosen, policy) == max(merit(each, policy) for each in every_plan(pool))


@settings(deadline=None)
@given(pool=pools(), rule=RULES)
def test_every_plan_is_proved_and_its_scores_are_their_terms(pool: Pool, rule: Any) -> None:
    found = plan(pool, Policy(rule, 100))
    assert found.proved
    assert all(match.score == sum(term.points for term in match.terms) for match in found.matches)
    assert found.score == sum(match.score for match in found.matches)
    if rule == "total":
        assert found.bound == found.score


@settings(deadline=None)
@given(pool=pools(), rule=RULES, shuffled=st.randoms(use_true_random=False))
def test_the_order_of_the_people_changes_nothing(pool: Pool, rule: Any, shuffled: Any) -> None:
    mentees, mentors = list(pool.mentees), list(pool.mentors)
    shuffled.shuffle(mentees)
    shuffled.shuffle(mentors)
    assert plan(Pool(tuple(mentees), tuple(mentors)), Policy(rule)).matches == plan(pool, Policy(rule)).matches


def test_strict_equity_takes_the_first_class_though_another_would_score_more() -> None:
    better = mentee("better", seeks={"welding": 1, "filing": 1})
    first = mentee("first", seeks={}, tier=1)
    pool = Pool((better, first), (mentor(offers={"welding": 3, "filing": 3}),))
    assert [match.mentee for match in plan(pool, Policy("total")).matches] == ["better"]
    assert [match.mentee for match in plan(pool, Policy("strict")).matches] == ["first"]


def test_of_two_alike_the_one_who_waited_longer_is_taken() -> None:
    pool = Pool((mentee("a", waited=3), mentee("b", waited=40)), (mentor(),))
    assert [match.mentee for match in plan(pool, Policy()).matches] == ["b"]


def test_who_is_left_out_learns_which_rules_removed_how_many() -> None:
    out = mentee("out", languages=frozenset({"en"}))
    found = plan(Pool((out,), (mentor("m0"), mentor("m1"), mentor("m2", places=0))), Policy())
    assert found.barriers == {"out": {"language": 2, "places": 1}}


def test_shortages_of_fewer_than_five_are_not_shown() -> None:
    def shortages(wanting: int) -> tuple[Shortage, ...]:
        mentees = tuple(mentee(f"e{number}") for number in range(wanting))
        return plan(Pool(mentees, (mentor(places=2),)), Policy()).shortages

    assert shortages(4) == ()
    assert Shortage("welding", "gex", 5, 2) in shortages(5)


def test_nobody_at_all_is_an_empty_plan() -> None:
    assert plan(Pool((), ()), Policy("strict")).matches == ()
    assert plan(Pool((mentee(),), ()), Policy()).matches == ()
    assert plan(Pool((), (mentor(),)), Policy()).matches == ()


def test_weights_that_do_not_fit_are_refused_before_solving() -> None:
    with pytest.raises(TooLarge):
        plan(Pool((mentee(tier=3),), (mentor(),)), Policy("bonus", bonus=10**18))
