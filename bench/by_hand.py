"""Two loops written by hand that do what the chassis does for a reaction, as fast as such loops honestly can.

Both read, decide, write with the guards and the outbox in one conditional write, publish with each event acknowledged
before the next of its aggregate, empty the outbox, commit once a batch. They leave out what the chassis adds: the lot,
retries, sweeps, metrics, due dates, its indexes.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import InsertOne, UpdateOne

from bench.backlog import START
from bench.toy import Journal, Toy, Visit
from chassis.draft import partition_of
from contracts.envelope import Envelope, read_envelope, text_headers
from relais.infrastructure.local import Servers

LANES = 50
BATCH = 500
Document = dict[str, Any]
Told = tuple[Visit, Envelope]
Apply = Callable[[dict[str, list[Told]]], Awaitable[None]]


class ByHand:
    """One consumer, one producer and one collection, which both loops use."""

    def __init__(self, servers: Servers, toy: Toy, name: str) -> None:
        self._toy = toy
        self._client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(servers.mongo, w="majority", journal=True)
        self._journals = self._client[name]["journals"]
        self._lane = f"{toy.visits.name.replace('.', ':')}/"
        as_the_chassis = {"enable_idempotence": True, "linger_ms": 0, "max_batch_size": 64 * 1024}
        self._producer = AIOKafkaProducer(bootstrap_servers=servers.kafka, **as_the_chassis)
        self._consumer = AIOKafkaConsumer(
            toy.visits.name,
            bootstrap_servers=servers.kafka,
            group_id=name,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_poll_records=BATCH,
        )

    async def run(self, apply: Apply, total: int, clock: Callable[[], float]) -> float:
        """Work off the backlog. Returns the seconds from its first records to its last effect."""
        await self._producer.start()
        await self._consumer.start()
        began, done = 0.0, 0
        while done < total:
            by_key: dict[str, list[Told]] = defaultdict(list)
            polled = await self._consumer.getmany(timeout_ms=10, max_records=BATCH)
            began = began or (clock() if polled else 0.0)
            for record in (record for records in polled.values() for record in records):
                envelope = read_envelope(text_headers(record.headers))
                by_key[envelope.subject].append((self._toy.visit.model_validate_json(record.value), envelope))
                done += 1
            if by_key:
                await apply(by_key)
                ended = clock()
                await self._consumer.commit()
        await self._consumer.stop()
        await self._producer.stop()
        self._client.close()
        return ended - began

    # One event at a time

    async def lanes(self, by_key: dict[str, list[Told]]) -> None:
        """Aggregates side by side, 50 at a time; within one, event after event."""
        free = asyncio.Semaphore(LANES)

        async def lane(told: Sequence[Told]) -> None:
            async with free:
                for each in told:
                    await self._one(each)

        await asyncio.gather(*(lane(told) for told in by_key.values()))

    async def _one(self, told: Told) -> None:
        id = told[1].subject
        while True:
            document = await self._journals.find_one({"_id": id})
            fresh, entries = self._fold(id, document, [told])
            if not entries:
                return
            if document is None:
                await self._journals.insert_one(self._insertion(id, fresh, entries))
            elif not (await self._journals.update_one(*self._update(document, fresh, entries))).matched_count:
                continue
            await self._publish(id, entries)
            await self._journals.update_one(*_removal(id, entries))
            return

    # Batched

    async def batched(self, by_key: dict[str, list[Told]]) -> None:
        """One read, one bulk of conditional writes, all events out, one bulk removal."""
        found = {d["_id"]: d async for d in self._journals.find({"_id": {"$in": list(by_key)}})}
        operations: list[InsertOne[Document] | UpdateOne] = []
        outgoing: dict[str, list[Document]] = {}
        for id, told in by_key.items():
            fresh, entries = self._fold(id, document := found.get(id), told)
            if not entries:
                continue
            outgoing[id] = entries
            insert = document is None
            operations.append(
                InsertOne(self._insertion(id, fresh, entries))
                if insert
                else UpdateOne(*self._update(document, fresh, entries))
            )
        if not operations:
            return
        result = await self._journals.bulk_write(operations, ordered=False)
        assert result.inserted_count + result.matched_count == len(operations), "somebody else wrote: not in a bench"
        await asyncio.gather(*(self._publish(id, entries) for id, entries in outgoing.items()))
        removals = [UpdateOne(*_removal(id, entries)) for id, entries in outgoing.items()]
        await self._journals.bulk_write(removals, ordered=False)

    # What both share

    def _fold(self, id: str, document: Document | None, told: Sequence[Told]) -> tuple[Document, list[Document]]:
        """The fields after these events, and the outbox entries of those that had not been heard."""
        heard = document["applied"].get(id, 0) if document else 0
        sequence = document["sequence"] if document else 0
        state = Journal.model_validate(document["state"]) if document else None
        entries: list[Document] = []
        for event, envelope in told:
            number = envelope.sequence or 0
            if number <= heard:
                continue
            assert number == heard + 1, "a gap: not in a bench"
            state, events = self._toy.decide(state, event, START)
            for each in events:
                sequence += 1
                entries.append(self._entry(id, sequence, each.model_dump_json(), envelope))
            heard = number
        dumped = state.model_dump(mode="json") if state else None
        version = document["version"] + 1 if document else 1
        return {"version": version, "sequence": sequence, "state": dumped, "heard": heard}, entries

    def _entry(self, id: str, sequence: int, data: str, cause: Envelope) -> Document:
        topic = self._toy.journals.name
        envelope = Envelope(
            id=f"{topic}/{id}/{sequence}",
            source="/relais/bench",
            type=self._toy.grew.__name__,
            subject=id,
            time=START,
            network=cause.network,
            sequence=sequence,
            actor=cause.actor,
            channel=cause.channel,
        )
        return {"sequence": sequence, "headers": envelope.headers(), "data": data}

    def _insertion(self, id: str, fresh: Document, entries: list[Document]) -> Document:
        heard = {id: fresh["heard"]}
        return {"_id": id, "network": "net", **_without_heard(fresh), "applied": heard, "outbox": entries}

    def _update(self, document: Document | None, fresh: Document, entries: list[Document]) -> tuple[Document, Document]:
        assert document
        values = {**_without_heard(fresh), f"applied.{document['_id']}": fresh["heard"]}
        condition = {"_id": document["_id"], "version": document["version"]}
        return condition, {"$set": values, "$push": {"outbox": {"$each": entries}}}

    async def _publish(self, id: str, entries: list[Document]) -> None:
        topic, key = self._toy.journals.name, id.encode()
        where = partition_of(id, self._toy.journals.partitions)
        for entry in entries:
            value, headers = entry["data"].encode(), entry["headers"]
            await (await self._producer.send(topic, value, key=key, partition=where, headers=headers))


def _removal(id: str, entries: list[Document]) -> tuple[Document, Document]:
    return {"_id": id}, {"$pull": {"outbox": {"sequence": {"$lte": entries[-1]["sequence"]}}}}


def _without_heard(fresh: Document) -> Document:
    return {name: value for name, value in fresh.items() if name != "heard"}
