"""A kind of aggregate, and the cause of a change to one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from contracts.envelope import Envelope
from contracts.event import Event
from contracts.stream import Stream

S = TypeVar("S", bound=BaseModel)
Decided = tuple[S, Sequence[Event]]
Decide = Callable[[S | None, datetime], Decided[S]]


@dataclass(frozen=True, eq=False)
class Kind(Generic[S]):
    """One collection of documents with one kind of state: `Pairs = Kind("pairs", Pair, stream=PAIRS, due=pair.due)`.

    `due(state, instant)` decides what happens at `state.due_at`, which it must move on or clear. `keys(state)` are
    unique in the collection: `Taken` where two documents want the same. `indexes` name fields of the state that are
    searched. `anonymous`: its events never name an actor. `source`: their `ce_source`, where their stream's first word
    is not the service that publishes them. `projection`: only reactions write it, by ids that the event itself gives,
    and it publishes nothing, so that `relais rebuild` can make it again from the streams.
    """

    name: str
    state: type[S]
    stream: Stream | None = None
    due: Callable[[S, datetime], Decided[S]] | None = None
    keys: Callable[[S], Iterable[str]] | None = None
    indexes: tuple[str, ...] = ()
    anonymous: bool = False
    source: str = ""
    projection: bool = False

    def __post_init__(self) -> None:
        if self.projection and (self.stream or self.due):
            raise ValueError(f"{self.name} publishes or has due dates: it is no projection")

    def read(self, state: Any) -> S | None:
        """A state as the store keeps it."""
        return None if state is None else self.state.model_validate(state)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something changes: whose act, in whose name, through which door.

    `key` makes a command safe to repeat; `fingerprint` tells a repetition from another command with the same key.
    """

    network: str
    actor: str | None = None
    on_behalf: str | None = None
    channel: str | None = None
    traceparent: str | None = None
    key: str | None = None
    fingerprint: str = ""

    @classmethod
    def of(cls, envelope: Envelope) -> "Cause":
        """What follows from an event is its actor's doing."""
        return cls(envelope.network, envelope.actor, envelope.on_behalf, envelope.channel, envelope.traceparent)

    @classmethod
    def clock(cls, network: str) -> "Cause":
        """A due date came."""
        return cls(network, actor="clock", channel="clock")


def due_at(state: Any) -> datetime | None:
    """When time alone will change this state."""
    return getattr(state, "due_at", None)
