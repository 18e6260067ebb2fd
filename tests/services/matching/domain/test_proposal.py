from datetime import timedelta

import pytest

from contracts.pairs import PairAccepted, PairDeclined, PairExpired, PairFormed, PairProposed
from services.matching.domain import following, proposal
from services.matching.domain.pair import InTheFuture, NotInPair, Pair, seats
from services.matching.domain.proposal import HoldLapsed, ProposalOver
from tests.services.matching.domain.life import CIRCUMSTANCES, DAY, START, formed, names, proposed, two


def test_a_proposal_asks_both_until_it_expires() -> None:
    pair, [event] = proposed()
    assert isinstance(event, PairProposed)
    assert [(ask.whom, ask.what, ask.until) for ask in event.asks] == [
        ("paul", "accept", pair.expires_at),
        ("mia", "accept", pair.expires_at),
    ]


def test_the_programme_says_how_many_open_days_a_proposal_stands() -> None:
    short, _ = proposed(START, validity_days=5)
    assert short.expires_at - short.proposed_at == 5 * DAY


def test_holidays_do_not_count_towards_expiry() -> None:
    in_term, _ = proposed(START)
    before_autumn_holidays, _ = proposed(START.replace(month=10, day=12))
    assert in_term.expires_at - in_term.proposed_at == 14 * DAY
    assert before_autumn_holidays.expires_at - before_autumn_holidays.proposed_at > 21 * DAY


def test_a_process_that_wakes_after_its_hold_lapsed_proposes_nothing() -> None:
    with pytest.raises(HoldLapsed):
        proposal.propose(two(), START, held_until=START)


def test_the_first_yes_asks_the_other() -> None:
    pair, _ = proposed()
    pair, [event] = proposal.accept(pair, START + DAY, by="mentee")
    assert isinstance(event, PairAccepted)
    assert [ask.whom for ask in event.asks] == ["paul"]
    assert pair.status == "accepted"


def test_the_second_yes_makes_them_a_pair_with_all_that_others_need() -> None:
    pair, _ = proposed()
    pair, _ = proposal.accept(pair, START, by="mentee")
    pair, events = proposal.accept(pair, START + DAY, by="mentor")
    assert names(events) == ["PairAccepted", "PairFormed"]
    event = events[1]
    assert isinstance(event, PairFormed)
    assert (event.waiting_days, event.territory, event.priority, event.referent) == (12, "gex", 2, "referent")
    assert (event.guardians, event.school, event.goals) == (("guardian",), "school", CIRCUMSTANCES.goals)
    assert str(event.starts_on) == "2026-09-08"
    assert str(event.ends_on) == "2027-07-08"
    assert pair.status == "formed"


def test_saying_yes_twice_counts_once() -> None:
    pair, _ = proposed()
    pair, _ = proposal.accept(pair, START, by="mentee")
    assert proposal.accept(pair, START, by="mentee") == (pair, [])
    assert proposal.accept(formed(), START, by="mentor")[1] == []


def test_a_guardian_may_decline_but_not_accept() -> None:
    pair, _ = proposed()
    with pytest.raises(NotInPair):
        proposal.accept(pair, START, by="guardian")
    _, [event] = proposal.decline(pair, START, by="guardian", reason="hours")
    assert isinstance(event, PairDeclined)


def test_a_word_from_the_future_is_refused() -> None:
    pair, _ = proposed()
    with pytest.raises(InTheFuture):
        proposal.accept(pair, START, by="mentee", occurred_at=START + DAY)


def test_a_silent_proposal_expires_and_says_who_was_silent() -> None:
    pair, _ = proposed()
    pair, _ = proposal.accept(pair, START, by="mentee")
    assert pair.due_at
    pair, [event] = following.due(pair, pair.due_at)
    assert isinstance(event, PairExpired)
    assert event.silent == ("mentor",)
    assert pair.due_at is None


@pytest.mark.parametrize("over", ["declined", "expired", "withdrawn"])
def test_a_proposal_that_is_over_takes_no_answer(over: str) -> None:
    pair, _ = proposed()
    gone = pair.model_copy(update={"status": over})
    with pytest.raises(ProposalOver):
        proposal.accept(gone, START, by="mentor")


def test_after_its_time_a_proposal_takes_no_answer_even_if_nobody_noticed() -> None:
    pair, _ = proposed()
    with pytest.raises(ProposalOver):
        proposal.accept(pair, pair.expires_at, by="mentor")


def test_a_proposal_or_a_pair_takes_the_mentees_seat_until_it_is_over() -> None:
    pair, _ = proposed()
    assert seats(pair) == ["mia-in-school main"] == seats(formed())
    declined, _ = proposal.decline(pair, START, by="mentor", reason="no-time")
    assert seats(declined) == []


def test_people_speak_as_what_they_are() -> None:
    pair: Pair = formed()
    assert [pair.voice_of(person) for person in ("paul", "mia", "guardian")] == ["mentor", "mentee", "guardian"]
    with pytest.raises(NotInPair):
        pair.voice_of("stranger")


def test_the_pair_begins_on_the_day_of_its_school() -> None:
    late = START.replace(hour=23)  # already tomorrow in Paris
    assert str(formed(late).starts_on) == str((late + timedelta(hours=2)).date())
