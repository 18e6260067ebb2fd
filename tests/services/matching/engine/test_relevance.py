from services.matching.engine.people import Term, Weights
from services.matching.engine.relevance import score, terms
from tests.services.matching.engine.people import mentee, mentor

WEIGHTS = Weights()


def points(code: str, found: tuple[Term, ...]) -> list[int]:
    return [term.points for term in found if term.code == code]


def test_a_mentor_at_or_above_the_level_that_is_sought_counts() -> None:
    found = terms(mentee(seeks={"welding": 3}), mentor(offers={"welding": 3}), WEIGHTS)
    assert Term("skill-offered", 100, {"skill": "welding", "sought": 3, "offered": 3}) in found


def test_a_mentor_below_the_level_does_not_count() -> None:
    assert not points("skill-offered", terms(mentee(seeks={"welding": 3}), mentor(offers={"welding": 2}), WEIGHTS))


def test_the_score_is_the_sum_of_its_terms() -> None:
    found = terms(mentee(goals=frozenset({"welding"})), mentor(), WEIGHTS)
    assert score(found) == 100 + 150 + 20 + 20 + 80 + 20 + 20
    assert [term.code for term in found] == [
        "skill-offered",
        "goal-skill-offered",
        "hours-shared",
        "language-shared",
        "territory-shared",
        "mode-shared",
        "mode-shared",
    ]


def test_more_of_the_same_stops_counting() -> None:
    many = {f"skill-{number}": 1 for number in range(9)}
    found = terms(mentee(seeks=many, hours=((0, 9_000),)), mentor(offers=many, hours=((0, 9_000),)), WEIGHTS)
    assert len(points("skill-offered", found)) == WEIGHTS.skills_counted
    assert points("hours-shared", found) == [100]


def test_living_near_counts_only_for_those_who_can_meet_in_person() -> None:
    online = frozenset({"online"})
    assert not points("territory-shared", terms(mentee(modes=online), mentor(), WEIGHTS))
