"""The toy services with a bug each, sown on purpose: FAULTS_BUG names it. The product has no switch for any of them."""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fastapi import FastAPI

import chassis.draft
from chassis.batch import Batch, Fold
from chassis.draft import Draft, Entry
from chassis.due import DueDates
from chassis.errors import Gap
from chassis.kind import Cause, Kind
from chassis.outbox import Outbox
from chassis.store import Store
from tests.chassis import toy


def create() -> FastAPI:
    """The publisher or the follower, whichever the bug belongs to."""
    name = os.environ["FAULTS_BUG"]
    (PUBLISHERS | FOLLOWERS)[name]()
    return toy.create() if name in PUBLISHERS else toy.create_mirror()


async def nothing(*_: Any, **__: Any) -> None:
    """Done."""


def sequence_reused() -> None:
    accept = Draft.accept

    def again(self: Draft[Any], state: Any, entries: list[Entry], network: str) -> None:
        accept(self, state, entries, network)
        self.sequence = min(self.sequence, 1)

    Draft.accept = again  # type: ignore[method-assign]
    Outbox._remember = lambda self, name, sequence: None  # type: ignore[method-assign]


def event_without_state() -> None:
    async def written(self: Store, kind: Kind[Any], drafts: Sequence[Draft[Any]]) -> list[Draft[Any]]:
        return []

    Store.write_many = written  # type: ignore[method-assign]


def timer_raised_twice() -> None:
    async def change(self: DueDates, kind: Kind[Any], id: str) -> None:
        def decide(state: Any, now: Any) -> Any:
            assert kind.due
            after, events = kind.due(state, state.due_at)
            return after, [*events, *events]

        network = await self._store.network_of(kind, id)
        assert network
        await self._store.change(kind, id, decide, Cause.clock(network))

    DueDates._change = change  # type: ignore[method-assign]


def due_date_skipped() -> None:
    DueDates.poll = nothing  # type: ignore[method-assign]


def outbox_forgotten() -> None:
    Outbox.publish = Outbox.sweep = nothing  # type: ignore[method-assign]


def partition_changed() -> None:
    right = chassis.draft.partition_of
    chassis.draft.partition_of = lambda key, partitions: (right(key, partitions) + 1) % partitions


def guard_skipped() -> None:
    Draft.last = lambda self, lane: 0  # type: ignore[method-assign]


def gap_passed() -> None:
    add = Fold.add

    def carelessly(self: Fold, arrival: Any) -> None:
        try:
            add(self, arrival)
        except Gap:
            for kind, document, _ in self._meant[id(arrival)]:
                self._drafts[kind][document].marks[arrival.guard] = arrival.sequence - 1
            add(self, arrival)

    Fold.add = carelessly  # type: ignore[method-assign]


def effect_written_twice() -> None:
    for rows in toy.REACTIONS.tables({})[0].rows.values():
        for row in rows:
            if row.kind is toy.Mirrors:
                object.__setattr__(row, "decide", _twice(row.decide))


def _twice(decide: Callable[..., Any]) -> Callable[..., Any]:
    def both(state: Any, event: Any, now: Any) -> Any:
        once, events = decide(state, event, now)
        again, more = decide(once, event, now)
        return again, [*events, *more]

    return both


def guard_without_effect() -> None:
    load = Fold.load

    async def only_guards(self: Fold, arrivals: Iterable[Any]) -> None:
        self._nothing = True
        await load(self, list(arrivals))

    Fold.load = only_guards  # type: ignore[method-assign]


def lot_released_without_its_condition() -> None:
    async def retry(self: Batch, key: str) -> None:
        if head := await self._lots.head(self.table, key):
            await self._lots.drop(head[1])

    Batch.retry = retry  # type: ignore[method-assign]


PUBLISHERS = {
    each.__name__.replace("_", "-"): each
    for each in (
        sequence_reused,
        event_without_state,
        timer_raised_twice,
        due_date_skipped,
        outbox_forgotten,
        partition_changed,
    )
}
FOLLOWERS = {
    each.__name__.replace("_", "-"): each
    for each in (
        guard_skipped,
        gap_passed,
        effect_written_twice,
        guard_without_effect,
        lot_released_without_its_condition,
    )
}
