"""What a solved round tells others: nothing that points at the one mentor of a trade in one territory."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contracts.rounds import ROUNDS, RoundPublished, RoundSolved, Shortage, Totals
from services.matching.domain import round
from tests.services.matching.domain.life import START
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


def told_of(mentees: int, places: int, paired: float, sent: float) -> tuple[Totals, int, int]:
    """Totals, proposals and struck of a round, as others are told."""
    pairs = int(min(mentees, places) * paired)
    out = int(pairs * sent)
    totals = Totals(
        mentees=mentees, mentors=places, places=places, pairs=pairs, score=300 * pairs, without=mentees - pairs
    )
    planned = tuple(
        round.Planned(pair_id=f"p-{n}", mentee=f"m-{n}", mentor=f"r-{n}", score=300, struck=n >= out)
        for n in range(pairs)
    )
    state, [solved] = preview(pairs=planned, totals=totals)
    assert state.totals == totals, "the coordinator reads them as they are"
    _, [published] = round.published(state, START, skipped={})
    assert isinstance(solved, RoundSolved) and isinstance(published, RoundPublished)
    assert (solved.totals.score == 0, solved.certificate.bound is None) == (solved.totals.pairs == 0,) * 2
    return solved.totals, published.proposals, published.struck


SHARE = st.floats(0, 1)


@given(st.integers(1, 40), st.integers(1, 40), SHARE, SHARE)
def test_no_total_below_five_is_told_nor_found_by_subtraction(
    mentees: int, places: int, paired: float, sent: float
) -> None:
    totals, proposals, struck = told_of(mentees, places, paired, sent)
    parts = [(totals.mentees, each) for each in (totals.pairs, totals.without, proposals)]
    parts += [(totals.places, each) for each in (totals.pairs, proposals)]
    parts += [(totals.pairs, each) for each in (proposals, struck)]
    assert not [each for each in (totals.mentors, *sum(parts, ())) if 0 < each < LEAST]
    assert not [(whole, part) for whole, part in parts if whole and part and 0 < whole - part < LEAST]


def test_totals_of_a_large_round_are_told_as_they_are() -> None:
    totals, proposals, struck = told_of(40, 35, 0.8, 0.75)
    assert (totals.mentees, totals.places, totals.pairs, totals.without) == (40, 35, 28, 12)
    assert (proposals, struck) == (21, 7)


def test_what_each_policy_gives_to_small_groups_leaves_with_no_event() -> None:
    assert "policies" in round.Round.model_fields
    assert "policies" not in RoundSolved.model_fields
    assert ROUNDS.readers == ()
