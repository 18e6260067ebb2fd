"""Solved pools for tests of what is said of them."""

from typing import Any

from hypothesis import strategies as st

from services.matching.engine.optimum import solve
from services.matching.engine.people import Mentee, Mentor, Policy, Pool, Rhythm
from services.matching.engine.reading import columns_of
from services.matching.engine.solved import Solved
from tests.services.matching.engine.people import mentee, mentor

Market = tuple[tuple[Mentee, ...], tuple[Mentor, ...]]
POLICIES = (Policy("total"), Policy("bonus", 100), Policy("strict"))
SKILLS = st.dictionaries(st.sampled_from(["a.x", "a.y", "b.x"]), st.integers(1, 4), max_size=2)


def solved(mentees: tuple[Mentee, ...], mentors: tuple[Mentor, ...], policy: Policy = POLICIES[0]) -> Solved:
    columns = columns_of(Pool(mentees, mentors, Rhythm()))
    return Solved(columns, policy, solve(columns, policy))


@st.composite
def markets(draw: st.DrawFn, students: int = 6, mentors: int = 4) -> Market:
    def mentee_of(number: int) -> dict[str, Any]:
        facts = {"seeks": draw(SKILLS), "tier": draw(st.integers(0, 2)), "territory": draw(st.sampled_from("gh"))}
        return {"id": f"e{number}", "waited": draw(st.integers(0, 400)), **facts}

    def mentor_of(number: int) -> dict[str, Any]:
        facts = {"offers": draw(SKILLS), "places": draw(st.integers(0, 2)), "territory": draw(st.sampled_from("gh"))}
        return {"id": f"m{number}", **facts}

    return (
        tuple(mentee(**mentee_of(number)) for number in range(draw(st.integers(1, students)))),
        tuple(mentor(**mentor_of(number)) for number in range(draw(st.integers(1, mentors)))),
    )
