import pytest

from contracts.people import ProfileChanged, ProfileErased
from contracts.words import Competence
from services.matching.domain import profile
from services.matching.domain.profile import A_WHILE, Profile
from tests.services.matching.domain.life import DAY, START, pair_declined, pair_ended, told

CHANGED = told(
    ProfileChanged(person_id="mia", territory="gex", languages=("fr",), seeks=(Competence(skill="welding", level=2),))
)


def known() -> Profile:
    state, _ = profile.changed(None, CHANGED, START)
    assert state
    return state


def test_a_refusal_of_the_person_excludes_for_good() -> None:
    state, _ = profile.declined(known(), pair_declined("own-wish"), START)
    assert state and state.refuses("paul", START + 9999 * DAY)


@pytest.mark.parametrize("reason", ["hours", "no-time"])
def test_a_refusal_of_the_moment_excludes_for_a_while(reason: str) -> None:
    state, _ = profile.declined(known(), pair_declined(reason), START)
    assert state and state.refuses("paul", START)
    assert not state.refuses("paul", START + A_WHILE)


@pytest.mark.parametrize(("reason", "apart"), [("not-a-fit", True), ("time-up", False), ("goals-reached", False)])
def test_two_who_parted_early_are_not_brought_together_again(reason: str, apart: bool) -> None:
    state, _ = profile.parted(known(), pair_ended(reason), START)
    assert state and state.refuses("paul", START) is apart


def test_a_change_of_facts_forgets_no_refusal() -> None:
    state, _ = profile.declined(known(), pair_declined(), START)
    state, _ = profile.changed(state, CHANGED, START)
    assert state and state.refuses("paul", START)


def test_nothing_is_left_of_an_erased_person_and_nothing_comes_back() -> None:
    state, _ = profile.erased(known(), told(ProfileErased(person_id="mia")), START)
    assert state == Profile(person_id="mia", erased=True)
    assert profile.changed(state, CHANGED, START) == (state, [])
