"""Due dates: time is an input like any other. Two pollers, downtime, clock jumps: the version lets one win."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from chassis import metrics
from chassis.clock import machine_seconds
from chassis.kind import Cause, Decided, Kind, due_at
from chassis.logs import log
from chassis.steps import reached
from chassis.store import Store, is_away

AT_ONCE = 100
PAUSE_AFTER_A_FAILURE_S = 10
Process = Callable[[Store, str], Awaitable[None]]
Processes = Mapping[Kind[Any], Process]


class DueDates:
    """Raises what is due. A process (a step that touches many aggregates) is resumed by its due date."""

    def __init__(self, store: Store, kinds: list[Kind[Any]], processes: Processes) -> None:
        self._store, self._kinds, self._processes = store, [k for k in kinds if k.due], processes
        for kind in self._kinds:
            metrics.DUE_FAILED.labels(kind.name)  # before the first one, which an alert on its growth would miss
        self._failed: dict[str, float] = {}
        self._running: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def poll(self) -> None:
        """Everything that is due now, oldest first in each document."""
        self._tasks = {task for task in self._tasks if not task.done()}
        for kind in self._kinds:
            while ids := await self._store.due(kind, now := self._store.clock.now(), AT_ONCE):
                ready = [id for id in ids if self._failed.get(id, 0) < machine_seconds() and id not in self._running]
                if not ready:
                    break
                self._running.update(ready)
                metrics.DUE_RAISED.labels(kind.name).inc(len(ready))
                metrics.DUE_LATE.labels(kind.name).observe((now - ids[ready[0]]).total_seconds())
                work = [asyncio.create_task(self._raise(kind, id)) for id in ready]
                if kind in self._processes:
                    self._tasks.update(work)  # may take long: the next poll goes on without it
                else:
                    await asyncio.gather(*work)
                if len(ids) < AT_ONCE:
                    break

    async def _raise(self, kind: Kind[Any], id: str) -> None:
        process = self._processes.get(kind)
        try:
            await (self._resume(process, id) if process else self._change(kind, id))
        except Exception as error:
            if is_away(error):
                return  # still due at the next poll
            self._failed[id] = machine_seconds() + PAUSE_AFTER_A_FAILURE_S
            metrics.DUE_FAILED.labels(kind.name).inc()
            log.exception("a due date failed", kind=kind.name, aggregate_id=id)
        finally:
            self._running.discard(id)

    async def _resume(self, process: Process, id: str) -> None:
        reached("process.began")
        await process(self._store, id)
        reached("process.ended")

    async def _change(self, kind: Kind[Any], id: str) -> None:
        network = await self._store.network_of(kind, id)
        if network is None:
            return

        def decide(state: BaseModel | None, now: datetime) -> Decided[Any]:
            assert kind.due
            events: list[Any] = []
            while state is not None and (instant := due_at(state)) is not None and instant <= now and len(events) < 50:
                state, more = kind.due(state, instant)
                if due_at(state) == instant:
                    raise RuntimeError(f"{kind.name}: the decision at {instant} leaves the due date where it was")
                events += more
            reached("timer.decided")
            return state, events

        await self._store.change(kind, id, decide, Cause.clock(network))
        reached("timer.written")
