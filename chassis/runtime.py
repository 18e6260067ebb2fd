"""A service at work: store, bus, lot, due dates, slot and watchdog, brought up when their servers answer."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from faststream.kafka import KafkaBroker

from chassis import steps
from chassis.batch import Batch
from chassis.clock import Clock
from chassis.consumer import Consumer, fetch_one
from chassis.draft import Draft
from chassis.due import DueDates, Processes
from chassis.errors import Transient
from chassis.kind import Kind
from chassis.logs import log, once_a_minute
from chassis.lots import Lots
from chassis.outbox import Outbox
from chassis.producer import Producer
from chassis.reactions import Reactions
from chassis.settings import Settings
from chassis.store import Store, is_away
from chassis.watchdog import Slot, Watchdog

Watch = Callable[[Store], Awaitable[None]]


class Runtime:
    """One worker of one service."""

    def __init__(
        self, service: str, settings: Settings, kinds: Sequence[Kind[Any]], reactions: Reactions, processes: Processes
    ) -> None:
        self.service, self.settings = service, settings
        self.watch: Watch | None = None
        steps.arm(settings.kill_at)
        self.store = Store(
            settings.mongo, f"{settings.database}_{service}", Clock(settings.clock), settings.fingerprint_key
        )
        self._producer = Producer(settings.kafka, f"relais-{service}-{settings.slot}")
        self.outbox = Outbox(self.store, self._producer, settings.resends_s)
        self.lots = Lots(self.store, lambda *where: fetch_one(settings.kafka, *where))
        tables = reactions.tables(settings.partners)
        self.tables = {table.stream.name: table for table in tables}
        self.kinds = list({kind.name: kind for kind in (*kinds, *(k for t in tables for k in t.kinds()))}.values())
        if clash := {kind.name for kind in self.kinds} & {"lots", "workers", "pings"}:
            raise ValueError(f"the chassis keeps its own documents in {clash}: name the kind otherwise")
        parts = (self.store, self.lots, self.outbox)
        self.batches = {table.stream.name: Batch(*parts, table, settings) for table in tables}
        self.consumers = [Consumer(service, settings, batch, self.lots.waits) for batch in self.batches.values()]
        self._due = DueDates(self.store, self.kinds, processes)
        self._slot = Slot(self.store, settings.slot)
        self._watchdog = Watchdog(settings.watchdog_s, self._alive)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = False
        self.up = False

    async def start(self) -> None:
        """Returns at once; `up` says when everything answers."""
        self.store.publish_soon = self._publish_soon
        self._watchdog.start()
        self._every(1, self._watchdog.beat, "watchdog")
        self._keep(asyncio.create_task(self._bring_up()))

    async def _bring_up(self) -> None:
        for start in (self.store.ping, lambda: self.store.prepare(self.kinds), self.lots.prepare, self._slot.take):
            await self._wait_for("the store", start)
        await self._wait_for("the broker", self._producer.start)
        broker = KafkaBroker(self.settings.kafka, client_id=f"relais-{self.service}", logger=None, graceful_timeout=10)
        for consumer in self.consumers:
            consumer.subscribe(broker)
        await self._wait_for("the broker", partial(_start, broker))
        self._broker = broker
        self.up = True
        s = self.settings
        await self._guarded(lambda: self.outbox.sweep(self.kinds, 0), "sweep")
        self._every(1, lambda: self.outbox.sweep(self.kinds, s.sweep_age_s), "sweep")
        self._every(10, lambda: self.outbox.resend(self.kinds), "resend")
        self._every(1, self._producer.revive, "producer")
        self._every(s.due_poll_ms / 1000, self._due.poll, "due dates")
        self._every(1, self._slot.check, "slot")
        self._every(5, lambda: self.lots.count(self.tables), "count")
        for consumer in self.consumers:
            self._every(5, consumer.measure_lag, "lag")
        if watch := self.watch:
            self._every(30, lambda: watch(self.store), "figures")
        self._keep(asyncio.create_task(self._retry_waiting()))
        log.info("ready", streams=sorted(self.tables))

    async def _wait_for(self, what: str, start: Callable[[], Awaitable[Any]]) -> None:
        """Waits visibly, for as long as it takes."""
        while True:
            try:
                await start()
                return
            except Exception as error:
                if not isinstance(error, OSError) and not is_away(error):
                    log.exception("cannot start")
                log.warning(f"waiting for {what}", reason=type(error).__name__)
                await asyncio.sleep(0.5)

    def _publish_soon(self, drafts: Sequence[Draft[Any]]) -> None:
        """Of one kind."""
        if any(draft.outgoing() for draft in drafts):
            publish = partial(self.outbox.publish, drafts[0].kind, drafts)
            self._keep(asyncio.create_task(self._guarded(publish, "publish")))

    def _every(self, seconds: float, do: Callable[[], Awaitable[None]], name: str) -> None:
        async def loop() -> None:
            while True:
                await self._guarded(do, name)
                await asyncio.sleep(seconds)

        self._keep(asyncio.create_task(loop()))

    async def _guarded(self, do: Callable[[], Awaitable[None]], name: str) -> None:
        """A sweep that fails is tried again at its next turn."""
        try:
            await do()
        except Exception as error:
            if not is_away(error):
                log.exception("a background task failed", task=name)
            elif once_a_minute("away", type(error).__name__):
                log.warning("the store or the broker is away", task=name, reason=type(error).__name__)

    async def _retry_waiting(self) -> None:
        """After every batch of any stream, and every second."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.lots.waits.wait(), 1)
            self.lots.waits.clear()
            await self._guarded(self._retry, "lot")
            await asyncio.sleep(0.02)

    async def _retry(self) -> None:
        for stream, key in await self.lots.waiting():
            if stream in self.batches:
                await self._guarded(partial(self.batches[stream].retry, key), "lot")

    def _alive(self) -> bool:
        return not self.up or self._stopping or all(consumer.polls for consumer in self.consumers)

    async def ready(self) -> str | None:
        """None, or what is missing."""
        if not self.up:
            return "starting: the store or the broker has not answered yet"
        try:
            await self.store.ping()
        except Transient as error:
            return str(error)
        if stopped := [stream for stream, batch in self.batches.items() if batch.brake.stopped]:
            return f"stopped, because too much was parked: {', '.join(stopped)}"
        missing = [consumer.stream for consumer in self.consumers if not consumer.assigned]
        return f"not assigned yet: {', '.join(missing)}" if missing else None

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Hand back what stands, finish what is in hand, then leave."""
        self._stopping = True
        self._watchdog.stop()
        for consumer in self.consumers:
            consumer.hand_back()
        if self.up:
            await self._broker.stop()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._producer.stop()
        await self.store.close()
        log.info("stopped")


async def _start(broker: KafkaBroker) -> None:
    """All subscribers or none: one that was left running would have a twin after the next attempt."""
    try:
        await broker.start()
    except BaseException:
        await broker.stop()
        raise
