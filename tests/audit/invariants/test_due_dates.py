"""What is due is done."""

from audit.documents import Document
from audit.invariants.due_dates import DueDates
from contracts.partners import INBOUND
from tests.audit.history import TOY, at, judged, record, wrongs


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
