"""One worker a slot. Two processes with one static Kafka member id evict each other for ever, so the last one wins."""

import os
import secrets

from chassis.clock import machine_now
from chassis.logs import log
from chassis.store import Store

SLOT_LOST = 75  # exit status


class Slot:
    """Taken at start, looked after every second."""

    def __init__(self, store: Store, slot: str) -> None:
        self._slots, self._slot, self._nonce = store.collection("workers"), slot, secrets.token_hex(8)

    async def take(self) -> None:
        """Whoever had it ends."""
        await self._slots.update_one(
            {"_id": self._slot}, {"$set": {"nonce": self._nonce, "since": machine_now()}}, upsert=True
        )

    async def check(self) -> None:
        """End this process, at once and without a word to Kafka, where another has taken its slot."""
        document = await self._slots.find_one({"_id": self._slot})
        if document and document["nonce"] != self._nonce:
            log.error("another process has taken this slot", slot=self._slot)
            os._exit(SLOT_LOST)
