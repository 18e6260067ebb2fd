"""Stops a consumer that parks the world: a broken deploy must not empty its stream into the lot."""

from collections import deque

from chassis import metrics
from chassis.clock import machine_seconds
from chassis.logs import log
from chassis.settings import Settings

MINUTE_S = 60
WHAT_TO_DO = "mend what `relais parked` shows, start this worker again, then release: nothing was passed over"


class Stopped(Exception):
    """This worker reads the stream no further until it is started again."""


class Brake:
    """Counts the records of a stream that a worker reads, and the keys that it parks, over the last minute."""

    def __init__(self, stream: str, settings: Settings) -> None:
        self._stream, self._settings = stream, settings
        self._minute: deque[tuple[float, int, int]] = deque()  # when, records, keys
        self._read = self._parked = 0
        self.stopped = False
        metrics.STOPPED.labels(stream).set(0)

    def read(self, records: int) -> None:
        """Raises Stopped."""
        if self.stopped:
            raise Stopped
        self._count(records, 0)

    def park(self) -> None:
        """One more key is about to be parked. Raises Stopped where that is one too many."""
        self._count(0, 1)
        s = self._settings
        broken = self._read >= s.park_share_of and self._parked > s.park_share * self._read
        if broken or self._parked > s.park_a_minute:
            self.stopped = True
            metrics.STOPPED.labels(self._stream).set(1)
            counts = {"read": self._read, "keys": self._parked}
            log.critical("stopped: too much is parked", stream=self._stream, **counts, do=WHAT_TO_DO)
            raise Stopped

    def _count(self, records: int, keys: int) -> None:
        now = machine_seconds()
        self._minute.append((now, records, keys))
        self._read, self._parked = self._read + records, self._parked + keys
        while self._minute[0][0] < now - MINUTE_S:
            _, records, keys = self._minute.popleft()
            self._read, self._parked = self._read - records, self._parked - keys
