"""Nothing parked unseen, nothing parked alone."""

from audit.documents import Document, Entry, Lot
from audit.invariants.lots import Lots
from audit.network import Network
from audit.records import Record
from audit.relais import RELAIS
from audit.verdict import Verdict
from contracts.partners import INBOUND
from tests.audit.history import THINGS, TOY, judged, mirror, record, wrongs

FOUR = [record("a", number, offset=number) for number in (1, 2, 3, 4)]


def lot(*sequences: int, head: str = "parked", first: str = "parked", service: str = "mirror") -> Lot:
    states = [first, *["behind"] * len(sequences)]
    entries = tuple(Entry(0, n, n, state, "too-high") for n, state in zip(sequences, states, strict=False))
    return Lot(service, THINGS.name, "a", head, entries)


async def lots(*standing: Lot, heard: int = 1, records: list[Record] = FOUR, network: Network = TOY) -> Verdict:
    documents: list[Document] = [mirror("a", heard)]
    return await judged(Lots(network), records, documents, standing, network=network)


async def test_a_complete_lane_holds_and_is_listed():
    verdict = await lots(lot(2, 3, 4))
    assert verdict.holds
    assert verdict.notes == ("mirror: toy.things.v1/a: 3 parked (too-high)",)


async def test_a_successor_that_is_nowhere_is_seen():
    assert wrongs(await lots(lot(2, 4)))[0][1] == "neither heard nor in the lot: 3"


async def test_a_predecessor_that_is_nowhere_is_seen():
    assert wrongs(await lots(lot(3, 4)))[0][1] == "neither heard nor in the lot: 2"


async def test_entries_out_of_order_are_seen():
    assert wrongs(await lots(lot(2, 4, 3)))[0][1] == "its entries are out of order"


async def test_a_head_that_is_not_its_first_entrys_is_seen():
    assert "its head is waiting" in wrongs(await lots(lot(2, 3, 4, head="waiting")))[0][1]


async def test_a_first_entry_that_was_behind_is_waiting_now():
    assert (await lots(lot(2, 3, 4, head="waiting", first="behind"))).holds


async def test_a_lot_of_a_stream_that_its_service_does_not_hear_is_seen():
    assert "nobody will ever try it again" in wrongs(await lots(lot(2, 3, 4, service="toy")))[0][1]


async def test_a_partners_lane_is_complete_by_position():
    stream = INBOUND.of("acme").name
    sent = [Record(stream, 0, offset, "ref-1", {}, b"{}") for offset in (4, 5, 6)]
    whole = Lot("profiles", stream, "ref-1", "parked", (Entry(0, 5, 0, "parked"), Entry(0, 6, 0, "behind")))
    alone = Lot("profiles", stream, "ref-1", "parked", (Entry(0, 5, 0, "parked"),))
    assert (await lots(whole, records=sent, network=RELAIS)).holds
    assert wrongs(await lots(alone, records=sent, network=RELAIS))[0][1] == "missing behind its head: [0]@6"
