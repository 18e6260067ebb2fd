"""Reading the stores from the outside. The layout of a document is told here a second time, on purpose."""

import json
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
    network: str | None = None
    text: bytes = b""  # the state as text, to look for what must not be there

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
    content: bytes = b""  # headers and body, where they were asked for


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
                    yield _document(service, collection, raw, _state_of(raw))

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
        return [lot async for lot in self._lots(service, shown)]

    async def lots_with_content(self, service: str) -> AsyncIterator[Lot]:
        """The same with all that is in them, one by one."""
        async for lot in self._lots(service, None):
            yield lot

    async def _lots(self, service: str, shown: dict[str, int] | None) -> AsyncIterator[Lot]:
        async for raw in self._database(service)["lots"].find({}, shown, batch_size=10):
            lot = _lot(service, raw)
            if lot.entries or lot.head:
                yield lot


def _state_of(raw: dict[str, Any]) -> bytes:
    return json.dumps(raw.get("state"), ensure_ascii=False, default=str).encode()


def _document(service: str, collection: str, raw: dict[str, Any], text: bytes = b"") -> Document:
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
        network=raw.get("network"),
        text=text,
    )


def _lot(service: str, raw: dict[str, Any]) -> Lot:
    entries = tuple(
        Entry(e["partition"], e["offset"], e.get("sequence", 0), e["state"], e.get("reason", ""), _content(e))
        for e in raw.get("entries", ())
    )
    return Lot(service, raw["stream"], raw["key"], raw.get("head"), entries)


def _content(entry: dict[str, Any]) -> bytes:
    values = [value for _, value in entry.get("headers") or ()]
    return b"\n".join(bytes(value) for value in (entry.get("value"), *values) if value)


def lane(stream: str, subject: str) -> str:
    """How a document's `applied` calls a lane."""
    return f"{stream.replace('.', ':')}/{subject}"
