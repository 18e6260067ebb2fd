"""A service that knows things from their stream only. As a program, what `relais rebuild` does to it."""

import asyncio
import sys
from datetime import datetime

from fastapi import FastAPI

from chassis.app import create as create_app
from chassis.kind import Kind
from chassis.reactions import Reactions, hears, on
from chassis.settings import Settings
from relais.complaint import Complaint
from relais.rebuilding import rebuild, show
from tests.chassis.toy import MIRRORS, THINGS, Mirror, State, Tally, ThingBumped, reflect, tally


class View(State):
    """What was last said of a thing."""

    number: int


class Mentioned(State):
    """Who was mentioned, by which thing last."""

    thing_id: str


def view(state: View | None, event: ThingBumped, now: datetime) -> tuple[View, list]:
    return View(number=event.number), []


def bug(state: Tally | None, event: ThingBumped, now: datetime) -> tuple[Tally, list]:
    if event.demand == "bug":
        raise ZeroDivisionError
    return tally(state, event, now)


Views = Kind("views", View, projection=True)
Tallies = Kind("tallies", Tally, projection=True)
Mirrors = Kind("mirrors", Mirror, stream=MIRRORS)

REACTIONS = Reactions(
    hears(THINGS, Views),
    on(ThingBumped, Views, ids=lambda e: [e.thing_id], decide=view),
    on(ThingBumped, Tallies, ids=lambda e: [e.group], decide=bug),
    on(ThingBumped, Mirrors, ids=lambda e: [e.thing_id] if not e.demand else [], decide=reflect),
)


def create(settings: Settings | None = None) -> FastAPI:
    return create_app("viewer", kinds=[Mirrors], routers=[], reactions=REACTIONS, settings=settings)


async def main(*options: str) -> bool:
    runtime = create().state.runtime
    try:
        outcome = await rebuild(
            runtime, mend="compare" not in options, afresh="afresh" in options, patience_s=float(options[0])
        )
    except Complaint as complaint:
        sys.exit(str(complaint))
    return show("viewer", outcome)


if __name__ == "__main__":
    sys.exit(not asyncio.run(main(*sys.argv[1:])))
