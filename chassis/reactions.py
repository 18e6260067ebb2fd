"""The table "when X happens elsewhere, or in another aggregate here, do Y": a reaction is a row, not a coroutine."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from chassis.kind import Kind, S
from chassis.settings import Partner
from chassis.store import Store
from contracts.event import Event, types_of
from contracts.stream import Stream

E = TypeVar("E", bound=Event)
Reader = Callable[[Any, "Table"], None]  # fills in an arrival's envelope and event, or its trouble


class Lane(BaseModel):
    """State of a document that only hears: a lane document, where a service keeps none of its own for a stream."""


LANES = Kind("lanes", Lane)


@dataclass(frozen=True)
class Row(Generic[E, S]):
    """When `event` happens, these documents of `kind` decide.

    `ids` names the documents; `asked` finds them by a query, once a batch, one answer an event. `stream` only where
    the event has none, because a reader of this service makes it.
    """

    event: type[E]
    kind: Kind[S]
    _: KW_ONLY
    decide: Callable[[S | None, E, datetime], tuple[S | None, Sequence[Event]]]
    ids: Callable[[E], Iterable[str]] | None = None
    asked: Callable[[Store, Sequence[Any]], Awaitable[Sequence[Iterable[str]]]] | None = None
    stream: Stream | None = None

    def __post_init__(self) -> None:
        if (self.ids is None) == (self.asked is None):
            raise ValueError(f"{self.event.__name__} → {self.kind.name}: say either ids or asked")
        if self.asked and self.kind.projection:
            raise ValueError(f"{self.kind.name} is a projection: its ids come from the event, not from the store")


@dataclass(frozen=True)
class Hears:
    """The document of this kind whose id is the event's subject hears every event of the stream, and sees gaps.

    Without one, the chassis keeps a lane document. `readers`: this stream stands for several, one a partner, each
    with a reader of its own, because strangers write there.
    """

    stream: Stream
    kind: Kind[Any] = LANES
    readers: Callable[[Mapping[str, Partner]], Iterable[tuple[Stream, Reader]]] | None = None


on, hears = Row, Hears  # as a table of reactions reads


@dataclass(frozen=True)
class Table:
    """The reactions of a service to one stream. `order`: documents are written in the order in which rows name them."""

    stream: Stream
    source: Kind[Any]
    order: Sequence[Kind[Any]]
    rows: Mapping[str, Sequence[Row[Any, Any]]]
    known: frozenset[str]
    reader: Reader | None = None

    def kinds(self) -> set[Kind[Any]]:
        return set(self.order)


class Reactions:
    """All reactions of a service."""

    def __init__(self, *rows: Row[Any, Any] | Hears) -> None:
        self._rows: dict[str, dict[str, list[Row[Any, Any]]]] = {}
        self._heard: dict[str, Hears] = {}
        self._named: dict[str, list[Kind[Any]]] = {}
        for row in rows:
            stream = row.stream or row.event.stream if isinstance(row, Row) else row.stream
            by_type = self._rows.setdefault(stream.name, {})
            self._named.setdefault(stream.name, []).append(row.kind)
            if isinstance(row, Row):
                by_type.setdefault(row.event.__name__, []).append(row)
                self._heard.setdefault(stream.name, Hears(stream))
            else:
                self._heard[stream.name] = row

    def tables(self, partners: Mapping[str, Partner]) -> list[Table]:
        """One a stream; a partners' stream becomes one a partner."""
        return [
            Table(
                stream,
                heard.kind,
                self._order(name, heard),
                self._rows[name],
                frozenset(types_of(heard.stream)),
                reader,
            )
            for name, heard in self._heard.items()
            for stream, reader in (heard.readers(partners) if heard.readers else [(heard.stream, None)])
        ]

    def _order(self, name: str, heard: Hears) -> tuple[Kind[Any], ...]:
        return tuple(dict.fromkeys((heard.kind, *self._named[name])))
