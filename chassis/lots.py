"""The lot: what cannot be applied waits here, one document a lane, and its successors wait behind it.

An entry's `state` is `waiting` (for an event of another stream: tried again and again), `parked` (for an operator)
or `behind`. The head's state is the lane's.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from chassis import metrics
from chassis.arrival import Arrival, read
from chassis.clock import machine_now
from chassis.errors import NotFound, NotYet, Refused, Transient
from chassis.logs import log
from chassis.reactions import Table
from chassis.steps import reached
from chassis.store import Store, is_duplicate

MAX_ENTRIES = 200
ALERT_AFTER_S = 60
Document = dict[str, Any]
Attempt = Callable[[Arrival], Awaitable[Exception | None]]
Refetch = Callable[[str, int, int], Awaitable[Any]]


class Lots:
    """The lots of one service. Every change is a conditional write."""

    def __init__(self, store: Store, refetch: Refetch) -> None:
        self._store, self._refetch = store, refetch
        self._lots = store.collection("lots")
        self.waits = asyncio.Event()  # set when something may be waiting

    async def prepare(self) -> None:
        await self._lots.create_index("head", sparse=True)

    async def occupied(self, stream: str, keys: Iterable[str]) -> set[str]:
        """Which of these lanes have something in the lot."""
        ids = [lot_id(stream, key) for key in keys]
        found = self._lots.find({"_id": {"$in": ids}, "head": {"$exists": True}}, {"key": 1})
        return {lot["key"] async for lot in found}

    async def append_behind(self, table: Table, arrival: Arrival) -> bool:
        """Put the record behind what its lane has in the lot; False where that is nothing."""
        while lot := await self._lots.find_one({"_id": lot_id(arrival.topic, arrival.key)}):
            if not lot["entries"]:
                return False
            if await self._append(lot, _entry(table, arrival, "behind", "behind another", "")):
                return True
        return False

    async def park(self, table: Table, arrival: Arrival, error: Exception) -> None:
        """The first of its lane in the lot."""
        state = "waiting" if isinstance(error, NotYet) else "parked"
        reason = error.code if isinstance(error, Refused) else type(error).__name__
        entry = _entry(table, arrival, state, reason, str(error) if isinstance(error, (Refused, NotYet)) else "")
        id = lot_id(arrival.topic, arrival.key)
        empty = {"_id": id, "version": 0, "stream": arrival.topic, "key": arrival.key, "entries": []}
        while True:
            lot = await self._lots.find_one({"_id": id}) or empty
            if await self._append(lot, entry):
                break
        metrics.PARKED.labels(arrival.topic, reason).inc()
        if state == "parked":
            log.error("parked", stream=arrival.topic, event_id=arrival.envelope and arrival.envelope.id, reason=reason)

    async def _append(self, lot: Document, entry: Document) -> bool:
        if any((e["partition"], e["offset"]) == (entry["partition"], entry["offset"]) for e in lot["entries"]):
            return True
        if len(lot["entries"]) >= MAX_ENTRIES:
            log.critical("the lot of a lane is full: this stream stands", stream=lot["stream"])
            raise Transient(f"the lot of a lane of {lot['stream']} is full")
        entries = sorted([*lot["entries"], entry], key=lambda e: (e["sequence"], e["offset"]))
        if not lot["entries"] and entry["state"] == "behind":
            return False
        head, *rest = entries  # a late predecessor may have come before what was the head
        entries = [head, *({**e, "state": "behind"} for e in rest)]
        done = await self._replace(lot, entries)
        reached("lot.appended")
        self.waits.set()
        return done

    async def _replace(self, lot: Document, entries: list[Document]) -> bool:
        """The conditional write. An empty lot stays, without a head, so that a late append sees its version."""
        change: Document = {"$set": {"entries": entries, "version": lot["version"] + 1}}
        if entries:
            change["$set"]["head"] = "waiting" if entries[0]["state"] == "behind" else entries[0]["state"]
        else:
            change["$unset"] = {"head": ""}
        if lot["version"] == 0:
            try:
                await self._lots.insert_one({**lot, **change["$set"]})
                return True
            except Exception as error:
                if is_duplicate(error):
                    return False
                raise
        result = await self._lots.update_one({"_id": lot["_id"], "version": lot["version"]}, change)
        return bool(result.matched_count)

    # What waits is tried again

    async def retry(self, tables: dict[str, Table], attempts: dict[str, Attempt]) -> None:
        """Try every waiting lane of these streams once."""
        self.waits.clear()
        waiting = await self._lots.find({"head": "waiting"}).to_list(None)
        for lot in waiting:
            if lot["stream"] in tables:
                await self._retry_lane(lot, tables[lot["stream"]], attempts[lot["stream"]])

    async def _retry_lane(self, lot: Document, table: Table, attempt: Attempt) -> None:
        """In order, until one still cannot be applied."""
        while lot["entries"]:
            head, *rest = lot["entries"]
            if head["state"] == "parked":
                return
            error = await attempt(await self._arrival(table, lot, head))
            reached("lot.applied")
            if error is None:
                if not await self._replace(lot, rest):
                    return  # somebody appended: the next try finds the head to be a duplicate
                lot = await self._lots.find_one({"_id": lot["_id"]})
                continue
            if not isinstance(error, NotYet):
                reason = error.code if isinstance(error, Refused) else type(error).__name__
                text = str(error) if isinstance(error, Refused) else ""
                log.error("parked", stream=lot["stream"], reason=reason)
                await self._replace(lot, [{**head, "state": "parked", "reason": reason, "detail": text}, *rest])
            return

    async def _arrival(self, table: Table, lot: Document, entry: Document) -> Arrival:
        headers = [(name, value) for name, value in entry["headers"]]
        value, timestamp = entry["value"], entry["timestamp"]
        if table.stream.personal:
            record = await self._refetch(lot["stream"], entry["partition"], entry["offset"])
            headers, value = list(record.headers), record.value
        where = (lot["stream"], entry["partition"], entry["offset"], timestamp, lot["key"])
        arrival = Arrival(*where, headers, value)
        read(arrival, table)
        return arrival

    async def count(self, tables: Iterable[str]) -> None:
        """Report what stands, and shout about what has waited for more than a minute."""
        parked: dict[str, int] = dict.fromkeys(tables, 0)
        waiting = dict(parked)
        async for lot in self._lots.find({"head": {"$exists": True}}, {"stream": 1, "head": 1, "entries.since": 1}):
            counts = parked if lot["head"] == "parked" else waiting
            counts[lot["stream"]] = counts.get(lot["stream"], 0) + 1
            if (machine_now() - lot["entries"][0]["since"]).total_seconds() > ALERT_AFTER_S and counts is waiting:
                log.warning("a lane has waited for over a minute", lane=lot["_id"])
        for stream, number in parked.items():
            metrics.LANES_PARKED.labels(stream).set(number)
            metrics.LANES_WAITING.labels(stream).set(waiting[stream])

    # What an operator does

    async def listing(self) -> list[Document]:
        """Lanes in the lot, without content: id, stream, key, head, entries (position, sequence, state, reason)."""
        shown = {"entries.headers": 0, "entries.value": 0}
        return [lot async for lot in self._lots.find({"head": {"$exists": True}}, shown)]

    async def release(self, id: str) -> None:
        """Try the lane again, from its head, in order. Raises NotFound."""
        await self._change_head(id, lambda entries: [{**entries[0], "state": "waiting"}, *entries[1:]])
        self.waits.set()

    async def head(self, id: str, tables: dict[str, Table]) -> tuple[Arrival, Table]:
        """The lane's first record. Raises NotFound."""
        lot = await self._lots.find_one({"_id": id, "head": {"$exists": True}})
        if lot is None:
            raise NotFound("Nothing is parked there: see the list of parked lanes.")
        table = tables[lot["stream"]]
        return await self._arrival(table, lot, lot["entries"][0]), table

    async def drop_head(self, id: str, arrival: Arrival) -> None:
        """Take the head out, once its guards have moved; the rest goes on."""
        gone = (arrival.partition, arrival.offset)
        await self._change_head(id, lambda es: [e for e in es if (e["partition"], e["offset"]) != gone])
        self.waits.set()

    async def _change_head(self, id: str, change: Callable[[list[Document]], list[Document]]) -> None:
        while True:
            lot = await self._lots.find_one({"_id": id, "head": {"$exists": True}})
            if lot is None:
                raise NotFound("Nothing is parked there: see the list of parked lanes.")
            if await self._replace(lot, change(lot["entries"])):
                return


def lot_id(stream: str, key: str) -> str:
    return f"{stream}/{key}"


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
