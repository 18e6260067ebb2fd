"""Every company reads what became of what it sent."""

from audit.documents import Entry, Lot
from audit.invariants.receipts import Receipts
from audit.records import Record
from contracts.partners import INBOUND, EventAccepted, EventRejected
from tests.audit.history import judged, told, wrongs

NOW = 1_000.0
STREAM = INBOUND.of("acme").name


def sent(offset: int, ce_id: str | None = "e-1", source: str = "urn:acme", seconds: float = 0) -> Record:
    headers = {"ce_source": source} | ({"ce_id": ce_id} if ce_id else {})
    return Record(STREAM, 0, offset, "ref-1", headers, b"{}", seconds)


def receipt(id: str, ce_id: str | None = "e-1", offset: int = 0, kind=EventAccepted) -> Record:
    return told(kind, id, 1, partner="acme", ce_id=ce_id, partition=0, offset=offset)


async def test_one_receipt_for_one_event_holds():
    assert (await judged(Receipts(10, lambda: NOW), [sent(0), receipt("r")])).holds


async def test_an_event_without_a_receipt_is_seen():
    verdict = await judged(Receipts(10, lambda: NOW), [sent(0), sent(1, "e-2"), receipt("r")])
    assert wrongs(verdict) == [(f"{STREAM}[0]@1", "0 receipts, 1 owed")]


async def test_two_receipts_for_one_event_are_one_too_many():
    verdict = await judged(Receipts(10, lambda: NOW), [sent(0), receipt("r"), receipt("s")])
    assert wrongs(verdict) == [(f"{STREAM}[0]@0", "2 receipts, 1 owed")]


async def test_a_company_that_repeats_itself_reads_one_receipt():
    assert (await judged(Receipts(10, lambda: NOW), [sent(0), sent(1), receipt("r")])).holds


async def test_one_id_under_two_sources_is_two_events():
    history = [sent(0), sent(1, source="urn:other"), receipt("r"), receipt("s", kind=EventRejected)]
    assert (await judged(Receipts(10, lambda: NOW), history)).holds


async def test_a_long_id_is_quoted_as_far_as_a_receipt_goes():
    assert (await judged(Receipts(10, lambda: NOW), [sent(0, "x" * 300), receipt("r", "x" * 200)])).holds


async def test_a_record_without_an_id_is_answered_by_its_position():
    assert (await judged(Receipts(10, lambda: NOW), [sent(7, None), receipt("r", None, 7, EventRejected)])).holds


async def test_a_record_in_the_lot_has_its_receipt_later():
    lot = Lot("profiles", STREAM, "ref-1", "parked", (Entry(0, 0, 0, "parked"),))
    assert (await judged(Receipts(10, lambda: NOW), [sent(0)], lots=[lot])).holds


async def test_a_receipt_for_what_the_stream_no_longer_keeps_is_passed_over():
    assert (await judged(Receipts(10, lambda: NOW), [receipt("r")])).holds


async def test_a_record_that_has_only_just_come_may_be_answered_in_a_moment():
    assert (await judged(Receipts(10, lambda: NOW), [sent(0, seconds=NOW - 5)])).holds
