"""What a solved round tells others: nothing that points at the one mentor of a trade in one territory."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contracts.rounds import ROUNDS, RoundSolved, Shortage, Totals
from services.matching.domain import round
from tests.services.matching.domain.test_round import preview

LEAST = 5
NUMBER = st.integers(0, 12)
TOWN = st.dictionaries(
    st.tuples(st.sampled_from(["notary", "welding"]), st.sampled_from(["gex", "arve", "oyonnax"])),
    st.tuples(NUMBER, NUMBER),
    max_size=6,
)


def solved(shortages: tuple[Shortage, ...], mentees: int, places: int) -> RoundSolved:
    totals = Totals(mentees=mentees, mentors=places, places=places, pairs=1, score=1, without=0)
    _, [event] = preview(shortages=shortages, totals=totals)
    assert isinstance(event, RoundSolved)
    return event


def shortages(cells: dict[tuple[str, str], tuple[int, int]]) -> tuple[Shortage, ...]:
    """As the engine finds them: by skill, by territory, by both; everybody seeks and offers one skill."""
    wanted, offered = Counter[Any](), Counter[Any]()
    for (skill, territory), (seek, offer) in cells.items():
        for cell in ((skill, None), (None, territory), (skill, territory)):
            wanted[cell] += seek
            offered[cell] += offer
    return tuple(
        Shortage(skill=cell[0], territory=cell[1], wanted=number, offered=offered[cell])
        for cell, number in wanted.items()
        if number >= LEAST and number > offered[cell]
    )


def test_the_only_notary_of_a_territory_is_not_told_of_while_the_coordinator_sees_the_place() -> None:
    notary = (Shortage(skill="notary", territory="gex", wanted=7, offered=1),)
    assert [each.offered for each in solved(notary, 40, 30).shortages] == [0]
    assert [each.offered for each in preview(shortages=notary)[0].shortages] == [1]


def test_of_two_territories_the_small_one_is_not_found_by_subtraction() -> None:
    found = shortages({("notary", "gex"): (8, 0), ("notary", "arve"): (4, 0)})
    told = solved(found, 40, 30).shortages
    assert [(each.skill, each.territory) for each in told if each.skill] == [("notary", None)]


@given(TOWN)
def test_no_cell_below_five_is_told_nor_found_by_subtraction(cells: dict[tuple[str, str], tuple[int, int]]) -> None:
    mentees, places = (sum(each[side] for each in cells.values()) for side in (0, 1))
    if not mentees or not places:
        return
    told = solved(shortages(cells), mentees, places).shortages
    assert all(each.wanted >= LEAST and not 0 < each.offered < LEAST for each in told)
    wholes = {each.skill: (each.wanted, each.offered) for each in told if each.territory is None}
    for skill, (wanted, offered) in (wholes | {None: (mentees, places)}).items():
        parts = [each for each in told if each.skill == skill and each.territory]
        if parts:
            assert not 0 < wanted - sum(each.wanted for each in parts) < LEAST
        if any(each.offered for each in parts) and offered:
            assert not 0 < offered - sum(each.offered for each in parts) < LEAST


def test_what_each_policy_gives_to_small_groups_leaves_with_no_event() -> None:
    assert "policies" in round.Round.model_fields
    assert "policies" not in RoundSolved.model_fields
    assert ROUNDS.readers == ()
