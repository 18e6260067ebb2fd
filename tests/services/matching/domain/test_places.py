import pytest

from contracts.pairs import PairExpired, PairProposed, PairResumed
from services.matching.domain import places
from services.matching.domain.places import HELD_FOR, NoPlaceFree, PlaceGivenBack, Places
from tests.services.matching.domain.life import (
    START,
    cleared,
    enrolment_ended,
    of_pair,
    pair_declined,
    pair_ended,
)

PROPOSED = of_pair(PairProposed, origin="round", score=1, expires_at=START)
WHERE = "paul-in-school"


def mentor(number: int = 1) -> Places:
    known, _ = places.capacity(None, cleared("paul", "mentor", places=number), START)
    assert known
    return known


def taken(state: Places, pair_id: str = "pair") -> Places:
    return places.take(state, START, pair_id=pair_id, enrolment_id=WHERE)[0]


def kept() -> Places:
    state, _ = places.pair_exists(taken(mentor()), PROPOSED, START)
    assert state
    return state


def test_a_place_is_held_before_the_pair_exists() -> None:
    state = taken(mentor())
    assert state.free(WHERE) == 0
    with pytest.raises(NoPlaceFree):
        taken(state, "another")
    assert taken(state) == state


def test_a_declined_proposal_gives_the_place_back() -> None:
    state, _ = places.give_back(kept(), pair_declined(), START)
    assert state and state.free(WHERE) == 1


def test_a_process_that_wakes_late_takes_nothing_twice() -> None:
    state, _ = places.give_back(kept(), pair_declined(), START)
    assert state
    with pytest.raises(PlaceGivenBack):
        taken(state)


def test_a_place_whose_pair_never_came_is_free_again() -> None:
    state = taken(mentor())
    assert state.due_at == START + HELD_FOR
    state, _ = places.lapse(state, START + HELD_FOR, came=frozenset())
    assert (state.free(WHERE), state.due_at) == (1, None)
    with pytest.raises(PlaceGivenBack):
        taken(state)


def test_a_place_stays_with_a_pair_that_came_though_nobody_had_heard() -> None:
    state, _ = places.lapse(taken(mentor()), START + HELD_FOR, came=frozenset({"pair"}))
    assert (state.free(WHERE), state.due_at) == (0, START + 2 * HELD_FOR)


def test_a_pair_that_exists_keeps_its_place_without_a_date() -> None:
    assert kept().due_at is None and kept().free(WHERE) == 0


def test_places_are_counted_by_programme() -> None:
    elsewhere = cleared("paul", "mentor", places=1).model_copy(update={"enrolment_id": "paul-at-work"})
    state, _ = places.capacity(taken(mentor()), elsewhere, START)
    assert state and (state.free(WHERE), state.free("paul-at-work")) == (0, 1)


def test_fewer_places_send_nobody_away() -> None:
    state = taken(taken(mentor(2)), "second")
    fewer, _ = places.capacity(state, cleared("paul", "mentor", places=1), START)
    assert fewer and len(fewer.held) == 2 and fewer.free(WHERE) == 0
    none, _ = places.enrolment_ended(state, enrolment_ended("paul", "mentor"), START)
    assert none and none.free(WHERE) == 0


def test_an_undone_ending_takes_the_place_again_whichever_is_heard_first() -> None:
    heard, _ = places.give_back(kept(), pair_ended(), START)
    after_hearing, _ = places.take_again(heard, START, pair_id="pair", enrolment_id=WHERE)
    before_hearing, _ = places.take_again(kept(), START, pair_id="pair", enrolment_id=WHERE)
    late, _ = places.give_back(before_hearing, pair_ended(), START)
    resumed = of_pair(PairResumed, undone=True, ends_on="2027-07-01", occurred_at=START)
    for state in (after_hearing, late):
        again, _ = places.pair_resumed(state, resumed, START)
        assert again and (again.free(WHERE), again.due_at) == (0, None)


def test_an_undone_ending_gives_nothing_back_however_late_it_is_heard() -> None:
    again, _ = places.take_again(kept(), START, pair_id="pair", enrolment_id=WHERE)
    looked_at, _ = places.lapse(again, START + HELD_FOR, came=frozenset({"pair"}))
    late, _ = places.give_back(looked_at, pair_ended(), START + HELD_FOR)
    assert late and late.free(WHERE) == 0


def test_what_was_never_held_is_not_given_back() -> None:
    state = mentor()
    assert places.give_back(state, of_pair(PairExpired, silent=("mentor",)), START) == (state, [])
    assert places.give_back(None, pair_declined(), START) == (None, [])
