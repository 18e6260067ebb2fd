"""From the documents' outboxes to the streams: from the head, in order, removed only when acknowledged."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

from pymongo import UpdateOne

from chassis import metrics
from chassis.clock import machine_now, machine_seconds
from chassis.draft import Draft
from chassis.errors import Transient
from chassis.kind import Kind
from chassis.producer import Producer, RefusedByBroker
from chassis.steps import reached
from chassis.store import Store

SNAPSHOT_MAX_AGE_S = 10
REMEMBERED = 10_000


class Outbox:
    """Publishes what documents have pending."""

    def __init__(self, store: Store, producer: Producer, resends_s: Sequence[int]) -> None:
        self._store, self._producer, self._resends_s = store, producer, resends_s
        self._sending: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._acknowledged: OrderedDict[str, int] = OrderedDict()  # only saves this process its own duplicates

    async def publish(self, kind: Kind[Any], drafts: Iterable[Draft[Any]]) -> None:
        """Everything pending in these documents, which must be as the store has them. What fails stays pending."""
        pending = [draft for draft in drafts if draft.outgoing()]
        if not pending:
            return
        numbers = await asyncio.gather(*(self._send(draft) for draft in pending))
        reached("publish.sent")
        sent = {
            draft.id: (draft.version + draft.dirty, number, draft.outgoing()[-1]["sequence"] - number)
            for draft, number in zip(pending, numbers, strict=True)
            if number
        }
        if sent:
            await self._keep_for_resend(kind, pending)
            await self._store.remove_published(kind, sent)
        reached("publish.removed")

    async def _send(self, draft: Draft[Any]) -> int:
        """Sequence of the last entry that was acknowledged; 0 for none."""
        name, last = f"{draft.kind.name}/{draft.id}", 0
        async with self._sending.setdefault(name, asyncio.Lock()):
            for entry in draft.outgoing():
                if entry["sequence"] > self._acknowledged.get(name, 0):
                    if _is_compact(draft.kind) and machine_seconds() - draft.read_at > SNAPSHOT_MAX_AGE_S:
                        break  # a late resend must not become the last word: the sweeper reads again
                    try:
                        await self._producer.send(draft.id, entry)
                    except (Transient, RefusedByBroker):
                        break
                    self._remember(name, entry["sequence"])
                last = entry["sequence"]
        return last

    def _remember(self, name: str, sequence: int) -> None:
        self._acknowledged[name] = sequence
        self._acknowledged.move_to_end(name)
        if len(self._acknowledged) > REMEMBERED:
            self._acknowledged.popitem(last=False)

    async def _keep_for_resend(self, kind: Kind[Any], drafts: Sequence[Draft[Any]]) -> None:
        if _is_compact(kind) and self._resends_s:
            at = machine_now() + timedelta(seconds=self._resends_s[0])
            words = {draft.id: draft.outgoing()[-1] for draft in drafts}
            changes = [
                UpdateOne(
                    {"_id": id, "sequence": word["sequence"]},
                    {"$set": {"last_word": word, "resend_at": at, "resends": 0}},
                )
                for id, word in words.items()
            ]
            await self._store.collection(kind.name).bulk_write(changes, ordered=False)

    async def sweep(self, kinds: Iterable[Kind[Any]], older_than_s: float) -> None:
        """Publish what a dead process left behind, and report the age of the oldest."""
        for kind in (kind for kind in kinds if kind.stream):
            now, age = machine_now(), timedelta(seconds=older_than_s)
            documents = await self._store.where(kind, {"pending_since": {"$lte": now - age}}, 200)
            oldest = min((d["pending_since"] for d in documents), default=None)
            metrics.OLDEST_PENDING.labels(kind.name).set((now - oldest).total_seconds() if oldest else 0)
            # written before somebody set the clock back: its age would be right only when that time has come again
            documents += await self._store.where(kind, {"pending_since": {"$gt": now + age}}, 200)
            drafts = [Draft(kind, document["_id"], document) for document in documents]
            await self.publish(kind, drafts)
            stale = {d.id: (d.version, d.sequence, 0) for d in drafts if not d.outgoing()}
            if stale:
                await self._store.remove_published(kind, stale)

    async def resend(self, kinds: Iterable[Kind[Any]]) -> None:
        """Say the last word of a compacted stream again: it makes idle partitions roll and compact."""
        for kind in filter(_is_compact, kinds):
            for document in await self._store.where(kind, {"resend_at": {"$lte": machine_now()}}, 100):
                if document["last_word"]["sequence"] == document["sequence"]:
                    await self._producer.send(document["_id"], document["last_word"])
                count = document["resends"] + 1
                change: dict[str, Any] = {"$set": {"resends": count}, "$unset": {"resend_at": ""}}
                if count < len(self._resends_s):
                    later = timedelta(seconds=self._resends_s[count] - self._resends_s[count - 1])
                    change = {"$set": {"resends": count, "resend_at": machine_now() + later}}
                where = {"_id": document["_id"], "resend_at": document["resend_at"]}
                await self._store.collection(kind.name).update_one(where, change)


def _is_compact(kind: Kind[Any]) -> bool:
    return kind.stream is not None and kind.stream.cleanup == "compact"
