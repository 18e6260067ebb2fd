"""The lot: what cannot be applied waits here, one document a lane, and its successors wait behind it.

An entry's `state` is `waiting` (for an event of another stream: tried again and again), `parked` (for an operator)
or `behind`. The head's state is the lane's.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from chassis import metrics
from chassis.arrival import Arrival, read
from chassis.clock import machine_now
from chassis.errors import Gap, NotYet, Refused, Transient, found
from chassis.logs import log, once_a_minute
from chassis.reactions import Table
from chassis.steps import reached
from chassis.store import Document, Store

MAX_ENTRIES = 200
ALERT_AFTER_S = 60  # what waits is given so long
OCCUPIED = {"head": {"$exists": True}}
NOTHING = "Nothing is parked there: see the list of parked lanes."
Entries = list[Document]


class Lots:
    """The lots of one service. Every change is a conditional write."""

    def __init__(self, store: Store, refetch: Callable[[str, int, int], Awaitable[Any]]) -> None:
        self._store, self._refetch = store, refetch
        self._lots = store.collection("lots")
        self.waits = asyncio.Event()  # set when something may be waiting

    async def prepare(self) -> None:
        await self._lots.create_index("head", sparse=True)

    async def occupied(self, stream: str, keys: Iterable[str]) -> set[str]:
        """Which of these lanes have something in the lot."""
        ids = [f"{stream}/{key}" for key in keys]
        return {lot["key"] async for lot in self._lots.find({"_id": {"$in": ids}, **OCCUPIED}, {"key": 1})}

    async def append_behind(self, table: Table, arrival: Arrival) -> bool:
        """Put the record behind what its lane has in the lot; False where that is nothing."""
        return await self._append(arrival, _entry(table, arrival, "behind", "behind another", ""))

    async def park(self, table: Table, arrival: Arrival, error: Exception) -> None:
        """The first of its lane in the lot."""
        state, (reason, detail) = "waiting" if isinstance(error, NotYet) else "parked", _why(error)
        await self._append(arrival, _entry(table, arrival, state, reason, detail))
        metrics.PARKED.labels(arrival.topic, reason).inc()
        if isinstance(error, Gap):
            metrics.GAPS.labels(arrival.topic).inc()

    async def _append(self, arrival: Arrival, entry: Document) -> bool:
        """Where its sequence belongs: a late predecessor may come before what was the head."""

        def change(entries: Entries) -> Entries:
            if _place(entry) in map(_place, entries) or (not entries and entry["state"] == "behind"):
                return entries
            if len(entries) >= MAX_ENTRIES:
                if once_a_minute("full", arrival.topic):
                    log.critical("the lot of a lane is full: this stream stands", stream=arrival.topic)
                raise Transient(f"the lot of a lane of {arrival.topic} is full")
            head, *rest = sorted([*entries, entry], key=lambda e: (e["sequence"], e["offset"]))
            return [head, *({**e, "state": "behind"} for e in rest)]

        if entries := await self._change(f"{arrival.topic}/{arrival.key}", change):
            reached("lot.appended")
        return bool(entries)

    async def _change(self, id: str, change: Callable[[Entries], Entries], ruling: Document | None = None) -> Entries:
        """What is in the lane after a conditional write, done again where somebody else was first.

        An empty lot stays, without a head, so that a late append sees its version.
        """
        stream, _, key = id.partition("/")
        while True:
            lot = await self._lots.find_one({"_id": id}) or {"_id": id, "version": 0, "entries": []}
            entries = change(lot["entries"])
            if entries == lot["entries"]:
                return entries
            changed = {"_id": id, "version": lot["version"], "stream": stream, "key": key, "entries": entries}
            if entries:
                changed["head"] = "waiting" if entries[0]["state"] == "behind" else entries[0]["state"]
            if rulings := [*lot.get("rulings", ()), *([ruling] if ruling else ())]:
                changed["rulings"] = rulings
            if await self._store.replace("lots", changed):
                self.waits.set()
                return entries

    async def waiting(self) -> list[tuple[str, str]]:
        """Stream and key of the lanes that are to be tried again."""
        lots = self._lots.find({"head": "waiting"}, {"stream": 1, "key": 1})
        return [(lot["stream"], lot["key"]) async for lot in lots]

    async def head(self, table: Table, key: str) -> tuple[Document, Arrival] | None:
        """A lane's head, as the lot keeps it and as a record; None where nothing is there."""
        lot = await self._lots.find_one({"_id": f"{table.stream.name}/{key}", **OCCUPIED})
        if lot is None:
            return None
        entry = lot["entries"][0]
        headers, value = [(name, value) for name, value in entry["headers"]], entry["value"]
        if table.stream.personal:
            record = await self._refetch(table.stream.name, *_place(entry))
            headers, value = list(record.headers), record.value
        arrival = Arrival(table.stream.name, *_place(entry), entry["timestamp"], key, headers, value)
        read(arrival, table)
        return {**entry, "state": lot["head"]}, arrival

    async def park_head(self, head: Arrival, error: Exception) -> None:
        """For an operator, unless a late predecessor has come before it."""
        reason, detail = _why(error)
        place, parked = (head.partition, head.offset), {"state": "parked", "reason": reason, "detail": detail}

        def change(entries: Entries) -> Entries:
            same = entries and _place(entries[0]) == place
            return [{**entries[0], **parked}, *entries[1:]] if same else entries

        await self._change(f"{head.topic}/{head.key}", change)

    async def drop(self, head: Arrival, ruling: Document | None = None) -> None:
        """Take a record out, once its guards have moved; the rest goes on. An operator's ruling is kept."""
        place = (head.partition, head.offset)
        await self._change(f"{head.topic}/{head.key}", lambda es: [e for e in es if _place(e) != place], ruling)

    async def count(self, tables: Iterable[str]) -> None:
        """Report what stands, and say so: one line a minute for all lanes of a stream that stand for one reason."""
        numbers = dict.fromkeys(((stream, head) for stream in tables for head in ("parked", "waiting")), 0)
        standing: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        async for lot in self._lots.find(OCCUPIED, {"stream": 1, "head": 1, "entries.since": 1, "entries.reason": 1}):
            stream, head, first = lot["stream"], lot["head"], lot["entries"][0]
            numbers[stream, head] = numbers.get((stream, head), 0) + 1
            if head == "parked" or (machine_now() - first["since"]).total_seconds() > ALERT_AFTER_S:
                standing[stream, head, first["reason"]].append(lot["_id"])
        for (stream, head), number in numbers.items():
            (metrics.LANES_PARKED if head == "parked" else metrics.LANES_WAITING).labels(stream).set(number)
        for (stream, head, reason), lanes in standing.items():
            if once_a_minute(stream, head, reason):
                log.error("lanes stand", stream=stream, head=head, reason=reason, lanes=len(lanes), example=lanes[0])

    # What an operator does

    async def listing(self) -> list[Document]:
        """Lanes in the lot, without content: id, stream, key, head, entries (position, sequence, state, reason)."""
        return [lot async for lot in self._lots.find(OCCUPIED, {"entries.headers": 0, "entries.value": 0})]

    async def rulings(self) -> list[Document]:
        """What operators have ruled: lane, position, sequence, type, why it stood, the ruling, why, by whom, when."""
        lots = self._lots.find({"rulings": {"$exists": True}}, {"rulings": 1})
        return [{"lane": lot["_id"], **ruling} async for lot in lots for ruling in lot["rulings"]]

    async def release(self, id: str) -> None:
        """Try the lane again, from its head, in order. Raises NotFound."""
        await self._change(id, lambda es: [{**found(es or None, NOTHING)[0], "state": "waiting"}, *es[1:]])


def _place(entry: Document) -> tuple[int, int]:
    return entry["partition"], entry["offset"]


def _why(error: Exception) -> tuple[str, str]:
    """A code, and what may be told of it: the text of any other exception might quote somebody."""
    reason = error.code if isinstance(error, Refused) else type(error).__name__
    return reason, str(error) if isinstance(error, (Refused, NotYet, Gap)) else ""


def _entry(table: Table, arrival: Arrival, state: str, reason: str, detail: str) -> Document:
    personal = table.stream.personal  # by position, never by content
    return {
        "partition": arrival.partition,
        "offset": arrival.offset,
        "timestamp": arrival.timestamp,
        "sequence": arrival.sequence if arrival.envelope and arrival.envelope.sequence else 0,
        "type": None if personal or not arrival.envelope else arrival.envelope.type,
        "state": state,
        "reason": reason,
        "detail": detail,
        "since": machine_now(),
        "headers": [] if personal else [[name, value] for name, value in arrival.headers],
        "value": None if personal else arrival.value,
    }
