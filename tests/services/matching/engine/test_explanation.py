from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.engine.explanation import Alternative, explain
from services.matching.engine.people import Policy
from services.matching.engine.solved import Solved, Worth
from services.matching.engine.switch import Cost, bound, cost
from tests.services.matching.engine.people import mentee, mentor
from tests.services.matching.engine.solving import POLICIES, Market, markets, solved

BOTH, ONE = {"welding": 3, "filing": 3}, {"welding": 3}
SEEKS = {"welding": 2, "filing": 2}


def merits(found: Solved, forced: tuple[int, int]) -> list[int]:
    """Of the best plan with this pair, tried out: what the policy wants, most important first."""
    students, mentors = range(len(found.columns.mentees)), range(len(found.columns.mentors))
    pairs = {
        (i, j): found.score(found.columns.mentee(i), found.mentors[j])
        for i, j in product(students, mentors)
        if found.rule(found.columns.mentee(i), found.mentors[j]) is None
    }
    options: list[list[int]] = [
        [forced[1]] if i == forced[0] else [-1, *(j for j in mentors if (i, j) in pairs)] for i in students
    ]
    places = found.columns.places.tolist()
    tiers = found.columns.tier.tolist()
    plans = [
        [(i, j) for i, j in enumerate(plan) if j >= 0]
        for plan in product(*options)
        if all(plan.count(j) <= places[j] for j in mentors)
    ]
    if found.policy.rule == "strict":
        return max(
            [*(sum(tiers[i] == tier for i, _ in plan) for tier in (2, 1, 0)), sum(pairs[pair] for pair in plan)]
            for plan in plans
        )
    return max([sum(found.points(i, pairs[i, j]) for i, j in plan)] for plan in plans)


@settings(max_examples=80, deadline=None)
@given(market=markets(students=4, mentors=3), policy=st.sampled_from(POLICIES), pick=st.randoms(use_true_random=False))
def test_the_cost_of_a_switch_is_what_forcing_it_really_costs(market: Market, policy: Policy, pick: Any) -> None:
    found = solved(*market, policy)
    able = [
        (i, j)
        for i in range(len(found.columns.mentees))
        for j, one in enumerate(found.mentors)
        if found.rule(found.columns.mentee(i), one) is None
    ]
    if not able:
        return
    student, other = pick.choice(able)
    told = cost(found, student, other)
    matched = [i for i, j in enumerate(found.plan.chosen.tolist()) if j >= 0]
    tiers = found.columns.tier[matched].tolist()
    points = sum(found.points(i, int(found.plan.score[i])) for i in matched)
    best = [*(tiers.count(tier) for tier in (2, 1, 0)), points] if policy.rule == "strict" else [points]
    lost = [had - has for had, has in zip(best, merits(found, (student, other)), strict=True)]
    assert told.known == "exact"
    assert told.worth.points == lost[-1]
    if policy.rule == "strict":
        assert (told.worth.students, told.worth.priority) == (sum(lost[:3]), lost[0] + lost[1])
    else:
        assert bound(found, student, other).worth.points <= told.worth.points


def test_the_best_alternative_whose_places_help_others_more_is_named_with_what_a_switch_costs_all() -> None:
    first = mentee("first", seeks=SEEKS, goals=frozenset({"filing"}))
    second = mentee("second", seeks=SEEKS)
    found = solved((first, second), (mentor("both", offers=BOTH), mentor("one", offers=ONE)))
    told = explain(found, found.columns.number_of_mentee["second"], exact=True)
    assert (told.mentor, told.rank, told.suitable) == ("one", 2, 2)
    assert told.alternative == Alternative("both", told.score + 100, "better-for-others", Cost(Worth(150), "exact"))
    assert explain(found, found.columns.number_of_mentee["first"]).rank == 1


def test_without_being_asked_for_the_exact_cost_it_is_a_bound_and_is_called_so() -> None:
    found = solved((mentee(),), (mentor("a"), mentor("b")))
    told = explain(found, 0).alternative
    assert told is not None and told.why == "fits-alike"
    assert told.cost == Cost(Worth(0), "at-least")


def test_a_mentor_without_a_free_place_is_an_alternative_that_has_no_cost() -> None:
    found = solved((mentee(seeks=SEEKS),), (mentor("full", offers=BOTH, places=0), mentor("other", offers=ONE)))
    told = explain(found, 0)
    assert told.alternative is not None
    assert (told.alternative.mentor, told.alternative.why, told.alternative.cost) == ("full", "full", None)
    assert told.suitable == 1


def test_who_was_declined_or_kept_apart_is_never_named() -> None:
    refusing = mentee(seeks=SEEKS, never=frozenset({"person-of-best"}))
    found = solved((refusing,), (mentor("best", offers=BOTH), mentor("other", offers=ONE)))
    told = explain(found, 0)
    assert told.alternative is None
    assert "best" not in repr(told)


def test_no_other_student_is_named_or_shown() -> None:
    found = solved((mentee("first", tier=2), mentee("second", seeks=SEEKS)), (mentor("a"), mentor("b", offers=BOTH)))
    for student in range(2):
        other = found.columns.mentees.ids[1 - student]
        assert other not in repr(explain(found, student, exact=True))


def test_others_are_told_the_reasons_and_nothing_else() -> None:
    found = solved((mentee(),), (mentor("a"), mentor("b")))
    told = explain(found, 0)
    assert set(told.for_others().__slots__) == {"mentee", "mentor", "terms"}
    assert told.for_others().terms == told.terms


def test_strict_tiers_are_told_in_students_and_points() -> None:
    found = solved((mentee("first", tier=1), mentee("other")), (mentor(),), Policy("strict"))
    told = explain(found, found.columns.number_of_mentee["first"])
    assert (told.utility, told.demand) == (Worth(0, 0, 1), Worth(260, 1, 0))
    assert cost(found, found.columns.number_of_mentee["other"], 0) == Cost(Worth(0, 0, 1), "exact")


def test_of_a_student_without_a_mentor_there_is_no_pair_to_explain() -> None:
    with pytest.raises(ValueError, match="has no mentor"):
        explain(solved((mentee(),), ()), 0)
