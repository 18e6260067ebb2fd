"""Pools of every shape, drawn at random: what the compiled engine must see as the readable rules do."""

from typing import Any

from hypothesis import strategies as st

from services.matching.engine.people import Mentee, Mentor, Policy, Pool, Rhythm, Weights

SKILLS = ["wood.carving", "wood.joinery", "wood.turning", "metal.welding", "metal.filing", "cooking"]
TERRITORIES = ["gex", "arve", "far"]
MIDDLES = {"gex": (46.0, 6.0), "arve": (46.0, 6.1), "far": (48.0, 6.0)}
WEIGHTS = st.sampled_from([Weights(), Weights(skills_counted=2, fields_counted=1, goals_counted=1, modes_counted=1)])


def skills(most: int = 4) -> Any:
    return st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 4), max_size=most)


@st.composite
def hours(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Up to three stretches that need not begin on a half-hour, one of which may cross midnight."""
    ends = sorted(draw(st.sets(st.integers(0, 60), max_size=6)))
    return tuple((900 + start * 25, 900 + end * 25) for start, end in zip(ends[::2], ends[1::2], strict=False))


def sets(*words: str) -> Any:
    return st.frozensets(st.sampled_from(words))


def facts(letter: str, number: int) -> dict[str, Any]:
    return {
        "id": st.just(f"{letter}{number}"),
        "person": st.sampled_from([f"person-{letter}{number}", "person-of-two"]),
        "languages": sets("fr", "en", "ar"),
        "hours": hours(),
        "territory": st.sampled_from(TERRITORIES),
        "modes": sets("in-person", "online", "phone"),
        "travels": st.booleans(),
    }


@st.composite
def pools(draw: st.DrawFn, mentees: int = 6, mentors: int = 5) -> Pool:
    people = sets("person-m0", "person-m1", "person-of-two", "unknown")
    students = [
        draw(
            st.builds(
                Mentee,
                **facts("e", n),
                seeks=skills(),
                goals=sets(*SKILLS),
                tier=st.integers(0, 3),
                waited=st.integers(0, 500),
                never=people,
                school=st.none() | st.just("school"),
            )
        )
        for n in range(draw(st.integers(0, mentees)))
    ]
    helpers = [
        draw(st.builds(Mentor, **facts("m", n), offers=skills(), places=st.integers(0, 2)))
        for n in range(draw(st.integers(0, mentors)))
    ]
    rhythm = draw(st.builds(Rhythm, st.sampled_from([20, 30, 60, 100]), st.integers(1, 3)))
    return Pool(tuple(students), tuple(helpers), rhythm, draw(st.sampled_from([{}, MIDDLES])))


def policies() -> Any:
    return st.builds(
        Policy,
        st.sampled_from(["total", "bonus", "strict"]),
        st.integers(0, 300),
        WEIGHTS,
        st.sampled_from(["skill", "field", "nothing"]),
    )
