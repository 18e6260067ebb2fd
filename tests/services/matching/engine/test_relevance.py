from services.matching.engine.nearness import Nearness
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


def test_another_skill_of_the_field_counts_less_than_the_skill() -> None:
    found = terms(mentee(seeks={"wood.joinery": 2}), mentor(offers={"wood.carving": 4}), WEIGHTS)
    assert Term("field-offered", 40, {"field": "wood"}) in found
    assert not points("skill-offered", found)


def test_a_field_of_which_a_skill_is_met_does_not_count_again() -> None:
    found = terms(
        mentee(seeks={"wood.joinery": 2, "wood.carving": 4}),
        mentor(offers={"wood.joinery": 2, "wood.carving": 1}),
        WEIGHTS,
    )
    assert points("skill-offered", found) == [100]
    assert not points("field-offered", found)


MIDDLES = {"gex": (46.0, 6.0), "arve": (46.0, 6.2), "far": (48.0, 6.0)}  # some 15 and 222 km apart


def test_a_territory_nearby_counts_less_than_ones_own() -> None:
    near = Nearness(MIDDLES, WEIGHTS.bands)
    found = terms(mentee(), mentor(territory="arve"), WEIGHTS, near)
    assert Term("territory-near", 20, {"kilometres": 25}) in found
    assert not points("territory-shared", found)


def test_beyond_the_last_band_nobody_meets_in_person() -> None:
    near = Nearness(MIDDLES, WEIGHTS.bands)
    found = terms(mentee(), mentor(territory="far"), WEIGHTS, near)
    assert [term.facts for term in found if term.code == "mode-shared"] == [{"mode": "online"}]


def test_without_middles_only_ones_own_territory_is_near() -> None:
    assert not points("territory-near", terms(mentee(), mentor(territory="arve"), WEIGHTS))
