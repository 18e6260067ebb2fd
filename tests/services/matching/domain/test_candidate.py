import pytest

from contracts.candidates import MenteeWaiting
from contracts.pairs import PairProposed, PairResumed
from contracts.people import ProfileErased
from services.matching.domain import candidate
from services.matching.domain.candidate import Candidate, NotWithoutMentor
from services.matching.domain.waiting import look as look_at_waiting
from tests.services.matching.domain.life import (
    DAY,
    GOAL,
    START,
    asked,
    cleared,
    enrolment_ended,
    of_pair,
    pair_declined,
    pair_ended,
    suspended,
    told,
)

PROPOSED = of_pair(PairProposed, origin="round", score=1, expires_at=START)


def waiting() -> Candidate:
    state, _ = candidate.facts(None, asked(at=START), START)
    state, _ = candidate.facts(state, cleared(at=START + 2 * DAY), START)
    assert state
    return state


def paired() -> Candidate:
    state, _ = candidate.proposed(waiting(), PROPOSED, START)
    assert state
    return state


def look(state: Candidate, days: int, limit: int | None = 60, territory: str | None = "gex"):  # type: ignore[no-untyped-def]
    return look_at_waiting(state, START + days * DAY, limit_days=limit, territory=territory, referent="referent")


def test_only_the_cleared_are_in_the_pool_and_only_as_long_as_they_are() -> None:
    state, _ = candidate.facts(None, asked(), START)
    assert state and not state.in_pool(START)
    until, _ = candidate.facts(state, cleared(cleared_until=START + DAY), START)
    assert until and until.in_pool(START) and not until.in_pool(START + DAY)


def test_a_mentee_with_a_proposal_is_not_in_the_pool_until_it_comes_to_nothing() -> None:
    assert not paired().in_pool(START)
    free, _ = candidate.free_again(paired(), pair_declined(), START)
    assert free and free.in_pool(START)


def test_an_older_pairs_end_does_not_free_the_mentee_of_a_newer_one() -> None:
    newer = paired().model_copy(update={"pair_id": "newer"})
    assert candidate.free_again(newer, pair_declined(), START) == (newer, [])
    assert candidate.parted(newer, pair_ended(), START) == (newer, [])


def test_waiting_counts_from_asking_and_leaves_suspensions_out() -> None:
    state, _ = candidate.away(waiting(), suspended(at=START + 10 * DAY), START)
    assert state and state.waiting_days(START + 30 * DAY) == 10
    back, _ = candidate.facts(state, cleared(at=START + 30 * DAY), START)
    assert back and back.waiting_days(START + 35 * DAY) == 15


def test_waiting_beyond_the_limit_is_told_once() -> None:
    state, nothing = look(waiting(), 10)
    assert nothing == [] and state.due_at == START + 60 * DAY
    state, [event] = look(state, 60)
    assert isinstance(event, MenteeWaiting)
    assert (event.waiting_days, event.limit_days, event.asks[0].whom) == (60, 60, "referent")
    assert state.due_at is None
    changed, _ = candidate.facts(state, cleared(at=START + 70 * DAY), START)
    assert changed and changed.due_at is None


def test_waiting_is_looked_at_again_when_the_programme_or_the_profile_has_not_come() -> None:
    for limit, territory in ((None, "gex"), (60, None)):
        state, nothing = look(waiting(), 90, limit, territory)
        assert nothing == [] and state.due_at == START + 91 * DAY


def test_nobody_waits_who_has_a_proposal_or_is_not_cleared() -> None:
    assert paired().due_at is None
    away, _ = candidate.away(waiting(), suspended(), START)
    assert away and away.due_at is None
    ended, _ = candidate.ended(waiting(), enrolment_ended(), START)
    assert ended and ended.due_at is None


@pytest.mark.parametrize("rematch", [True, False])
def test_after_an_ending_only_who_wants_another_mentor_is_in_the_pool_again(rematch: bool) -> None:
    state, _ = candidate.parted(paired(), pair_ended(at=START + 50 * DAY, rematch=rematch), START)
    assert state and state.in_pool(START + 51 * DAY) is rematch
    assert state.waiting_days(START + 60 * DAY) == 10
    assert state.asked_at == START


def test_a_rematch_and_a_long_wait_raise_the_class_of_priority() -> None:
    assert waiting().tier(START + 59 * DAY, 60) == 1
    assert waiting().tier(START + 60 * DAY, 60) == 2
    again, _ = candidate.parted(paired(), pair_ended(at=START), START)
    assert again and again.tier(START, 60) == 2
    assert again.model_copy(update={"priority": 3}).tier(START, 60) == 3


def test_an_undone_ending_takes_the_mentee_out_of_the_pool() -> None:
    state, _ = candidate.parted(paired(), pair_ended(), START)
    resumed = of_pair(PairResumed, undone=True, ends_on="2027-07-01", occurred_at=START)
    state, _ = candidate.together_again(state, resumed, START)
    assert state and not state.in_pool(START)


def test_a_coordinator_puts_a_mentee_back_in_the_pool_before_others() -> None:
    state, _ = candidate.parted(paired(), pair_ended(rematch=False), START)
    again, _ = candidate.seek_again(state, START)
    assert again.in_pool(START) and again.rematch
    with pytest.raises(NotWithoutMentor):
        candidate.seek_again(paired(), START)


def test_erasure_leaves_ids_and_dates() -> None:
    state, _ = candidate.facts(waiting(), cleared(goals=(GOAL,), stage="vocational", school="school"), START)
    empty, _ = candidate.erased(state, told(ProfileErased(person_id="mia")), START)
    assert empty and (empty.goals, empty.stage, empty.school, empty.state) == ((), None, None, "ended")
    assert empty.person_id == "mia"
