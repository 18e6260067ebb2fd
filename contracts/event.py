"""What every event has in common, and the list of those that exist."""

from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr

from contracts.envelope import Envelope
from contracts.stream import Stream


class Event(BaseModel):
    """Something that happened: past tense, frozen. A reader passes over fields and codes that it does not know.

    A field with a default may be added; anything else is a new type, published beside the old one.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    stream: ClassVar[Stream]
    tombstone: ClassVar[bool] = False  # has no body: on a compacted stream it removes what its key had
    _envelope: Envelope | None = PrivateAttr(default=None)

    @property
    def envelope(self) -> Envelope:
        """Who, when and where it was told. Only an event that was read from a stream has one."""
        if self._envelope is None:
            raise AttributeError(f"this {type(self).__name__} was not read from a stream")
        return self._envelope

    def told(self, envelope: Envelope) -> Self:
        """The same event with the envelope in which it was read."""
        self._envelope = envelope
        return self

    @property
    def stream_name(self) -> str:
        """Topic on which this event goes out; an event for one partner goes to that partner's own."""
        return self.stream.name.replace("{partner}", getattr(self, "partner", None) or "")


def types_of(stream: Stream) -> dict[str, type[Event]]:
    """The event types of a stream by `ce_type`. Only modules that are imported count."""
    return {kind.__name__: kind for kind in _leaves(Event) if getattr(kind, "stream", None) == stream}


def _leaves(kind: type[Event]) -> Iterator[type[Event]]:
    """Those that nothing is built upon: what several types share (`PairEvent`) never goes out itself."""
    for child in kind.__subclasses__():
        yield from _leaves(child) if child.__subclasses__() else (child,)
