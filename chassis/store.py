"""Documents in MongoDB: the only file that knows the driver. One conditional write a decision."""

import asyncio
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bson.errors import InvalidDocument
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import IndexModel, InsertOne, UpdateOne
from pymongo.errors import BulkWriteError, DocumentTooLarge, DuplicateKeyError, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from chassis import metrics
from chassis.clock import Clock, machine_now
from chassis.draft import Draft
from chassis.errors import NotFound, Taken, Transient
from chassis.kind import Cause, Decide, Kind, S
from chassis.steps import reached

PublishSoon = Callable[[Draft[Any]], None]
DUPLICATE_KEY = 11000
Outcome = str  # "written", "lost" (somebody else was first) or "taken" (a unique key)


class Store:
    """The documents of one service."""

    def __init__(self, address: str, database: str, clock: Clock) -> None:
        self._client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(
            address, tz_aware=True, serverSelectionTimeoutMS=2_000, socketTimeoutMS=20_000, w="majority", journal=True
        )
        self._database = self._client.get_database(
            database, read_concern=ReadConcern("majority"), write_concern=WriteConcern("majority", j=True)
        )
        self.clock = clock
        self.publish_soon: PublishSoon = lambda _: None  # until the bus is there the sweeper does it later

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
        document = await self._database[kind.name].find_one({"_id": id, "network": network}, {"state": 1})
        if document is None or document["state"] is None:
            raise NotFound("There is no such thing here.")
        return kind.state.model_validate(document["state"])

    async def find(
        self,
        kind: Kind[S],
        where: Mapping[str, Any] | None = None,
        *,
        network: str,
        sort: str | None = None,
        limit: int = 0,
    ) -> list[S]:
        """States whose fields match (`{"programme_id": …}`, with MongoDB's operators)."""
        query = {"network": network, **{f"state.{name}": value for name, value in (where or {}).items()}}
        cursor = self._database[kind.name].find(query, {"state": 1}, limit=limit)
        if sort:
            cursor = cursor.sort(f"state.{sort}", 1)
        found = [document["state"] async for document in cursor]
        return [kind.state.model_validate(state) for state in found if state is not None]

    async def find_ids(self, kind: Kind[Any], where: Mapping[str, Any], *, network: str) -> list[str]:
        """Ids of the documents whose state matches."""
        query = {"network": network, **{f"state.{name}": value for name, value in where.items()}}
        return [d["_id"] async for d in self._database[kind.name].find(query, {"_id": 1})]

    async def find_by_key(self, kind: Kind[S], key: str) -> S | None:
        """The state of the document that has this unique key."""
        document = await self._database[kind.name].find_one({"keys": key}, {"state": 1})
        return kind.state.model_validate(document["state"]) if document and document["state"] else None

    async def where(self, kind: Kind[Any], query: Mapping[str, Any], limit: int) -> list[dict[str, Any]]:
        """Raw documents, for the chassis's own sweeps."""
        return list(await self._database[kind.name].find(query).limit(limit).to_list(limit))

    async def load(self, kind: Kind[S], ids: Iterable[str]) -> dict[str, Draft[S]]:
        """Drafts by id, empty ones where there is no document."""
        wanted = sorted(set(ids))
        documents = await self._database[kind.name].find({"_id": {"$in": wanted}}).to_list(None)
        found = {document["_id"]: document for document in documents}
        return {id: Draft(kind, id, found.get(id)) for id in wanted}

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
                outcome = await self.write(draft)
                if outcome == "lost":
                    metrics.CONFLICTS.labels(kind.name).inc()
                    await asyncio.sleep(random.uniform(0, min(0.001 * 2**attempt, 0.1)))
                    continue
                if outcome == "taken":
                    raise Taken(f"Another of {kind.name} is known by the same key.")
                reached("decide.written")
            self.publish_soon(draft)
            return draft.state
        raise Transient(f"{kind.name}: lost {attempt + 1} times to others")

    async def write(self, draft: Draft[Any]) -> Outcome:
        """The one conditional write."""
        collection = self._database[draft.kind.name]
        try:
            if draft.version == 0:
                await collection.insert_one(draft.insertion())
                return "written"
            result = await collection.update_one(*draft.update())
            return "written" if result.matched_count else "lost"
        except DuplicateKeyError:
            return await self._why_duplicate(draft)

    async def _why_duplicate(self, draft: Draft[Any]) -> Outcome:
        current = await self._database[draft.kind.name].find_one({"_id": draft.id}, {"version": 1})
        return "taken" if (current or {"version": 0})["version"] == draft.version else "lost"

    async def write_many(self, kind: Kind[Any], drafts: Sequence[Draft[Any]]) -> list[Draft[Any]]:
        """One unordered bulk of conditional writes. Returns those that did not get through, for whatever reason."""
        operations = [InsertOne(d.insertion()) if d.version == 0 else UpdateOne(*d.update()) for d in drafts]
        inserts = sum(d.version == 0 for d in drafts)
        duplicate = False
        try:
            result = await self._database[kind.name].bulk_write(operations, ordered=False)
            if result.inserted_count == inserts and result.matched_count == len(drafts) - inserts:
                return []
        except BulkWriteError as error:
            codes = {e["code"] for e in error.details["writeErrors"]}
            if codes != {DUPLICATE_KEY}:
                raise
            duplicate = True
        query = {"_id": {"$in": [d.id for d in drafts]}}
        fields = {"writer": 1, "version": 1}
        found = {d["_id"]: d async for d in self._database[kind.name].find(query, fields)}
        lost = [d for d in drafts if found.get(d.id, {}).get("writer") != d.writer]
        for draft in lost:
            draft.taken = duplicate and found.get(draft.id, {}).get("version", 0) == draft.version
        return lost

    async def remove_published(self, kind: Kind[Any], sent: Mapping[str, tuple[int, int, int]]) -> None:
        """Drop from the outboxes what was acknowledged: `{id: (version, last acknowledged, entries left)}`."""
        emptied = {id: s for id, s in sent.items() if s[2] == 0}
        operations = [
            UpdateOne({"_id": id, "version": version}, {"$set": {"outbox": []}, "$unset": {"pending_since": ""}})
            for id, (version, _, _) in emptied.items()
        ]
        done = 0
        if operations:
            done = (await self._database[kind.name].bulk_write(operations, ordered=False)).matched_count
        if done < len(sent):  # changed since, or only partly sent: by sequence
            await self._database[kind.name].bulk_write(
                [UpdateOne({"_id": id}, {"$pull": {"outbox": {"sequence": {"$lte": s[1]}}}}) for id, s in sent.items()],
                ordered=False,
            )

    async def network_of(self, kind: Kind[Any], id: str) -> str | None:
        """The tenant of a document; None where there is no document."""
        document = await self._database[kind.name].find_one({"_id": id}, {"network": 1})
        return str(document["network"]) if document else None

    async def due(self, kind: Kind[Any], now: datetime, limit: int) -> dict[str, datetime]:
        """What is due, oldest first: since when, by id."""
        cursor = self._database[kind.name].find({"due_at": {"$lte": now}}, {"due_at": 1}).sort("due_at", 1).limit(limit)
        return {document["_id"]: document["due_at"] async for document in cursor}


def _indexes(kind: Kind[Any]) -> list[IndexModel]:
    """What is searched, and no more: each write pays for each index. A guarded write finds its document by `_id`."""
    sparse = ["pending_since"] if kind.stream else []
    sparse += ["resend_at"] if kind.stream and kind.stream.cleanup == "compact" else []
    sparse += ["due_at"] if kind.due else []
    keys = [IndexModel("keys", unique=True, sparse=True)] if kind.keys else []
    return [IndexModel(name, sparse=True) for name in sparse] + keys + [IndexModel(f"state.{n}") for n in kind.indexes]


def is_away(error: BaseException) -> bool:
    """Whether the store is to blame, not the work: then it is waited for."""
    return isinstance(error, PyMongoError) and not isinstance(
        error, (DocumentTooLarge, InvalidDocument, DuplicateKeyError)
    )


def is_duplicate(error: BaseException) -> bool:
    """Whether a document with the same id or unique key was there."""
    return isinstance(error, DuplicateKeyError)
