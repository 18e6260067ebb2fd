"""Documents in MongoDB: the only file that knows the driver. One conditional write a decision."""

import asyncio
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from aiokafka.errors import KafkaError
from bson.errors import InvalidDocument
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import IndexModel, InsertOne, UpdateOne
from pymongo.errors import BulkWriteError, DocumentTooLarge, DuplicateKeyError, PyMongoError

from chassis import metrics
from chassis.clock import Clock, machine_now
from chassis.draft import Draft
from chassis.errors import Congested, Transient, found
from chassis.kind import Cause, Decide, Kind, S
from chassis.steps import reached

DUPLICATE_KEY = 11000
Document = dict[str, Any]


class Store:
    """The documents of one service."""

    def __init__(self, address: str, database: str, clock: Clock, fingerprint_key: str = "") -> None:
        safe: dict[str, Any] = {"w": "majority", "journal": True, "readConcernLevel": "majority"}
        patience: dict[str, Any] = {"serverSelectionTimeoutMS": 2_000, "socketTimeoutMS": 20_000}
        self._client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(address, tz_aware=True, **safe, **patience)
        self._database = self._client.get_database(database)
        self.clock, self.fingerprint_key = clock, fingerprint_key
        # until the bus is there the sweeper does it later
        self.publish_soon: Callable[[Sequence[Draft[Any]]], None] = lambda _: None

    def collection(self, name: str) -> Any:
        """The driver's collection, for the chassis's own documents."""
        return self._database[name]

    async def prepare(self, kinds: Iterable[Kind[Any]]) -> None:
        """Indexes. Also proves that the store can be written."""
        each = ((kind, _indexes(kind)) for kind in kinds)
        await asyncio.gather(*(self._database[kind.name].create_indexes(some) for kind, some in each if some))

    async def ping(self) -> None:
        """Raises Transient where the store cannot be written."""
        try:
            beat = {"$set": {"at": machine_now()}}
            await asyncio.wait_for(self._database["pings"].update_one({"_id": "ping"}, beat, upsert=True), 3)
        except (PyMongoError, TimeoutError) as error:
            raise Transient(f"the store cannot be written: {type(error).__name__}") from error

    async def close(self) -> None:
        self._client.close()

    # Reading

    async def get(self, kind: Kind[S], id: str, network: str) -> S:
        """The state of one document. Raises NotFound, for a foreign one as for an unknown one."""
        return found(await self._state(kind, {"_id": id, "network": network}))

    async def find_by_key(self, kind: Kind[S], key: str) -> S | None:
        """The state of the document that has this unique key."""
        return await self._state(kind, {"keys": key})

    async def _state(self, kind: Kind[S], query: Document) -> S | None:
        document = await self._database[kind.name].find_one(query, {"state": 1})
        return kind.read(document["state"]) if document else None

    async def find(
        self, kind: Kind[S], where: Mapping[str, Any] | None = None, *, network: str, sort: str = "", limit: int = 0
    ) -> list[S]:
        """States whose fields match (`{"programme_id": …}`, with MongoDB's operators)."""
        cursor = self._database[kind.name].find(_query(where or {}, network), {"state": 1}, limit=limit)
        if sort:
            cursor = cursor.sort(f"state.{sort}", 1)
        states = [kind.read(document["state"]) async for document in cursor]
        return [state for state in states if state is not None]

    async def find_with(self, kind: Kind[S], field: str, value: str, *, network: str) -> list[S]:
        """States of which a field, or one of its values, is this."""
        return await self.find(kind, {field: value}, network=network)

    async def find_ids(self, kind: Kind[Any], where: Mapping[str, Any], *, network: str) -> list[str]:
        """Ids of the documents whose state matches."""
        return [d["_id"] async for d in self._database[kind.name].find(_query(where, network), {"_id": 1})]

    async def tally(
        self, kind: Kind[Any], where: Mapping[str, Any], *, by: str, least: str = ""
    ) -> dict[str, tuple[int, Any]]:
        """How many states match, and the least value of a field among them, by another field; over all networks."""
        least_of = {"least": {"$min": f"$state.{least}"}} if least else {}
        query = {f"state.{name}": value for name, value in where.items()}
        groups = [{"$match": query}, {"$group": {"_id": f"$state.{by}", "many": {"$sum": 1}, **least_of}}]
        found = self._database[kind.name].aggregate(groups)
        return {each["_id"]: (each["many"], each.get("least")) async for each in found}

    async def where(self, kind: Kind[Any], query: Mapping[str, Any], limit: int) -> list[Document]:
        """Raw documents, for the chassis's own sweeps."""
        return list(await self._database[kind.name].find(query).limit(limit).to_list(limit))

    async def load(self, kind: Kind[S], ids: Iterable[str]) -> dict[str, Draft[S]]:
        """Drafts by id, empty ones where there is no document."""
        wanted = sorted(set(ids))
        there = await self._documents(kind, wanted)
        return {id: Draft(kind, id, there.get(id)) for id in wanted}

    async def _documents(self, kind: Kind[Any], ids: Sequence[str]) -> Mapping[str, Document]:
        documents = await self._database[kind.name].find({"_id": {"$in": list(ids)}}).to_list(None)
        return {document["_id"]: document for document in documents}

    async def network_of(self, kind: Kind[Any], id: str) -> str | None:
        """The tenant of a document; None where there is no document."""
        document = await self._database[kind.name].find_one({"_id": id}, {"network": 1})
        return str(document["network"]) if document else None

    async def due(self, kind: Kind[Any], now: datetime, limit: int) -> dict[str, datetime]:
        """What is due, oldest first: since when, by id."""
        cursor = self._database[kind.name].find({"due_at": {"$lte": now}}, {"due_at": 1}).sort("due_at", 1).limit(limit)
        return {document["_id"]: document["due_at"] async for document in cursor}

    # Changing

    async def change(self, kind: Kind[S], id: str, decide: Decide[S], cause: Cause) -> S | None:
        """Load, decide, write once; somebody else first: again. The answer never waits for the sending.

        Raises what the decision raises, Taken for a unique key, Transient where the store stays away.
        """
        for attempt in range(200):
            draft = (await self.load(kind, [id]))[id]
            if not draft.done(cause):
                draft.decide(decide, cause, self.clock.now())
                reached("decide.decided")
                if await self.write_many(kind, [draft]):
                    draft.refuse_taken()
                    await asyncio.sleep(random.uniform(0, min(0.001 * 2**attempt, 0.1)))
                    continue
                reached("decide.written")
            self.publish_soon([draft])
            return draft.state
        raise Transient(f"{kind.name}: lost {attempt + 1} times to others")

    async def write_many(self, kind: Kind[Any], drafts: Sequence[Draft[Any]]) -> list[Draft[Any]]:
        """One unordered bulk of conditional writes. Returns those that did not get through, for whatever reason."""
        operations = [InsertOne(d.insertion()) if d.version == 0 else UpdateOne(*d.update()) for d in drafts]
        duplicate = False
        try:
            result = await self._database[kind.name].bulk_write(operations, ordered=False)
            if result.inserted_count + result.matched_count == len(drafts):
                return []
        except BulkWriteError as error:
            if {e["code"] for e in error.details["writeErrors"]} != {DUPLICATE_KEY}:
                raise
            duplicate = True
        documents = self._database[kind.name].find(
            {"_id": {"$in": [d.id for d in drafts]}}, {"writer": 1, "version": 1}
        )
        there = {document["_id"]: document async for document in documents}
        lost = [d for d in drafts if there.get(d.id, {}).get("writer") != d.writer]
        for draft in lost:
            draft.taken = duplicate and there.get(draft.id, {}).get("version", 0) == draft.version
        metrics.CONFLICTS.labels(kind.name).inc(len(lost))
        return lost

    async def replace(self, name: str, document: Document) -> bool:
        """The conditional write of a document of the chassis's own, by its version. False: somebody else was first."""
        query, after = {"_id": document["_id"], "version": document["version"]}, document["version"] + 1
        try:
            result = await self._database[name].replace_one(query, {**document, "version": after}, upsert=after == 1)
        except DuplicateKeyError:
            return False
        return bool(result.matched_count or result.upserted_id)

    async def remove_published(self, kind: Kind[Any], sent: Mapping[str, tuple[int, int, int]]) -> None:
        """Drop from the outboxes what was acknowledged: `{id: (version, last acknowledged, entries left)}`."""
        collection, done = self._database[kind.name], 0
        empty = {"$set": {"outbox": []}, "$unset": {"pending_since": ""}}
        whole = [UpdateOne({"_id": id, "version": v}, empty) for id, (v, _, left) in sent.items() if not left]
        if whole:
            done = (await collection.bulk_write(whole, ordered=False)).matched_count
        if done < len(sent):  # changed since, or only partly sent: by sequence
            upto = {id: {"$pull": {"outbox": {"sequence": {"$lte": last}}}} for id, (_, last, _) in sent.items()}
            await collection.bulk_write([UpdateOne({"_id": id}, pull) for id, pull in upto.items()], ordered=False)


def _query(where: Mapping[str, Any], network: str) -> Document:
    return {"network": network, **{f"state.{name}": value for name, value in where.items()}}


def _indexes(kind: Kind[Any]) -> list[IndexModel]:
    """What is searched, and no more: each write pays for each index. A guarded write finds its document by `_id`."""
    sparse = ["pending_since"] if kind.stream else []
    sparse += ["resend_at"] if kind.stream and kind.stream.cleanup == "compact" else []
    sparse += ["due_at"] if kind.due else []
    keys = [IndexModel("keys", unique=True, sparse=True)] if kind.keys else []
    return [IndexModel(name, sparse=True) for name in sparse] + keys + [IndexModel(f"state.{n}") for n in kind.indexes]


def is_away(error: BaseException) -> bool:
    """Whether the store or the broker is to blame, not the work: then it is waited for."""
    of_the_work = (DocumentTooLarge, InvalidDocument, DuplicateKeyError)
    away = (Transient, Congested, PyMongoError, KafkaError)
    return isinstance(error, away) and not isinstance(error, of_the_work)
