"""A service's projections told again beside the live ones, by the service's own reactions; nothing is published."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from chassis.arrival import Arrival, read_record
from chassis.batch import Fold
from chassis.reactions import Table
from chassis.runtime import Runtime
from contracts.stream import Stream
from relais.complaint import Complaint

PREFIX = "rebuild-"


class Shadows:
    """Collections of one run; `kinds` gives the shadow of each projection.

    Each event is folded once, whatever is told again: the guards in the shadow documents see to that.
    """

    def __init__(self, runtime: Runtime, run: str) -> None:
        """Raises Complaint where a projection cannot be told again from its streams."""
        self._store = runtime.store
        names = {kind: f"{PREFIX}{run}-{kind.name}" for kind in runtime.kinds if kind.projection}
        self.kinds = {kind: replace(kind, name=name) for kind, name in names.items()}
        tables = ((table, self._shadow(table)) for table in runtime.tables.values())
        self._tables = {live.stream.name: (live, table) for live, table in tables if table}
        for stream in self.streams:
            if stream.cleanup != "keep":
                raise Complaint(f"{stream.name} does not keep everything: nothing can be told again from it.")
        self.standing: dict[str, list[Arrival]] = {}  # by lane: what cannot be applied, and its successors

    def _shadow(self, table: Table) -> Table | None:
        """The rows that write projections; a source document that is none is not written again."""
        shadowed = {
            name: [replace(row, kind=self.kinds[row.kind]) for row in rows if row.kind in self.kinds]
            for name, rows in table.rows.items()
        }
        rows = {name: some for name, some in shadowed.items() if some}
        order = tuple(self.kinds[kind] for kind in table.order if kind in self.kinds)
        if source := self.kinds.get(table.source):
            return replace(table, source=source, order=order, rows=rows)
        unguarded = table.stream.model_copy(update={"sequenced": False})
        return replace(table, stream=unguarded, order=order, rows=rows) if rows else None

    @property
    def streams(self) -> list[Stream]:
        return [live.stream for live, _ in self._tables.values()]

    async def tell(self, records: Sequence[Any]) -> None:
        """Fold records of several streams, oldest first; by stream, unless two streams mean the same document."""
        groups: dict[str, list[Arrival]] = {}
        stream_of: dict[tuple[str, str], str] = {}
        for record in records:
            arrival = read_record(record, self._tables[record.topic][1])
            means = self._means(arrival)
            if any(stream_of.get(each, arrival.topic) != arrival.topic for each in means):
                await self._fold(groups)
                groups, stream_of = {}, {}
            stream_of.update(dict.fromkeys(means, arrival.topic))
            groups.setdefault(arrival.topic, []).append(arrival)
        await self._fold(groups)

    def _means(self, arrival: Arrival) -> set[tuple[str, str]]:
        """The documents that are touched. A bug in a row shows when it is folded."""
        table, event = self._tables[arrival.topic][1], arrival.event
        if event is None:
            return set()
        try:
            rows = table.rows.get(type(event).__name__, ())
            return {(row.kind.name, id) for row in rows if row.ids for id in row.ids(event)} | {
                (table.source.name, event.envelope.subject)
            }
        except Exception:
            return set()

    async def _fold(self, groups: dict[str, list[Arrival]]) -> None:
        for topic, arrivals in groups.items():
            fold = Fold(self._store, self._tables[topic][1])
            await fold.load([arrival for arrival in arrivals if _lane(arrival) not in self.standing])
            for arrival in arrivals:
                if _lane(arrival) not in self.standing:
                    try:
                        fold.add(arrival)
                        continue
                    except Exception:
                        pass  # stands, and its lane behind it, as in the service's own lot
                self.standing.setdefault(_lane(arrival), []).append(arrival)
            await self._write(fold)

    async def _write(self, fold: Fold) -> None:
        await fold.write()
        if fold.lost:
            raise Complaint("Another rebuild of this service is at work: let it end.")

    async def retry(self) -> None:
        """What was missing may have come; what the service has passed over is passed over here as well."""
        for lane, arrivals in list(self.standing.items()):
            while arrivals and await self._applied(arrivals[0]):
                arrivals.pop(0)
            if not arrivals:
                del self.standing[lane]

    async def _applied(self, arrival: Arrival) -> bool:
        live, table = self._tables[arrival.topic]
        fold = Fold(self._store, table)
        try:
            await fold.load([arrival])
            fold.add(arrival)
        except Exception:
            if not (ruling := await self._ruling(live, arrival)):
                return False
            fold = Fold(self._store, table, nothing=ruling != "accept-gap", gap=True)
            await fold.load([arrival])
            fold.add(arrival)
        await self._write(fold)
        return True

    async def _ruling(self, table: Table, arrival: Arrival) -> str | None:
        """An operator's, where the service's own guard stands beyond the event."""
        if arrival.envelope is None:
            return None
        subject = arrival.envelope.subject
        draft = (await self._store.load(table.source, [subject]))[subject]
        if draft.last(arrival.guard) < arrival.sequence:
            return None
        lot = await self._store.collection("lots").find_one({"_id": _lane(arrival)}) or {}
        rulings: dict[tuple[int, int], str] = {
            (each["partition"], each["offset"]): each["ruling"] for each in lot.get("rulings", ())
        }
        return rulings.get((arrival.partition, arrival.offset), "discard")

    async def drop(self) -> None:
        """They are done with."""
        for kind in self.kinds.values():
            await self._store.collection(kind.name).drop()


def _lane(arrival: Arrival) -> str:
    return f"{arrival.topic}/{arrival.key}"
