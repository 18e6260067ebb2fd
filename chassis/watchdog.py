"""Ends a process that must not go on: one that stands still, or whose slot another has taken."""

import os
import secrets
import threading
import time
from collections.abc import Callable

from chassis.clock import machine_now
from chassis.logs import log
from chassis.store import Store

STUCK, SLOT_LOST = 70, 75  # exit statuses


class Watchdog:
    """Ends a process whose event loop stands or whose consumers have died, so that the supervisor starts it again.

    Watches polls and heartbeats, not effects: waiting for a broker is no fault.
    """

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


class Slot:
    """One worker a slot, taken at start, looked after every second.

    Two processes with one static Kafka member id evict each other for ever, so the last one wins.
    """

    def __init__(self, store: Store, slot: str) -> None:
        self._slots, self._slot, self._nonce = store.collection("workers"), slot, secrets.token_hex(8)

    async def take(self) -> None:
        """Whoever had it ends."""
        mine = {"$set": {"nonce": self._nonce, "since": machine_now()}}
        await self._slots.update_one({"_id": self._slot}, mine, upsert=True)

    async def check(self) -> None:
        """End this process, at once and without a word to Kafka, where another has taken its slot."""
        document = await self._slots.find_one({"_id": self._slot})
        if document and document["nonce"] != self._nonce:
            log.error("another process has taken this slot", slot=self._slot)
            os._exit(SLOT_LOST)
