"""Who means to do what, and when: a heap by programme time."""

import asyncio
import heapq
import itertools
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from sample.play.world import Clock

Act = Callable[[], Awaitable[Any]]
LONGEST_SLEEP_S = 0.05


class Diary:
    """Acts whose time has come run side by side. `failed` is told of what they raise."""

    def __init__(self, clock: Clock, failed: Callable[[Exception], None]) -> None:
        self.clock, self._failed = clock, failed
        self._heap: list[tuple[datetime, int, Act]] = []
        self._number = itertools.count()
        self._running: set[asyncio.Task[None]] = set()

    def at(self, instant: datetime, act: Act) -> None:
        heapq.heappush(self._heap, (instant, next(self._number), act))

    def after(self, days: float, act: Act) -> None:
        self.at(self.clock.now() + timedelta(days=days), act)

    async def run(self) -> None:
        """Until cancelled. What lies beyond the fast time is left undone."""
        while True:
            now = min(self.clock.now(), self.clock.end)
            while self._heap and self._heap[0][0] <= now:
                task = asyncio.create_task(self._do(heapq.heappop(self._heap)[2]))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            await asyncio.sleep(LONGEST_SLEEP_S)

    @property
    def busy(self) -> bool:
        return bool(self._running) or bool(self._heap and self._heap[0][0] <= self.clock.end)

    async def _do(self, act: Act) -> None:
        try:
            await act()
        except Exception as error:  # one person's failure is nobody else's
            self._failed(error)
