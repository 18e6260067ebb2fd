"""What is due is done."""

import json

from audit.documents import Document
from audit.invariants.due_dates import DueDates
from audit.records import Record
from audit.relais import PROMISES, RELAIS
from contracts.pairs import PairExpired, PairProposed
from contracts.partners import INBOUND
from contracts.programmes import PROGRAMMES
from tests.audit.history import TOY, at, judged, record, told, wrongs


def enrolment(hours: float | None) -> Document:
    return Document("profiles", "enrolments", "e", state={}, due_at=None if hours is None else at(hours))


async def test_what_is_due_later_holds():
    assert (await judged(DueDates(TOY), [record("a", 1, hours=1)], [enrolment(2)])).holds


async def test_what_was_due_and_never_done_is_seen():
    verdict = await judged(DueDates(TOY), [record("a", 1, hours=3)], [enrolment(2)])
    assert wrongs(verdict) == [("profiles.enrolments/e", "was due at 2026-09-01T10:00:00+00:00")]


async def test_what_was_done_meanwhile_holds():
    for later in (enrolment(None), enrolment(9)):
        assert (await judged(DueDates(TOY), [record("a", 1, hours=3)], [enrolment(2)], later=[later])).holds


async def test_a_partner_cannot_make_it_later_than_it_is():
    foreign = record("a", 1, hours=3, stream=INBOUND.of("acme"))
    assert (await judged(DueDates(TOY), [foreign], [enrolment(2)])).holds


def raised(sequence: int, due: float, **more) -> Record:
    body = json.dumps({"due_at": at(due).isoformat()})
    return record("a", sequence, type="ThingRang", body=body, ce_channel="clock", **more)


async def test_a_due_date_raised_once_holds_however_often_it_is_delivered():
    assert (await judged(DueDates(TOY), [raised(1, 1), raised(2, 2), raised(1, 1)])).holds


async def test_a_due_date_that_was_raised_twice_is_seen():
    verdict = await judged(DueDates(TOY), [raised(1, 1), raised(2, 1)])
    assert wrongs(verdict) == [("toy.things.v1/a/2", "was raised before, by the same due date")]


async def test_two_things_may_be_due_at_one_instant():
    two = [raised(1, 1), record("b", 1, type="ThingRang", body=raised(1, 1).value.decode(), ce_channel="clock")]
    assert (await judged(DueDates(TOY), two)).holds


PROPOSED = told(PairProposed, "p", 1, pair_id="p", expires_at=at(2))
LATER = record("x", 1, stream=PROGRAMMES, hours=9)


def pair(sequence: int, hours: float | None = None) -> Document:
    due = None if hours is None else at(hours)
    return Document("matching", "pairs", "p", sequence, {}, due_at=due)


def dates() -> DueDates:
    return DueDates(RELAIS, PROMISES)


async def test_a_proposal_that_expired_in_silence_is_seen():
    verdict = await judged(dates(), [PROPOSED, LATER], [pair(1)])
    ((id, what),) = wrongs(verdict)
    assert (id, "has passed without a word" in what) == ("matching.pairs.v1/p/1", True)


async def test_a_proposal_that_has_expired_holds():
    expired = told(PairExpired, "p", 2, pair_id="p", hours=2)
    assert (await judged(dates(), [expired, PROPOSED, LATER], [pair(2)])).holds


async def test_a_proposal_that_runs_holds():
    assert (await judged(dates(), [PROPOSED], [pair(1, 2)])).holds


async def test_a_proposal_that_expires_while_the_streams_are_read_holds():
    assert (await judged(dates(), [PROPOSED, LATER], [pair(1, 2)], later=[pair(2)])).holds


async def test_a_proposal_that_is_still_due_is_said_once():
    assert len(wrongs(await judged(dates(), [PROPOSED, LATER], [pair(1, 2)]))) == 1
