"""The table "when X happens elsewhere, or in another aggregate here, do Y": a reaction is a row, not a coroutine."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel

from chassis.kind import Decided, Kind, S
from chassis.settings import Partner
from chassis.store import Store
from contracts.event import Event, types_of
from contracts.stream import Stream

E = TypeVar("E", bound=Event)
Ask = Callable[[Store, Sequence[Any]], Awaitable[Sequence[Iterable[str]]]]


class Lane(BaseModel):
    """State of a document that only hears: a lane document, where a service keeps none of its own for a stream."""


LANES = Kind("lanes", Lane)


class Unreadable(Event):
    """A record of a partner's stream that is not an event: a row for it answers the sender; nothing is parked.

    `faults` are (field, code), never content. `reference` is the record's `ce_subject`, where it has one.
    """

    partner: str
    ce_id: str | None
    reference: str | None
    partition: int
    offset: int
    faults: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Row:
    """One reaction. `ids` names the documents; `asked` finds them by a query, once a batch, one answer an event."""

    event: type[Event]
    kind: Kind[Any]
    decide: Callable[[Any, Any, datetime], Decided[Any]]
    ids: Callable[[Any], Iterable[str]] | None = None
    asked: Ask | None = None
    stream: Stream | None = None


@dataclass(frozen=True)
class Hears:
    """The document of this kind whose id is the event's subject hears every event of the stream, and sees gaps."""

    stream: Stream
    kind: Kind[Any]


def on(
    event: type[E],
    kind: Kind[S],
    *,
    decide: Callable[[S | None, E, datetime], tuple[S | None, Sequence[Event]]],
    ids: Callable[[E], Iterable[str]] | None = None,
    asked: Ask | None = None,
    stream: Stream | None = None,
) -> Row:
    """When `event` happens, these documents of `kind` decide. `stream` only where the event has none (Unreadable)."""
    if (ids is None) == (asked is None):
        raise ValueError(f"{event.__name__} → {kind.name}: say either ids or asked")
    return Row(event, kind, decide, ids, asked, stream)


def hears(stream: Stream, kind: Kind[Any]) -> Hears:
    """Declare the source document of a stream; without one, the chassis keeps a lane document."""
    return Hears(stream, kind)


@dataclass(frozen=True)
class Table:
    """The reactions of a service to one stream."""

    stream: Stream
    source: Kind[Any]
    rows: Mapping[str, tuple[Row, ...]]
    known: frozenset[str]
    partner: tuple[str, Partner] | None = None

    def kinds(self) -> set[Kind[Any]]:
        return {self.source} | {row.kind for rows in self.rows.values() for row in rows}


class Reactions:
    """All reactions of a service."""

    def __init__(self, *rows: Row | Hears) -> None:
        self._rows = [row for row in rows if isinstance(row, Row)]
        self._sources = {h.stream.name: h.kind for h in rows if isinstance(h, Hears)}
        streams = [row.stream or row.event.stream for row in self._rows]
        streams += [h.stream for h in rows if isinstance(h, Hears)]
        self._streams = list({stream.name: stream for stream in streams}.values())

    def tables(self, partners: Mapping[str, Partner]) -> list[Table]:
        """One a stream; a partners' stream becomes one a partner."""
        tables = []
        for stream in self._streams:
            if "{partner}" in stream.name:
                tables += [self._table(stream, stream.of(name), (name, partner)) for name, partner in partners.items()]
            else:
                tables.append(self._table(stream, stream, None))
        return tables

    def _table(self, declared: Stream, stream: Stream, partner: tuple[str, Partner] | None) -> Table:
        rows: dict[str, tuple[Row, ...]] = {}
        for row in self._rows:
            if (row.stream or row.event.stream) == declared:
                rows[row.event.__name__] = (*rows.get(row.event.__name__, ()), row)
        known = frozenset(types_of(declared))
        return Table(stream, self._sources.get(declared.name, LANES), rows, known, partner)
