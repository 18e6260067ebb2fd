"""The store for many commands at once: what they read, write and publish at one moment goes in one request each."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from chassis.draft import Draft
from chassis.gathered import Gathered
from chassis.kind import Kind, S
from chassis.store import Document, Store

Q = TypeVar("Q")
A = TypeVar("A")


class Together(Store):
    """A store of the same documents. Each command is decided and written by itself, as it would be alone."""

    def __init__(self, store: Store) -> None:
        self._client, self._database = store._client, store._database
        self.clock, self.fingerprint_key = store.clock, store.fingerprint_key
        self._gathered: dict[tuple[Any, ...], Gathered[Any, Any]] = {}
        self._publish_all = store.publish_soon
        self.publish_soon = lambda _: None  # after each bulk, what it wrote

    def _of(self, ask: Callable[..., Awaitable[Sequence[A]]], *about: Any) -> Gathered[Any, A]:
        question = (ask.__name__, *about)
        if question not in self._gathered:
            self._gathered[question] = Gathered(partial(ask, *about))
        return self._gathered[question]

    # Reading

    async def _documents(self, kind: Kind[Any], ids: Sequence[str]) -> Mapping[str, Document]:
        found = {id: await self._of(self._by_id, kind).of(id) for id in ids}
        return {id: document for id, document in found.items() if document}

    async def _by_id(self, kind: Kind[Any], ids: Sequence[str]) -> Sequence[Document | None]:
        there = await super()._documents(kind, sorted(set(ids)))
        return [there.get(id) for id in ids]

    async def find_by_key(self, kind: Kind[S], key: str) -> S | None:
        document = await self._of(self._by_key, kind).of(key)
        return kind.read(document["state"]) if document else None

    async def _by_key(self, kind: Kind[Any], keys: Sequence[str]) -> Sequence[Document | None]:
        query = {"keys": {"$in": sorted(set(keys))}}
        found = self._database[kind.name].find(query, {"state": 1, "keys": 1})
        there = {key: document async for document in found for key in document["keys"]}
        return [there.get(key) for key in keys]

    async def find_with(self, kind: Kind[S], field: str, value: str, *, network: str) -> list[S]:
        documents = await self._of(self._with, kind, field, network).of(value)
        return [state for each in documents if (state := kind.read(each["state"])) is not None]

    async def _with(
        self, kind: Kind[Any], field: str, network: str, values: Sequence[str]
    ) -> Sequence[Sequence[Document]]:
        query = {"network": network, f"state.{field}": {"$in": sorted(set(values))}}
        there: dict[str, list[Document]] = {}
        async for document in self._database[kind.name].find(query, {"state": 1}):
            said = document["state"][field]
            for value in said if isinstance(said, list) else [said]:
                there.setdefault(value, []).append(document)
        return [there.get(value, ()) for value in values]

    # Changing

    async def write_many(self, kind: Kind[Any], drafts: Sequence[Draft[Any]]) -> list[Draft[Any]]:
        return list(await self._of(self._write, kind).of(drafts))

    async def _write(self, kind: Kind[Any], bulks: Sequence[Sequence[Draft[Any]]]) -> Sequence[list[Draft[Any]]]:
        drafts = [draft for bulk in bulks for draft in bulk]
        lost = set(await super().write_many(kind, drafts))
        if written := [draft for draft in drafts if draft not in lost]:
            self._publish_all(written)
        return [[draft for draft in bulk if draft in lost] for bulk in bulks]
