"""Whole rows of a live pool, compiled, say what the rules and the relevance say of each pair."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.engine.edges import Ints
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Mentee, Mentor, Policy, Rhythm
from services.matching.engine.ratings import Ratings
from services.matching.engine.relevance import score, terms
from services.matching.engine.rules import barrier
from tests.services.matching.engine.people import mentee, mentor

MIDDLES = {"gex": (46.3, 6.1), "nord": (46.35, 6.15), "sud": (46.1, 6.1), "loin": (48.0, 2.0)}
SKILLS = ["welding.arc", "welding.gas", "maths.algebra", "maths", "piano.jazz"]
sets = st.frozensets
levels = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 4))
hours = st.lists(st.tuples(st.integers(0, 335), st.integers(1, 12)), max_size=4).map(
    lambda found: tuple(sorted((at * 30 + 10, at * 30 + long * 30) for at, long in found))
)
COMMON = {
    "languages": sets(st.sampled_from(["fr", "en", "de"]), min_size=1),
    "hours": hours.map(lambda found: (*found, (17 * 60, 20 * 60))),
    "territory": st.sampled_from([*MIDDLES, "nowhere"]),
    "modes": sets(st.sampled_from(["in-person", "online", "phone"]), min_size=1),
    "travels": st.booleans(),
}
mentees = st.builds(mentee, **COMMON, seeks=levels, goals=sets(st.sampled_from(SKILLS)), tier=st.integers(0, 2))
mentors = st.builds(mentor, **COMMON, offers=levels, places=st.integers(0, 2))
policies = st.builds(Policy, demand=st.sampled_from(["nothing", "skill", "field"]))
rhythms = st.builds(Rhythm, minutes=st.sampled_from([30, 45, 60, 120]), a_week=st.integers(0, 3))


def all_of(people: Sequence[object]) -> Ints:
    """A least worth that leaves nobody out."""
    return np.full(len(people), -1)


@settings(max_examples=400, deadline=None)
@given(
    seeking=st.lists(mentees, min_size=1, max_size=3), offering=st.lists(mentors, min_size=1, max_size=3),
    policy=policies, rhythm=rhythms, kept=st.tuples(st.booleans(), st.booleans()),
)  # fmt: skip
def test_each_row_has_the_pairs_that_are_allowed_and_their_scores(
    seeking: list[Mentee], offering: list[Mentor], policy: Policy, rhythm: Rhythm, kept: tuple[bool, bool]
) -> None:
    apart, own = kept
    seeking = [replace(each, id=f"s{i}", person=f"p{i}") for i, each in enumerate(seeking)]
    offering = [replace(each, id=f"m{j}", person=f"q{j}") for j, each in enumerate(offering)]
    seeking[0] = replace(seeking[0], never=frozenset({"q0"}) if own else frozenset(), person="q1" if own else "p0")
    ratings = Ratings(policy, rhythm, MIDDLES, 0)
    for i, one in enumerate(seeking):
        ratings.put_mentee(i, one)
    for j, other in enumerate(offering):
        ratings.put_mentor(j, other)
    if apart:
        ratings.apart.refuse(seeking[-1].id, offering[-1].id)
    near = Nearness(MIDDLES, policy.weights.bands)
    expected = {
        (i, j): score(terms(one, other, policy.weights, near))
        for i, one in enumerate(seeking)
        for j, other in enumerate(offering)
        if barrier(one, replace(other, places=1), rhythm, near, policy.demand) is None
        and not (apart and (one, other) == (seeking[-1], offering[-1]))
    }
    by_student = {
        (i, int(j)): int(v)
        for i in range(len(seeking))
        for j, v in zip(*ratings.of_student(i, all_of(offering)), strict=True)
    }
    by_mentor = {
        (int(i), j): int(v)
        for j in range(len(offering))
        for i, v in zip(*ratings.of_mentor(j, all_of(seeking)), strict=True)
    }
    assert by_student == by_mentor == expected
    least = np.full(len(offering), 300)
    some = {
        (i, int(j)): int(v) for i in range(len(seeking)) for j, v in zip(*ratings.of_student(i, least), strict=True)
    }
    assert some.items() <= expected.items()
    assert {pair for pair, worth in expected.items() if worth > 300} <= some.keys()


def test_whoever_left_is_in_no_row_and_whoever_changed_is_read_anew() -> None:
    ratings = Ratings(Policy(), Rhythm(), {}, 0)
    ratings.put_mentee(0, mentee("mia"))
    ratings.put_mentor(0, mentor("paul"))
    assert ratings.worth(0, 0)
    ratings.put_mentor(0, mentor("paul", offers={f"baking.{number}": 1 for number in range(9)}))
    assert ratings.worth(0, 0) is None
    ratings.put_mentee(0, mentee("mia", seeks={"baking.8": 1}))
    assert ratings.worth(0, 0)
    ratings.put_mentee(0, None)
    assert ratings.of_mentor(0, np.array([-1]))[0].tolist() == []


def test_more_languages_than_there_are_bits_are_refused() -> None:
    ratings = Ratings(Policy(), Rhythm(), {}, 0)
    with pytest.raises(ValueError, match="more than 64"):
        ratings.put_mentee(0, mentee("mia", languages=frozenset(f"l{number}" for number in range(65))))
