"""Nobody who is not cleared meets anybody in a pair."""

from dataclasses import replace

from audit.invariants.clearance import Clearance
from audit.records import Record
from audit.verdict import Verdict
from contracts.enrolments import EnrolmentCleared, EnrolmentEnded, EnrolmentPaused, EnrolmentResumed, EnrolmentSuspended
from contracts.pairs import PairEnded, PairFormed, PairPaused, PairResumed
from contracts.partners import INBOUND
from tests.audit.history import judged, told, wrongs

SIDES = {
    "pair_id": "p",
    "mentor": {"person_id": "m", "enrolment_id": "em"},
    "mentee": {"person_id": "n", "enrolment_id": "en"},
}
NOW = 10_000.0


def enrolment(kind, seconds: float, sequence: int, id: str = "em") -> Record:
    facts = {"state": "cleared"} if kind in (EnrolmentCleared, EnrolmentResumed) else {}
    return told(kind, id, sequence, seconds=seconds, enrolment_id=id, **facts)


def pair(kind, seconds: float, sequence: int) -> Record:
    return told(kind, "p", sequence, seconds=seconds, **SIDES)


BOTH = [enrolment(EnrolmentCleared, 0, 1), enrolment(EnrolmentCleared, 0, 1, "en")]
FORMED = pair(PairFormed, 10, 5)


async def clearance(*records: Record) -> Verdict:
    return await judged(Clearance(60, lambda: NOW), [*BOTH, *records])


async def test_a_pair_of_two_who_are_cleared_holds():
    assert (await clearance(FORMED)).holds


async def test_a_pair_that_goes_on_with_somebody_suspended_is_seen():
    verdict = await clearance(enrolment(EnrolmentSuspended, 100, 2), FORMED)
    assert wrongs(verdict) == [("matching.pairs.v1/p", "ran for 9900 s with em, who was not cleared")]


async def test_a_pair_paused_within_the_grace_holds():
    assert (await clearance(enrolment(EnrolmentSuspended, 100, 2), FORMED, pair(PairPaused, 102, 6))).holds


async def test_a_pair_paused_too_late_is_seen():
    assert not (await clearance(enrolment(EnrolmentSuspended, 100, 2), FORMED, pair(PairPaused, 300, 6))).holds


async def test_a_pair_resumed_before_its_mentor_is_seen():
    history = [FORMED, pair(PairPaused, 101, 6), pair(PairResumed, 200, 7)]
    late = [enrolment(EnrolmentSuspended, 100, 2), enrolment(EnrolmentResumed, 500, 3)]
    assert not (await clearance(*late, *history)).holds


async def test_a_suspension_that_was_lifted_within_the_grace_holds():
    assert (await clearance(enrolment(EnrolmentSuspended, 100, 2), enrolment(EnrolmentResumed, 130, 3), FORMED)).holds


async def test_somebody_who_was_never_cleared_is_seen():
    verdict = await judged(Clearance(60, lambda: NOW), [BOTH[0], FORMED])
    assert wrongs(verdict) == [("matching.pairs.v1/p", "ran for 9990 s with en, who was not cleared")]


async def test_an_enrolment_that_ended_under_a_running_pair_is_seen():
    assert not (await clearance(enrolment(EnrolmentEnded, 100, 2), FORMED)).holds


async def test_an_enrolment_may_end_after_its_pair():
    assert (await clearance(enrolment(EnrolmentEnded, 100, 2), FORMED, pair(PairEnded, 50, 6))).holds


async def test_a_break_of_ones_own_is_no_bar():
    assert (await clearance(enrolment(EnrolmentPaused, 100, 2), FORMED)).holds


async def test_an_event_on_a_partners_stream_is_not_that_event():
    forged = replace(pair(PairPaused, 101, 6), stream=INBOUND.of("acme").name)
    assert not (await clearance(enrolment(EnrolmentSuspended, 100, 2), FORMED, forged)).holds
