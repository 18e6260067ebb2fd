"""Reading the stores from the outside. The layout of a document is told here a second time, on purpose."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bson.codec_options import CodecOptions
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.read_concern import ReadConcern

AT_ONCE = 500
NO_DOCUMENTS = ("lots", "workers", "pings", "rebuilds")  # the chassis's own; lanes are documents like any other
NOT_READ = ("system.", "rebuild-")
LEFT_OUT = {"commands": 0, "outbox.data": 0, "outbox.headers": 0, "outbox.topic": 0, "outbox.partition": 0}


@dataclass(frozen=True)
class Document:
    """One aggregate. `sequence` counts its events, `pending` those not yet published, `applied` what it has heard."""

    service: str
    collection: str
    id: str
    sequence: int = 0
    state: dict[str, Any] | None = None
    pending: tuple[int, ...] = ()
    pending_since: datetime | None = None
    applied: dict[str, int] = field(default_factory=dict)
    due_at: datetime | None = None
    erased: bool = False  # its last word on a compacted stream was a tombstone

    @property
    def name(self) -> str:
        return f"{self.service}.{self.collection}/{self.id}"


@dataclass(frozen=True)
class Entry:
    """A record in the lot; `sequence` is 0 where it has none."""

    partition: int
    offset: int
    sequence: int
    state: str
    reason: str = ""


@dataclass(frozen=True)
class Lot:
    """What stands of one lane of one service."""

    service: str
    stream: str
    key: str
    head: str | None
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        return f"{self.service}: {self.stream}/{self.key}"


class Lookup(Protocol):
    """What an invariant may ask again, once it has seen the streams."""

    async def documents(self, service: str, collection: str, ids: Iterable[str]) -> dict[str, Document]: ...
    async def lots(self, service: str) -> list[Lot]: ...


class Stores:
    """The databases `<prefix>_<service>`. A context manager."""

    def __init__(self, mongo: str, prefix: str) -> None:
        self._client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(mongo, serverSelectionTimeoutMS=10_000)
        self._prefix = prefix

    async def __aenter__(self) -> "Stores":
        return self

    async def __aexit__(self, *_: object) -> None:
        self._client.close()

    def _database(self, service: str) -> Any:
        options: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True)
        name = f"{self._prefix}_{service}"
        return self._client.get_database(name, codec_options=options, read_concern=ReadConcern("majority"))

    async def everything(self, service: str) -> AsyncIterator[Document]:
        """Every document of a service."""
        database = self._database(service)
        for collection in sorted(await database.list_collection_names()):
            if collection not in NO_DOCUMENTS and not collection.startswith(NOT_READ):
                async for raw in database[collection].find({}, LEFT_OUT, batch_size=AT_ONCE):
                    yield _document(service, collection, raw)

    async def documents(self, service: str, collection: str, ids: Iterable[str]) -> dict[str, Document]:
        """These documents as they are now, by id."""
        wanted, found = sorted(ids), {}
        for start in range(0, len(wanted), AT_ONCE):
            query = {"_id": {"$in": wanted[start : start + AT_ONCE]}}
            async for raw in self._database(service)[collection].find(query, LEFT_OUT):
                found[raw["_id"]] = _document(service, collection, raw)
        return found

    async def lots(self, service: str) -> list[Lot]:
        """The lanes that have something in the lot now. Contents are not read."""
        shown = {"entries.headers": 0, "entries.value": 0}
        lots = [_lot(service, raw) async for raw in self._database(service)["lots"].find({}, shown)]
        return [lot for lot in lots if lot.entries or lot.head]


def _document(service: str, collection: str, raw: dict[str, Any]) -> Document:
    last_word = raw.get("last_word")
    return Document(
        service=service,
        collection=collection,
        id=str(raw["_id"]),
        sequence=raw.get("sequence", 0),
        state=raw.get("state"),
        pending=tuple(entry["sequence"] for entry in raw.get("outbox", ())),
        pending_since=raw.get("pending_since"),
        applied=raw.get("applied", {}),
        due_at=raw.get("due_at"),
        erased=last_word is not None and last_word.get("data") is None,
    )


def _lot(service: str, raw: dict[str, Any]) -> Lot:
    entries = tuple(
        Entry(e["partition"], e["offset"], e.get("sequence", 0), e["state"], e.get("reason", ""))
        for e in raw.get("entries", ())
    )
    return Lot(service, raw["stream"], raw["key"], raw.get("head"), entries)


def lane(stream: str, subject: str) -> str:
    """How a document's `applied` calls a lane."""
    return f"{stream.replace('.', ':')}/{subject}"
