"""Whoever hears a stream has heard all of it."""

from audit.documents import Document, Entry, Lot
from audit.invariants.owed import OwedReactions
from audit.verdict import Verdict
from tests.audit.history import THINGS, TOY, judged, mirror, record, wrongs

HISTORY = [record("a", 1), record("a", 2), record("b", 1)]


async def owed(*mirrors: Document, lots: list[Lot] = ()) -> Verdict:
    return await judged(OwedReactions(TOY), HISTORY, mirrors, lots)


async def test_who_has_heard_everything_holds():
    verdict = await owed(mirror("a", 2), mirror("b", 1))
    assert verdict.holds
    assert verdict.checked == 2


async def test_an_event_that_was_committed_and_never_applied_is_seen():
    verdict = await owed(mirror("a", 1), mirror("b", 1))
    assert wrongs(verdict) == [("toy.things.v1/a", "mirror has heard 1 of 2 in mirrors")]


async def test_a_source_document_that_never_came_is_seen():
    verdict = await owed(mirror("a", 2))
    assert wrongs(verdict) == [("toy.things.v1/b", "mirror has heard 0 of 1 in mirrors")]


async def test_a_lane_in_the_lot_is_accounted_for():
    lot = Lot("mirror", THINGS.name, "a", "parked", (Entry(0, 1, 2, "parked"),))
    verdict = await owed(mirror("a", 1), mirror("b", 1), lots=[lot])
    assert verdict.holds
    assert verdict.notes == ("1 lanes have events in the lot",)


async def test_another_services_lot_excuses_nothing():
    lot = Lot("toy", THINGS.name, "a", "parked", (Entry(0, 1, 2, "parked"),))
    assert not (await owed(mirror("a", 1), mirror("b", 1), lots=[lot])).holds
