"""Forgetting, and saying so: what an event has emptied is looked through once more before it is told."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from chassis.kind import Cause, Decided, Kind
from chassis.reactions import Row, on
from chassis.store import Store
from contracts.envelope import Envelope
from contracts.event import Event
from contracts.stream import Stream

AGAIN_AFTER = timedelta(minutes=1)  # programme time, where something came back or is not published yet
Stays = Mapping[Kind[Any], Callable[[Any], bool]]
Counts = dict[str, tuple[int, int]]  # by kind of document: emptied, and kept for now


async def forget_again(store: Store, rows: Sequence[Row[Any, Any]], event: Event, stays: Stays) -> Counts | None:
    """What these rows have emptied; `stays` says which documents keep their words for now.

    None: there was something to empty, because another stream brought it later, or something waits to be published.
    """
    counts: Counts = defaultdict(lambda: (0, 0))
    settled = True
    for row in rows:
        found = (await row.asked(store, [event]))[0] if row.asked else row.ids(event) if row.ids else ()
        for id, draft in (await store.load(row.kind, found)).items():
            if draft.state is None:
                continue
            if row.decide(draft.state, event, store.clock.now())[0] != draft.state:
                await _empty(store, row, id, event)
                settled = False
            settled = settled and not draft.pending
            emptied, kept = counts[row.kind.name]
            stay = row.kind in stays and stays[row.kind](draft.state)
            counts[row.kind.name] = (emptied + (not stay), kept + stay)
    return dict(counts) if settled else None


async def _empty(store: Store, row: Row[Any, Any], id: str, event: Event) -> None:
    await store.change(row.kind, id, lambda state, now: row.decide(state, event, now), Cause.of(event.envelope))


class Forgetting(BaseModel):
    """That somebody is to be forgotten here; `told`: that this service has said so."""

    model_config = ConfigDict(frozen=True)

    network: str
    since: datetime
    due_at: datetime | None
    told: bool = False

    def heard(self, event: Event, subject: str) -> Event:
        """The event by which it began, as its rows know it."""
        kind = type(event).__name__
        return event.told(Envelope("", "", kind, subject, self.since, self.network, channel="clock", actor="clock"))


class Forgetter:
    """What a service that keeps something of people does with the event that erases one.

    `rows` empty; `again(id)` makes the event anew; `tell(id, counts)` is what the service then says on `stream`.
    """

    def __init__(
        self,
        stream: Stream,
        *rows: Row[Any, Any],
        again: Callable[[str], Event],
        tell: Callable[[str, Counts], Event],
        stays: Stays | None = None,
    ) -> None:
        self.kind = Kind("forgettings", Forgetting, stream=stream, due=_by_process)
        self.rows = (*rows, on(rows[0].event, self.kind, ids=lambda e: [e.envelope.subject], decide=_begin))
        self._emptying, self._again, self._tell, self._stays = rows, again, tell, stays or {}

    async def account(self, store: Store, id: str) -> None:
        """The process behind the due date: looks through everything, then says so, once."""
        state = (await store.load(self.kind, [id]))[id].state
        if state is None or state.due_at is None or state.due_at > store.clock.now():
            return
        found = await forget_again(store, self._emptying, state.heard(self._again(id), id), self._stays)

        def decide(state: Forgetting | None, now: datetime) -> Decided[Forgetting]:
            assert state
            if state.told:
                return state, []
            if found is None:
                return state.model_copy(update={"due_at": now + AGAIN_AFTER}), []
            return state.model_copy(update={"due_at": None, "told": True}), [self._tell(id, found)]

        await store.change(self.kind, id, decide, Cause.clock(state.network))


def _begin(state: Forgetting | None, event: Event, now: datetime) -> tuple[Forgetting, list[Event]]:
    since = event.envelope.time
    return state or Forgetting(network=event.envelope.network, since=since, due_at=now), []


def _by_process(state: Forgetting, instant: datetime) -> Decided[Forgetting]:
    raise RuntimeError("forgetting is a process: wire `account` to its kind")
