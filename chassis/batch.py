"""A batch of records applied together: one read, decisions folded in memory, one bulk of conditional writes."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from chassis import metrics
from chassis.arrival import Arrival
from chassis.brake import Brake
from chassis.clock import machine_now
from chassis.draft import Draft, Entry
from chassis.errors import Gap, NotYet, Refused, found
from chassis.kind import Cause, Kind
from chassis.logs import log, once_a_minute
from chassis.lots import NOTHING, Lots
from chassis.outbox import Outbox
from chassis.reactions import Row, Table
from chassis.settings import Settings
from chassis.steps import reached
from chassis.store import Store, is_away

ATTEMPTS = 3


class Fold:
    """The documents that some arrivals touch, and what has been decided on them so far."""

    def __init__(self, store: Store, table: Table, *, nothing: bool = False, gap: bool = False) -> None:
        self._store, self._table, self._nothing, self._gap = store, table, nothing, gap
        self._meant: dict[int, list[tuple[Kind[Any], str, Row[Any, Any] | None]]] = {}
        self._drafts: dict[Kind[Any], dict[str, Draft[Any]]] = {}

    async def load(self, arrivals: Sequence[Arrival]) -> None:
        """Find out which documents are meant, and read them all. A bug in a row is the trouble of its arrival."""
        by_type: dict[str, list[Arrival]] = defaultdict(list)
        for arrival in arrivals:
            by_type[type(arrival.event).__name__].append(arrival)
            self._meant[id(arrival)] = []
            if arrival.envelope and self._table.stream.sequenced:
                self._meant[id(arrival)].append((self._table.source, arrival.envelope.subject, None))
        for name, heard in by_type.items():
            for row in self._table.rows.get(name, ()):
                await self._aim(row, heard)
        wanted: dict[Kind[Any], set[str]] = {kind: set() for kind in self._table.order}
        for meant in self._meant.values():
            for kind, document, _ in meant:
                wanted[kind].add(document)
        self._drafts = {kind: await self._store.load(kind, ids) for kind, ids in wanted.items() if ids}

    async def _aim(self, row: Row[Any, Any], heard: Sequence[Arrival]) -> None:
        """The documents that a row means; a query is asked once for all these events."""
        answers = await row.asked(self._store, [arrival.event for arrival in heard]) if row.asked else ()
        for number, arrival in enumerate(heard):
            try:
                ids = row.ids(arrival.event) if row.ids else answers[number]
                self._meant[id(arrival)] += [(row.kind, document, None if self._nothing else row) for document in ids]
            except Exception as error:
                arrival.trouble = arrival.trouble or error

    def add(self, arrival: Arrival) -> None:
        """Decide on one event for all its documents, or for none. Raises what stands in the way."""
        if arrival.trouble and not self._nothing:
            raise arrival.trouble
        if arrival.envelope is None:
            return
        targets = [(self._drafts[kind][document], row) for kind, document, row in self._meant[id(arrival)]]
        stream, last = self._table.stream, targets[0][0].last(arrival.guard) if targets else 0
        gapless = stream.sequenced and stream.cleanup != "compact" and not self._nothing and not self._gap
        if gapless and arrival.sequence > last + 1:
            raise Gap(f"came after {last}, is {arrival.sequence}")
        new = [(draft, row) for draft, row in targets if draft.last(arrival.guard) < arrival.sequence]
        if not new:
            metrics.DUPLICATES.labels(arrival.topic).inc()
            return
        now, cause = self._store.clock.now(), Cause.of(arrival.envelope)
        states: dict[Draft[Any], Any] = {}
        events: dict[Draft[Any], list[Any]] = defaultdict(list)
        for draft, row in new:
            draft.belongs(cause.network)
            states.setdefault(draft, draft.state)
            if row:
                states[draft], more = row.decide(states[draft], arrival.event, now)
                events[draft] += more
        entries: dict[Draft[Any], list[Entry]] = {d: d.entries(events[d], cause, now) for d in states}
        for draft, state in states.items():  # nothing below can fail
            draft.accept(state, entries[draft], cause.network)
            draft.marks[arrival.guard] = arrival.sequence

    async def write(self) -> set[int]:
        """One bulk a kind. Returns which arrivals (by identity) touched a document that somebody else won."""
        reached("apply.decided")
        self.lost: set[Draft[Any]] = set()
        for kind, drafts in self._drafts.items():
            if dirty := [draft for draft in drafts.values() if draft.dirty]:
                self.lost.update(await self._store.write_many(kind, dirty))
                reached("apply.written")
        meant = {who: (self._drafts[kind][id] for kind, id, _ in these) for who, these in self._meant.items()}
        return {who for who, drafts in meant.items() if not self.lost.isdisjoint(drafts)}

    async def publish(self, outbox: Outbox) -> None:
        """Everything that the documents have pending, even where the event itself was a duplicate."""
        for kind, drafts in self._drafts.items():
            await outbox.publish(kind, [draft for draft in drafts.values() if draft not in self.lost])
        reached("apply.published")


class Batch:
    """Applies what one stream brings to one service."""

    def __init__(self, store: Store, lots: Lots, outbox: Outbox, table: Table, settings: Settings) -> None:
        self._store, self._lots, self._outbox, self.table = store, lots, outbox, table
        self.brake = Brake(table.stream.name, settings)
        metrics.GAPS.labels(table.stream.name)  # before the first one, which an alert on its growth would miss

    async def apply(self, arrivals: Sequence[Arrival]) -> None:
        """Every record ends up applied or in the lot. Raises Transient or Stopped: then all of it may come again."""
        reached("consume.read")
        self.brake.read(len(arrivals))
        closed = await self._lots.occupied(self.table.stream.name, {arrival.key for arrival in arrivals})
        fold = Fold(self._store, self.table)
        await fold.load([arrival for arrival in arrivals if arrival.key not in closed])
        alone: set[int] = set()
        for arrival in arrivals:
            if arrival.key not in closed:
                try:
                    fold.add(arrival)
                    continue
                except Exception:
                    closed.add(arrival.key)  # looked into below, where it is by itself
            alone.add(id(arrival))
        alone |= await fold.write()
        await fold.publish(self._outbox)
        for arrival in arrivals:  # by itself: applied, or in the lot, behind whatever its lane already holds there
            if id(arrival) not in alone or await self._lots.append_behind(self.table, arrival):
                continue
            if error := await self.attempt(arrival):
                if not isinstance(error, NotYet):
                    self.brake.park()
                await self._lots.park(self.table, arrival, error)
        self._count(arrivals)

    async def attempt(self, arrival: Arrival, **ruled: bool) -> Exception | None:
        """Apply one event by itself; why it cannot be, where it cannot.

        `nothing`: only move the guards. `gap`: although its predecessor has not come.
        """
        failures = 0
        while True:
            fold = Fold(self._store, self.table, **ruled)
            try:
                await fold.load([arrival])
                fold.add(arrival)
                await fold.write()
                for draft in fold.lost:
                    draft.refuse_taken()
            except (NotYet, Gap) as error:
                return error
            except Exception as error:
                if is_away(error):
                    raise
                failures += 1
                if failures < ATTEMPTS and arrival.trouble is None:
                    continue
                event_type = arrival.envelope.type if arrival.envelope else ""
                if not isinstance(error, Refused) and once_a_minute(arrival.topic, event_type, type(error).__name__):
                    log.exception("a reaction failed", event_type=event_type)
                return error
            if not fold.lost:
                await fold.publish(self._outbox)
                return None

    async def retry(self, key: str) -> None:
        """Try a waiting lane once: in order, until one still cannot be applied."""
        while (head := await self._lots.head(self.table, key)) and head[0]["state"] == "waiting":
            error = await self.attempt(head[1])
            reached("lot.applied")
            if isinstance(error, NotYet):
                return
            await (self._lots.park_head(head[1], error) if error else self._lots.drop(head[1]))

    async def rule(self, key: str, ruling: str, why: str, by: str) -> None:
        """Past the head of a lane: `discard` applies nothing of it, `accept-gap` all of it. Raises NotFound."""
        entry, arrival = found(await self._lots.head(self.table, key), NOTHING)
        error = await self.attempt(arrival, nothing=ruling == "discard", gap=True)
        if error and ruling != "discard":
            await self._lots.park_head(arrival, error)
            return
        kept = {name: value for name, value in entry.items() if name not in ("headers", "value", "state")}
        await self._lots.drop(arrival, {**kept, "ruling": ruling, "why": why, "by": by, "at": machine_now()})
        log.warning(ruling, lane=f"{arrival.topic}/{key}", position=f"{arrival.partition}-{arrival.offset}", why=why)

    def _count(self, arrivals: Sequence[Arrival]) -> None:
        name = self.table.stream.name
        metrics.APPLIED.labels(name).inc(len(arrivals))
        now = machine_now().timestamp()
        for arrival in arrivals[:: max(1, len(arrivals) // 10)]:
            metrics.EFFECT_SECONDS.labels(name).observe(max(0.0, now - arrival.timestamp / 1000))
