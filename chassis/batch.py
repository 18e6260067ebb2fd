"""A batch of records applied together: one read, decisions folded in memory, one bulk of conditional writes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from chassis import metrics
from chassis.arrival import Arrival
from chassis.clock import Clock, machine_now
from chassis.draft import Draft, Entry
from chassis.errors import Congested, Gap, NotYet, Refused, Taken, Transient
from chassis.kind import Cause, Kind
from chassis.logs import log
from chassis.lots import Lots
from chassis.outbox import Outbox
from chassis.reactions import Row, Table
from chassis.steps import reached
from chassis.store import Store, is_away

ATTEMPTS = 3
Target = tuple[Kind[Any], str, Row | None]


class Full(Exception):
    """The fold of a document must be written before more is decided."""


class Fold:
    """The documents that some arrivals touch, and what has been decided on them so far."""

    def __init__(self, store: Store, table: Table, clock: Clock, *, nothing: bool = False) -> None:
        self._store, self._table, self._clock, self._nothing = store, table, clock, nothing
        self._targets: dict[int, list[Target]] = {}
        self._drafts: dict[tuple[Kind[Any], str], Draft[Any]] = {}
        self._touched: dict[int, list[Draft[Any]]] = {}

    async def load(self, arrivals: Sequence[Arrival]) -> None:
        """Find out which documents are meant, and read them all. A bug in a row is the trouble of its arrival."""
        asked = await self._ask(arrivals)
        wanted: dict[Kind[Any], set[str]] = defaultdict(set)
        for arrival in arrivals:
            try:
                targets = self._aim(arrival, asked)
            except Exception as error:
                arrival.trouble = arrival.trouble or error
                continue
            self._targets[id(arrival)] = targets
            for kind, document, _ in targets:
                wanted[kind].add(document)
        for kind, ids in wanted.items():
            for document, draft in (await self._store.load(kind, ids)).items():
                self._drafts[kind, document] = draft

    def _aim(self, arrival: Arrival, asked: dict[tuple[int, int], Iterable[str]]) -> list[Target]:
        targets: list[Target] = []
        if arrival.envelope is None:
            return targets
        if self._table.stream.sequenced:
            targets.append((self._table.source, arrival.envelope.subject, None))
        for number, row in enumerate(self._rows(arrival)):
            ids = row.ids(arrival.event) if row.ids else asked[id(arrival), number]
            targets += [(row.kind, document, None if self._nothing else row) for document in ids]
        return targets

    def _rows(self, arrival: Arrival) -> Sequence[Row]:
        return self._table.rows[type(arrival.event).__name__] if arrival.event else ()

    async def _ask(self, arrivals: Sequence[Arrival]) -> dict[tuple[int, int], Iterable[str]]:
        """Once a batch for each row whose ids need a query."""
        questions: dict[Row, list[tuple[int, int, Any]]] = defaultdict(list)
        for arrival in arrivals:
            for number, row in enumerate(self._rows(arrival)):
                if row.asked:
                    questions[row].append((id(arrival), number, arrival.event))
        answers: dict[tuple[int, int], Iterable[str]] = {}
        for row, asking in questions.items():
            assert row.asked
            found = await row.asked(self._store, [event for _, _, event in asking])
            answers |= {(who, number): ids for (who, number, _), ids in zip(asking, found, strict=True)}
        return answers

    def add(self, arrival: Arrival) -> None:
        """Decide on one event for all its documents, or for none. Raises what stands in the way."""
        if arrival.trouble and not self._nothing:
            raise arrival.trouble
        if arrival.envelope is None:
            return
        targets = [(self._drafts[kind, id], row) for kind, id, row in self._targets[id(arrival)]]
        self._touched[id(arrival)] = [draft for draft, _ in targets]
        new = self._unheard(arrival, targets)
        if not new:
            metrics.DUPLICATES.labels(arrival.topic).inc()
            return
        now, cause = self._clock.now(), Cause.of(arrival.envelope)
        states: dict[Draft[Any], Any] = {}
        events: dict[Draft[Any], list[Any]] = defaultdict(list)
        for draft, row in new:
            draft.belongs(cause.network)
            if draft.full:
                raise Full
            states.setdefault(draft, draft.state)
            if row:
                states[draft], more = row.decide(states[draft], arrival.event, now)
                events[draft] += more
        entries: dict[Draft[Any], list[Entry]] = {d: d.entries(events[d], cause, now) for d in states}
        for draft, state in states.items():  # nothing below can fail
            draft.accept(state, entries[draft], cause.network)
            draft.mark(arrival.guard, arrival.sequence)

    def _unheard(
        self, arrival: Arrival, targets: Sequence[tuple[Draft[Any], Row | None]]
    ) -> list[tuple[Draft[Any], Row | None]]:
        """The documents that have not heard this event. Raises Gap where its predecessor is missing."""
        stream = self._table.stream
        if stream.sequenced and stream.cleanup != "compact" and not self._nothing:
            last = targets[0][0].last(arrival.guard)
            if arrival.sequence > last + 1:
                raise Gap(f"came after {last}, is {arrival.sequence}")
        return [(draft, row) for draft, row in targets if draft.last(arrival.guard) < arrival.sequence]

    async def write(self) -> set[int]:
        """Write and publish. Returns which arrivals (by identity) touched a document that somebody else won."""
        reached("apply.decided")
        lost: set[Draft[Any]] = set()
        by_kind: dict[Kind[Any], list[Draft[Any]]] = defaultdict(list)
        for (kind, _), draft in self._drafts.items():
            if draft.dirty:
                by_kind[kind].append(draft)
        for kind, drafts in by_kind.items():
            lost.update(await self._store.write_many(kind, drafts))
            reached("apply.written")
        if lost:
            metrics.CONFLICTS.labels(next(iter(lost)).kind.name).inc(len(lost))
        self._lost, self._won = lost, [draft for draft in self._drafts.values() if draft not in lost]
        return {who for who, drafts in self._touched.items() if not lost.isdisjoint(drafts)}

    def raise_if_taken(self) -> None:
        """A unique key stays taken however often one tries."""
        for draft in self._lost:
            if draft.taken:
                raise Taken(f"Another of {draft.kind.name} is known by the same key.")

    async def publish(self, outbox: Outbox) -> None:
        """Everything that the documents have pending, even where the event itself was a duplicate."""
        await outbox.publish(self._won)
        reached("apply.published")


class Batch:
    """Applies what one stream brings to one service."""

    def __init__(self, store: Store, lots: Lots, outbox: Outbox, clock: Clock, table: Table) -> None:
        self._store, self._lots, self._outbox, self._clock, self._table = store, lots, outbox, clock, table

    async def apply(self, arrivals: Sequence[Arrival]) -> None:
        """Every record ends up applied or in the lot. Raises Transient, and then all of it may come again."""
        reached("consume.read")
        closed = await self._lots.occupied(self._table.stream.name, {arrival.key for arrival in arrivals})
        fold = Fold(self._store, self._table, self._clock)
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
        for arrival in arrivals:
            if id(arrival) in alone:
                await self._settle(arrival)
        self._count(arrivals)

    async def _settle(self, arrival: Arrival) -> None:
        """By itself: applied, or in the lot, behind whatever its lane already holds there."""
        if await self._lots.append_behind(self._table, arrival):
            return
        if error := await self.attempt(arrival):
            await self._lots.park(self._table, arrival, error)

    async def attempt(self, arrival: Arrival, *, nothing: bool = False) -> Exception | None:
        """Apply one event by itself; why it cannot be, where it cannot. `nothing`: only move the guards."""
        failures = 0
        while True:
            fold = Fold(self._store, self._table, self._clock, nothing=nothing)
            try:
                await fold.load([arrival])
                fold.add(arrival)
                lost = await fold.write()
                fold.raise_if_taken()
            except (Transient, Congested) as error:
                raise Transient(str(error)) from error
            except (NotYet, Gap) as error:
                return error
            except Exception as error:
                if is_away(error):
                    raise
                failures += 1
                if failures < ATTEMPTS and arrival.trouble is None:
                    continue
                if not isinstance(error, Refused):
                    log.exception("a reaction failed", event_type=arrival.envelope and arrival.envelope.type)
                return error
            if not lost:
                await fold.publish(self._outbox)
                return None

    def _count(self, arrivals: Sequence[Arrival]) -> None:
        name = self._table.stream.name
        metrics.APPLIED.labels(name).inc(len(arrivals))
        now = machine_now().timestamp()
        for arrival in arrivals[:: max(1, len(arrivals) // 10)]:
            metrics.EFFECT_SECONDS.labels(name).observe(max(0.0, now - arrival.timestamp / 1000))
