"""Nothing parked unseen, nothing parked alone."""

from collections import defaultdict

from audit.documents import Document, Lookup, Lot, lane
from audit.invariants.invariant import Invariant
from audit.lanes import Lane
from audit.network import Hearing, Network, is_of
from audit.records import Record
from audit.verdict import Found, Verdict


class Lots(Invariant):
    """Every lane in the lot is complete and in order, because what is released early is applied wrongly.

    What stands is listed, so that nothing is parked unseen.
    """

    name = "lots"

    def __init__(self, network: Network) -> None:
        self._network = network
        self._positions: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
        self._last: dict[tuple[str, str], int] = {}  # by stream and subject, of those in a lot at first

    def see_lot(self, lot: Lot) -> None:
        hearing = self._hearing(lot)
        if hearing and hearing.stream.sequenced:
            self._last[lot.stream, lot.key] = 0
        elif hearing:
            self._positions[lot.stream, lot.key] = set()

    def see_record(self, record: Record) -> None:
        if self._positions and (known := self._positions.get((record.stream, record.key))) is not None:
            known.add((record.partition, record.offset))

    def see_lane(self, lane: Lane) -> None:
        if (lane.stream, lane.subject) in self._last:
            self._last[lane.stream, lane.subject] = lane.last

    async def verdict(self, stores: Lookup) -> Verdict:
        found, notes = Found(), []
        for service in self._network.services:
            for lot in await stores.lots(service):
                notes.append(_listed(lot))
                if wrong := _order(lot) or await self._completeness(lot, stores):
                    found.add(lot.name, wrong)
        return Verdict.of(self.name, len(notes), found, notes)

    def _hearing(self, lot: Lot) -> Hearing | None:
        heard = (h for h in self._network.hearing if h.service == lot.service and is_of(h.stream, lot.stream))
        return next(heard, None)

    async def _completeness(self, lot: Lot, stores: Lookup) -> str | None:
        hearing = self._hearing(lot)
        if hearing is None:
            return "its service does not hear this stream: nobody will ever try it again"
        if not hearing.stream.sequenced:
            return self._positions_missing(lot)
        document = (await stores.documents(lot.service, hearing.collection, [lot.key])).get(lot.key)
        return self._sequences_missing(lot, document)

    def _positions_missing(self, lot: Lot) -> str | None:
        stand = {(entry.partition, entry.offset) for entry in lot.entries}
        head = min(offset for _, offset in stand)
        known = self._positions.get((lot.stream, lot.key), set())
        missing = [f"[{p}]@{o}" for p, o in sorted(known - stand) if o > head]
        return f"missing behind its head: {', '.join(missing[:10])}" if missing else None

    def _sequences_missing(self, lot: Lot, document: Document | None) -> str | None:
        """What came into the lot since the streams were read is judged by itself."""
        heard = document.applied.get(lane(lot.stream, lot.key), 0) if document else 0
        stand = {entry.sequence for entry in lot.entries}
        last = max(self._last.get((lot.stream, lot.key), 0), *stand)
        missing = [str(number) for number in range(heard + 1, last + 1) if number not in stand]
        return f"neither heard nor in the lot: {', '.join(missing[:10])}" if missing else None


def _order(lot: Lot) -> str | None:
    if not lot.entries:
        return "has a head, and no entries"
    if list(lot.entries) != sorted(lot.entries, key=lambda entry: (entry.sequence, entry.offset)):
        return "its entries are out of order"
    first = lot.entries[0].state
    if lot.head != ("waiting" if first == "behind" else first):
        return f"its head is {lot.head}, its first entry {first}: it is tried too early or never"
    return None


def _listed(lot: Lot) -> str:
    first = lot.entries[0].reason if lot.entries else ""
    return f"{lot.name}: {len(lot.entries)} {lot.head}{f' ({first})' if first else ''}"
