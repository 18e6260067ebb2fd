"""Those who judge, and what is shown to whom."""

from collections.abc import AsyncIterator, Sequence

from audit.documents import Document, Lot, Stores
from audit.invariants.invariant import Invariant
from audit.lanes import Lanes
from audit.network import Network
from audit.records import Record
from contracts.catalogue import EVENTS


class Court:
    """Shows everything to all who judge, each event only to those who hear its type."""

    def __init__(self, network: Network, judges: Sequence[Invariant]) -> None:
        self.judges, self._lanes = judges, Lanes(network)
        self._of_documents = [each for each in judges if type(each).see_document is not Invariant.see_document]
        self._of_records = [each for each in judges if type(each).see_record is not Invariant.see_record]
        self._of_lanes = [each for each in judges if type(each).see_lane is not Invariant.see_lane]
        self._hearers = {
            name: hearers
            for name, kind in EVENTS.items()
            if (hearers := [judge for judge in judges if issubclass(kind, judge.hears)])
        }

    async def read_stores(self, stores: Stores, network: Network) -> int:
        count = 0
        for service in network.services:
            async for document in stores.everything(service):
                count += 1
                self.see_document(document)
            async for lot in stores.lots_with_content(service):
                self.see_lot(lot)
        return count

    async def read_streams(self, records: AsyncIterator[list[Record]]) -> int:
        count = 0
        async for batch in records:
            count += len(batch)
            for record in batch:
                self.see_record(record)
        return count

    def see_document(self, document: Document) -> None:
        self._lanes.see_document(document)
        for judge in self._of_documents:
            judge.see_document(document)

    def see_lot(self, lot: Lot) -> None:
        for judge in self.judges:
            judge.see_lot(lot)

    def see_record(self, record: Record) -> None:
        self._lanes.see_record(record)
        for judge in self._of_records:
            judge.see_record(record)
        hearers = self._hearers.get(record.type)
        if hearers and (record.sequence and record.key == record.subject) and record.event is not None:
            for judge in hearers:
                judge.see_event(record)

    def conclude(self) -> None:
        """Everything has been read."""
        for lane in self._lanes.all():
            for judge in self._of_lanes:
                judge.see_lane(lane)
        for judge in self.judges:
            judge.conclude()
