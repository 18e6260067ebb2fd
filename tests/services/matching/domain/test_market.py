"""Pools that are matched live: what every worker knows of the changes."""

from datetime import UTC, datetime, timedelta

from contracts.policy import Policy
from contracts.programmes import ProgrammeClosed, ProgrammeOpened
from services.matching.domain import pool_change
from services.matching.domain.market import REMEMBERED, Market, closed, followed, policy, settled

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 24, 23, tzinfo=UTC)  # in Paris


def opened(matching: str) -> ProgrammeOpened:
    given = Policy(matching=matching)
    facts = {"programme_id": "p", "owner": "o", "kind": "school", "first_day": NOW.date(), "last_day": NOW.date()}
    return ProgrammeOpened(**facts, policy=given)


def live() -> Market:
    state, _ = policy(None, opened("live"), NOW)
    assert state
    return state


def test_a_programme_matched_in_rounds_has_no_market() -> None:
    assert policy(None, opened("rounds"), NOW) == (None, [])


def test_a_programme_that_is_matched_live_is_looked_at_at_once() -> None:
    assert live().due_at == NOW


def test_a_worker_is_told_who_changed_since_it_looked() -> None:
    once, _ = followed(live(), NOW, enrolments=["a"])
    twice, _ = followed(once, NOW, enrolments=["b", "c"])
    assert twice.since(once.revision) == {"b", "c"}
    assert twice.since(twice.revision) == frozenset()


def test_a_worker_that_missed_too_much_reads_the_whole_pool_again() -> None:
    full, _ = followed(live(), NOW, enrolments=[str(n) for n in range(REMEMBERED + 1)])
    assert full.since(0) is None
    assert full.since(1) is not None


def test_a_change_of_policy_makes_every_worker_read_the_pool_again() -> None:
    known, _ = followed(live(), NOW, enrolments=["a"])
    changed, _ = policy(known, opened("live"), NOW)
    assert changed is not None and changed.since(known.revision) is None


def test_the_optimum_is_proved_every_night() -> None:
    state, _ = settled(live(), NOW, unsettled=(), proved=NOW)
    assert state.due_at == MIDNIGHT
    later, _ = settled(state, MIDNIGHT + timedelta(minutes=3), unsettled=(), proved=MIDNIGHT)
    assert later.due_at == MIDNIGHT + timedelta(days=1)


def test_a_look_between_two_nights_leaves_the_nightly_proof_where_it_is() -> None:
    state, _ = settled(live(), NOW, unsettled=["m"])
    assert state.due_at == NOW and state.unsettled == ("m",)


def test_a_closed_programme_is_looked_at_no_more() -> None:
    state, _ = closed(live(), ProgrammeClosed(programme_id="p"), NOW)
    assert state is not None and not state.live and state.due_at is None


def test_a_change_while_the_market_looks_is_looked_at_again() -> None:
    first, _ = pool_change.happened(None, NOW)
    second, _ = pool_change.happened(first, NOW)
    assert pool_change.seen(second, NOW, count=first.count)[0].due_at == NOW
    assert pool_change.seen(second, NOW, count=second.count)[0].due_at is None
