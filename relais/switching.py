"""Live documents compared with those told again, and set right one by one, while the service goes on writing them."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from chassis.clock import machine_seconds
from chassis.kind import Kind
from chassis.steps import reached
from chassis.store import Document, Store
from relais.mending import mend
from relais.shadows import Shadows

AT_ONCE = 200
BEHIND, MISSING = "has not heard everything", "is missing"  # perhaps not for long
RESTLESS = "changes too fast to be compared"
BEYOND = "has heard more than the streams keep"  # left as it is: the streams may have lost something


@dataclass
class Outcome:
    """How many documents of each kind were compared; which differed and how, never what they say; which were mended.

    `standing`: lanes of which an event cannot be applied, by this version either.
    """

    compared: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)
    mended: set[str] = field(default_factory=set)
    standing: tuple[str, ...] = ()


@dataclass
class Look:
    """When a document was looked at first; which version it had last, and since when."""

    first: float
    since: float
    version: int | None = None

    def at(self, version: int | None, now: float) -> None:
        if version != self.version:
            self.version, self.since = version, now


class Switch:
    """Compares, and where it may, mends: the version guards each write, so a reaction that comes between wins.

    `patience_s`: how long a live document may be behind the streams before that is held against it.
    """

    def __init__(
        self,
        store: Store,
        shadows: Shadows,
        catch_up: Callable[[], Awaitable[None]],
        *,
        may_mend: bool,
        patience_s: float = 10,
    ) -> None:
        self._store, self._shadows, self._catch_up = store, shadows, catch_up
        self._may_mend, self._patience_s = may_mend, patience_s
        self._lanes = tuple(f"{stream.name.replace('.', ':')}/" for stream in shadows.streams)
        self._open: dict[tuple[Kind[Any], str], Look] = {}  # to be looked at again
        self._outcome = Outcome()

    async def run(self) -> Outcome:
        for kind in self._shadows.kinds:
            async for ids in self._ids(kind):
                await self._compare(kind, ids)
        while self._open:
            await asyncio.sleep(0.2)
            waiting: dict[Kind[Any], list[str]] = defaultdict(list)
            for kind, id in self._open:
                waiting[kind].append(id)
            for kind, ids in waiting.items():
                for start in range(0, len(ids), AT_ONCE):
                    await self._compare(kind, ids[start : start + AT_ONCE])
        return self._outcome

    async def _ids(self, kind: Kind[Any]) -> AsyncIterator[list[str]]:
        """All ids: of the live documents, then of those that there ought to be."""
        async for ids in self._batches(kind.name):
            yield ids
        async for ids in self._batches(self._shadows.kinds[kind].name):
            there = await self._documents(kind.name, ids, {"_id": 1})
            if missing := [id for id in ids if id not in there]:
                yield missing

    async def _batches(self, collection: str) -> AsyncIterator[list[str]]:
        cursor = self._store.collection(collection).find({}, {"_id": 1}, batch_size=AT_ONCE)
        while documents := await cursor.to_list(AT_ONCE):
            yield [document["_id"] for document in documents]

    async def _documents(self, collection: str, ids: Sequence[str], shown: Document | None = None) -> dict[str, Any]:
        found = self._store.collection(collection).find({"_id": {"$in": list(ids)}}, shown)
        return {document["_id"]: document async for document in found}

    async def _compare(self, kind: Kind[Any], ids: Sequence[str]) -> None:
        """Live first, then the streams to their end: whatever live has heard, the shadow has heard as well."""
        live = await self._documents(kind.name, ids)
        await self._catch_up()
        told = await self._documents(self._shadows.kinds[kind].name, ids)
        reached("rebuild.compared")
        behind = [id for id in ids if self._difference(kind, live.get(id), told.get(id)) in (BEHIND, MISSING)]
        for id, document in (await self._documents(kind.name, behind)).items() if behind else ():
            if self._heard(document) == self._heard(told[id]):
                live[id] = document  # has heard it meanwhile, and no more: as good to compare
        for id in ids:
            await self._judge(kind, id, live.get(id), told.get(id))

    async def _judge(self, kind: Kind[Any], id: str, live: Document | None, told: Document | None) -> None:
        now = machine_seconds()
        look = self._open.setdefault((kind, id), Look(now, now))
        look.at(live.get("version") if live else None, now)
        what, name = self._difference(kind, live, told), f"{kind.name}/{id}"
        if what in (BEHIND, MISSING) and now - look.since < self._patience_s:
            if now - look.first < 6 * self._patience_s:
                return
            what = RESTLESS
        if what:
            self._outcome.wrong[name] = what
            if self._may_mend and what not in (BEYOND, RESTLESS):
                if await mend(self._store.collection(kind.name), live, told, self._lanes):
                    self._outcome.mended.add(name)
                elif now - look.first < 6 * self._patience_s:
                    return  # somebody else was first: look again
        else:
            self._outcome.wrong.pop(name, None)
        self._outcome.compared[kind.name] += 1
        del self._open[kind, id]

    def _difference(self, kind: Kind[Any], live: Document | None, told: Document | None) -> str | None:
        if live is None:
            return MISSING if told else None
        heard, owed = self._heard(live), self._heard(told or {})
        if not heard <= owed:
            return BEYOND
        if told is None:
            return "no event tells of it"
        if heard != owed:
            return BEHIND
        try:
            same = live["network"] == told["network"] and kind.read(live["state"]) == kind.read(told["state"])
        except (ValidationError, KeyError):
            return "cannot be read"
        return None if same else "differs"

    def _heard(self, document: Document) -> Counter[str]:
        """How far, by lane of the streams that are told again; 0 where nothing."""
        applied = document.get("applied", {})
        return Counter({lane: last for lane, last in applied.items() if lane.startswith(self._lanes)})
