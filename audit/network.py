"""Who publishes what from which documents, and who hears what into which: told a second time, on purpose."""

import re
from dataclasses import dataclass
from functools import cached_property

from contracts.stream import Stream


@dataclass(frozen=True)
class Publishing:
    """The documents of this collection publish on this stream, each under its own id."""

    service: str
    collection: str
    stream: Stream


@dataclass(frozen=True)
class Hearing:
    """This service hears the stream; the document of `collection` whose id is the subject hears every event of it."""

    service: str
    stream: Stream
    collection: str = "lanes"


@dataclass(frozen=True)
class Network:
    """What is audited."""

    publishing: tuple[Publishing, ...]
    hearing: tuple[Hearing, ...]

    @property
    def services(self) -> list[str]:
        return list(dict.fromkeys([p.service for p in self.publishing] + [h.service for h in self.hearing]))

    @cached_property
    def declared(self) -> tuple[Stream, ...]:
        """Every stream once."""
        return tuple(dict.fromkeys([h.stream for h in self.hearing] + [p.stream for p in self.publishing]))

    def streams(self, existing: set[str]) -> list[str]:
        """Names of the streams to be read; a partner's streams are those that exist."""
        return [name for stream in self.declared for name in sorted(existing) if is_of(stream, name)]

    def stream(self, name: str) -> Stream | None:
        """The declaration of a stream by its name on the broker."""
        return next((stream for stream in self.declared if is_of(stream, name)), None)

    def publisher(self, name: str) -> Publishing | None:
        """Whose documents publish on a stream."""
        return next((party for party in self.publishing if is_of(party.stream, name)), None)


def is_of(stream: Stream, name: str) -> bool:
    """Whether a topic is this stream, or one partner's of it."""
    if "{partner}" not in stream.name:
        return stream.name == name
    before, after = map(re.escape, stream.name.split("{partner}"))
    return re.fullmatch(f"{before}[a-z0-9-]{{1,40}}{after}", name) is not None
