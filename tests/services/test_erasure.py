"""An erasure is complete when every service has looked through what it keeps, and says so; else it is overdue."""

from datetime import UTC, datetime, timedelta

from contracts.envelope import Envelope
from contracts.erasures import (
    ErasureCompleted,
    ErasureOverdue,
    ForgottenByFeedback,
    ForgottenByMatching,
    ForgottenByScheduling,
    looked,
)
from contracts.people import ProfileErased
from services.profiles.domain import erasure
from services.profiles.domain.erasure import Account, Erasure

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
SEEN = looked({"pairs": (2, 0), "concerns": (0, 1)})
OTHERS = (ForgottenByMatching, ForgottenByScheduling, ForgottenByFeedback)


def told(event, at=NOW):
    return event.told(Envelope("id", "/relais/x", type(event).__name__, "ada", at, "net", 1))


def begun() -> Erasure:
    return erasure.begun(None, told(ProfileErased(person_id="ada")), NOW)[0]


def own(state: Erasure):
    return erasure.accounted(state, Account(service="profiles", documents=SEEN))


def test_the_last_of_all_services_completes_an_erasure_with_what_each_has_forgotten():
    state, events = own(begun())
    assert (events, state.due_at) == ([], NOW + erasure.IN_TIME)
    for word in OTHERS:
        assert events == []
        state, events = erasure.heard(state, told(word(person_id="ada", documents=SEEN)), NOW)
    assert events == [ErasureCompleted(person_id="ada", accounts=state.accounts)]
    assert {each.service for each in state.accounts} == set(erasure.SERVICES)
    assert (state.standing, state.due_at) == ("complete", None)


def test_a_word_that_comes_first_or_twice_counts_once():
    word = told(ForgottenByMatching(person_id="ada", documents=SEEN))
    first, _ = erasure.heard(None, word, NOW)
    assert erasure.begun(first, told(ProfileErased(person_id="ada")), NOW) == (first, [])
    assert erasure.heard(first, word, NOW) == (first, [])
    assert first.missing == ("profiles", "scheduling", "feedback")


def test_a_service_that_says_nothing_makes_it_overdue_once_and_a_late_word_completes_it():
    state, _ = own(begun())
    for word in OTHERS[:2]:
        state, _ = erasure.heard(state, told(word(person_id="ada", documents=SEEN)), NOW)
    late, events = erasure.wait(state, NOW + erasure.IN_TIME)
    assert events == [ErasureOverdue(person_id="ada", missing=("feedback",))]
    assert (late.standing, late.due_at) == ("overdue", None)
    assert erasure.wait(late, NOW + erasure.IN_TIME * 2)[1] == []
    done, events = erasure.heard(late, told(ForgottenByFeedback(person_id="ada", documents=SEEN)), NOW)
    assert (done.standing, [type(each) for each in events]) == ("complete", [ErasureCompleted])


def test_what_is_ours_and_not_yet_empty_is_looked_at_again_also_beyond_the_time():
    waiting, _ = erasure.wait(begun(), NOW)
    assert waiting.due_at == NOW + erasure.AGAIN_AFTER
    late, events = erasure.wait(begun(), NOW + erasure.IN_TIME + timedelta(days=1))
    assert [type(each) for each in events] == [ErasureOverdue]
    assert late.due_at is not None
