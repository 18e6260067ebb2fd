"""The toy services with a bug each, sown on purpose. Each runs as a process of its own, so nothing else is touched."""

import os
import signal
from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI

import chassis.runtime
from chassis.consumer import Consumer
from chassis.draft import Draft, Entry
from chassis.kind import Kind
from chassis.outbox import Outbox
from chassis.producer import Producer
from tests.chassis import toy


class AcknowledgesAlone(Producer):
    """Says of every second event that the broker has it."""

    async def send(self, key: str, entry: Entry) -> None:
        if entry["sequence"] != 2:
            await super().send(key, entry)


class CommitsFirst(Consumer):
    """Tells the broker that it has done what it is about to do, and dies of it."""

    async def handle(self, records: Any) -> None:
        await self.inner.commit()
        os.kill(os.getpid(), signal.SIGKILL)


class RemovesFirst(Outbox):
    """Empties the outbox before it sends, and dies between the two."""

    async def publish(self, kind: Kind[Any], drafts: Iterable[Draft[Any]]) -> None:
        for draft in drafts:
            if draft.outgoing():
                sent = {draft.id: (draft.version + draft.dirty, draft.sequence, 0)}
                await self._store.remove_published(kind, sent)
                os.kill(os.getpid(), signal.SIGKILL)


def acknowledgement_dropped() -> FastAPI:
    chassis.runtime.Producer = AcknowledgesAlone  # type: ignore[misc]
    return toy.create()


def outbox_removed_early() -> FastAPI:
    chassis.runtime.Outbox = RemovesFirst  # type: ignore[misc]
    return toy.create()


def committed_before_applied() -> FastAPI:
    chassis.runtime.Consumer = CommitsFirst  # type: ignore[misc]
    return toy.create_mirror()
