"""Every version has its events, once and in order."""

from hypothesis import given
from hypothesis import strategies as st

from audit.documents import Document
from audit.invariants.sequences import Sequences
from audit.records import Record
from audit.relais import RELAIS
from audit.verdict import Verdict
from contracts.partners import RECEIPTS
from tests.audit.history import TOY, judged, record, thing, wrongs


async def sequences(*records: Record, documents: list = (), **more) -> Verdict:
    return await judged(Sequences(TOY), records, documents, **more)


async def test_a_whole_history_holds():
    verdict = await sequences(record("a", 1), record("b", 1), record("a", 2), documents=[thing("a", 2), thing("b", 1)])
    assert verdict.holds
    assert verdict.checked == 3


async def test_an_event_in_the_middle_that_is_nowhere_is_lost():
    verdict = await sequences(record("a", 1), record("a", 3), documents=[thing("a", 3)])
    assert wrongs(verdict) == [("toy.things.v1/a", "lost: 2")]


async def test_the_last_events_of_a_document_can_be_lost_too():
    verdict = await sequences(record("a", 1), documents=[thing("a", 3)])
    assert wrongs(verdict) == [("toy.things.v1/a", "lost: 2, 3")]


async def test_a_document_whose_events_are_all_lost_is_seen():
    assert wrongs(await sequences(documents=[thing("a", 1)])) == [("toy.things.v1/a", "lost: 1")]


async def test_what_is_pending_is_not_lost_yet():
    assert (await sequences(record("a", 1), documents=[thing("a", 3, pending=(2, 3))])).holds


async def test_what_is_pending_may_be_on_the_stream_already():
    assert (await sequences(record("a", 1), record("a", 2), documents=[thing("a", 2, pending=(2,))])).holds


async def test_an_event_after_its_successor_is_out_of_order():
    verdict = await sequences(record("a", 1), record("a", 3), record("a", 2), documents=[thing("a", 3)])
    assert wrongs(verdict) == [("toy.things.v1/a/2", "came after its successor")]


async def test_duplicates_are_counted_and_break_nothing():
    verdict = await sequences(record("a", 1), record("a", 2), record("a", 1), documents=[thing("a", 2)])
    assert verdict.holds
    assert verdict.notes == ("1 delivered more than once",)


async def test_two_bodies_under_one_id_are_two_events():
    verdict = await sequences(record("a", 1), record("a", 1, body='{"n": 2}'), documents=[thing("a", 1)])
    assert wrongs(verdict) == [("toy.things.v1/a/1", "two different events have this id")]


async def test_two_actors_under_one_id_are_two_events():
    verdict = await sequences(record("a", 1, ce_actor="x"), record("a", 1, ce_actor="y"), documents=[thing("a", 1)])
    assert not verdict.holds


async def test_an_event_that_no_document_decided_is_unfounded():
    verdict = await sequences(record("a", 1), documents=[])
    assert wrongs(verdict) == [("toy.things.v1/a/1", "no document has decided this")]


async def test_an_event_beyond_its_document_is_unfounded():
    verdict = await sequences(record("a", 1), record("a", 2), documents=[thing("a", 1)])
    assert wrongs(verdict) == [("toy.things.v1/a/2", "no document has decided this")]


async def test_a_document_that_went_on_while_the_streams_were_read_is_asked_again():
    verdict = await sequences(record("a", 1), record("a", 2), documents=[thing("a", 1)], later=[thing("a", 2)])
    assert verdict.holds


async def test_a_record_in_another_partition_than_its_keys_breaks_the_order():
    stray = record("a", 1)
    moved = Record(stray.stream, stray.partition + 1, 0, stray.key, stray.headers, stray.value)
    verdict = await sequences(moved, documents=[thing("a", 1)])
    assert "stands in partition" in wrongs(verdict)[0][1]


async def test_an_id_that_is_not_stream_subject_sequence_is_wrong():
    verdict = await sequences(record("a", 1, ce_id="7"), documents=[thing("a", 1)])
    assert ("toy.things.v1/a/1", "its id is not stream/subject/sequence") in wrongs(verdict)


async def test_a_record_that_is_no_event_is_told_and_breaks_nothing():
    verdict = await sequences(record("a", 1, ce_sequence="one"))
    assert verdict.holds
    assert verdict.notes == ("1 records are not events",)


async def test_a_forged_leap_does_not_fill_the_memory():
    verdict = await sequences(record("a", 10**12))
    assert wrongs(verdict) == [(f"toy.things.v1/a/{10**12}", "leaps from 0")]


async def test_a_stream_that_expires_may_begin_in_the_middle():
    receipts = RECEIPTS.of("acme")
    history = [record("r", number, stream=receipts) for number in (5, 6)]
    decided = Document("profiles", "receipts", "r", 6, {})
    assert (await judged(Sequences(RELAIS), history, [decided])).holds


@st.composite
def histories(draw: st.DrawFn) -> list[Record]:
    """A few subjects whose events are interleaved, some of them delivered again."""
    left = {subject: list(range(1, draw(st.integers(1, 4)) + 1)) for subject in "abc"}
    told: list[Record] = []
    while any(left.values()):
        subject = draw(st.sampled_from([s for s in left if left[s]]))
        told.append(record(subject, left[subject].pop(0)))
        if draw(st.booleans()):
            told.append(draw(st.sampled_from(told)))
    return told


def decided(history: list[Record]) -> list[Document]:
    return [thing(s, max(r.sequence for r in history if r.subject == s)) for s in {r.subject for r in history}]


@given(histories(), st.data())
async def test_any_history_holds_and_without_any_one_of_its_events_it_does_not(
    history: list[Record], data: st.DataObject
):
    assert (await sequences(*history, documents=decided(history))).holds
    gone = data.draw(st.sampled_from(history))
    rest = [r for r in history if (r.subject, r.sequence) != (gone.subject, gone.sequence)]
    verdict = await sequences(*rest, documents=decided(history))
    assert wrongs(verdict) == [(f"toy.things.v1/{gone.subject}", f"lost: {gone.sequence}")]
