"""Ends a process whose event loop stands still or whose consumers have died, so that the supervisor starts it again."""

import os
import threading
import time
from collections.abc import Callable

from chassis.logs import log

STUCK = 70  # exit status


class Watchdog:
    """Watches polls and heartbeats, not effects: waiting for a broker is no fault."""

    def __init__(self, limit_s: float, alive: Callable[[], bool]) -> None:
        self._limit_s, self._alive = limit_s, alive
        self._beat = self._well = time.monotonic()
        self._stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    async def beat(self) -> None:
        """Called by the event loop every second."""
        self._beat = time.monotonic()
        if self._alive():
            self._well = self._beat

    def _watch(self) -> None:
        while not self._stopped.wait(1):
            silent = time.monotonic() - min(self._beat, self._well)
            if silent > self._limit_s:
                log.critical("stuck: ending, to be started again", seconds=round(silent))
                os._exit(STUCK)
