"""The reaction that is measured: a visit is paid, its journal grows and says so. One decision for every loop."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict

from chassis.app import create as create_app
from chassis.kind import Kind
from chassis.reactions import Reactions, hears, on
from contracts.event import Event
from contracts.stream import Stream


class Visit(Event):
    """Somebody paid a visit."""

    pair_id: str
    minutes: int
    note: str = ""


class JournalGrew(Event):
    """A journal has one more visit."""

    stream: ClassVar[Stream]
    pair_id: str
    visits: int
    minutes: int


class Journal(BaseModel):
    """All visits of one pair, in sum."""

    model_config = ConfigDict(frozen=True)

    pair_id: str
    visits: int = 0
    minutes: int = 0
    last: str = ""


@dataclass(frozen=True)
class Toy:
    """The toy on streams of its own: what comes, what goes out, and the rows between them."""

    visits: Stream
    journals: Stream
    visit: type[Visit]
    grew: type[JournalGrew]

    def decide(self, state: Journal | None, event: Visit, now: datetime) -> tuple[Journal, Sequence[Event]]:
        state = state or Journal(pair_id=event.pair_id)
        sums = {"visits": state.visits + 1, "minutes": state.minutes + event.minutes, "last": event.note}
        grown = state.model_copy(update=sums)
        return grown, [self.grew(pair_id=grown.pair_id, visits=grown.visits, minutes=grown.minutes)]

    def reactions(self) -> Reactions:
        kind = Kind("journals", Journal, stream=self.journals)
        return Reactions(
            hears(self.visits, kind),
            on(self.visit, kind, ids=lambda event: [event.pair_id], decide=self.decide),
        )


def toy(run: str) -> Toy:
    """A toy on fresh streams."""
    visits = Stream(name=f"bench.visits-{run}.v1", description="Visits.", key="pair")
    journals = Stream(name=f"bench.journals-{run}.v1", description="Journals.", key="pair")
    return Toy(visits, journals, _on(Visit, visits), _on(JournalGrew, journals))


def _on(event: type[Any], stream: Stream) -> Any:
    return type(event.__name__, (event,), {"__module__": __name__, "stream": stream})


def create() -> FastAPI:
    """The toy of TOY_RUN as a service of its own."""
    return create_app("bench", kinds=[], routers=[], reactions=toy(os.environ["TOY_RUN"]).reactions())
