"""Two small services on the chassis, each a process of its own: things are bumped, mirrors and tallies follow."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel, ConfigDict, Field

from chassis.app import create as create_app
from chassis.caller import Caller, allow
from chassis.errors import NotYet, Refused
from chassis.kind import Kind
from chassis.reactions import Reactions, hears, on
from chassis.settings import Settings
from contracts.event import Event
from contracts.stream import Stream

RUN = os.environ.get("TOY_RUN", "0")  # streams of its own for every run
THINGS = Stream(name=f"toy.things-{RUN}.v1", description="Things.", key="thing", partitions=4)
MIRRORS = Stream(name=f"toy.mirrors-{RUN}.v1", description="Mirrors.", key="thing", partitions=4)


class ThingBumped(Event):
    """A thing was bumped."""

    stream: ClassVar[Stream] = THINGS
    thing_id: str
    number: int
    group: str = "all"
    demand: str = ""
    padding: str = ""


class ThingRang(Event):
    """Its alarm rang, once a scheduled instant."""

    stream: ClassVar[Stream] = THINGS
    thing_id: str
    due_at: datetime


class MirrorMoved(Event):
    """A mirror has seen a bump."""

    stream: ClassVar[Stream] = MIRRORS
    thing_id: str
    number: int


class State(BaseModel):
    model_config = ConfigDict(frozen=True)


class Thing(State):
    thing_id: str
    number: int = 0
    due_at: datetime | None = None
    rings_left: int = 0


class Mirror(State):
    thing_id: str
    seen: tuple[int, ...] = ()


class Tally(State):
    group: str
    bumps: int = 0


class Door(State):
    """Open: what demands it may pass."""

    open: bool = True


class TooHigh(Refused):
    """The number is too high."""


def bump(state: Thing | None, thing_id: str, form: "Bump") -> tuple[Thing, list[Event]]:
    number = (state.number if state else 0) + 1
    if form.most and number > form.most:
        raise TooHigh("It has been bumped often enough.")
    thing = (state or Thing(thing_id=thing_id)).model_copy(update={"number": number})
    event = ThingBumped(
        thing_id=thing_id, number=number, group=form.group, demand=form.demand, padding="x" * form.padding
    )
    return thing, [event]


def wind(state: Thing | None, thing_id: str, every_s: float, times: int, now: datetime) -> tuple[Thing, list[Event]]:
    first = now + timedelta(seconds=every_s)
    return Thing(thing_id=thing_id, number=state.number if state else 0, due_at=first, rings_left=times), []


def ring(state: Thing, instant: datetime) -> tuple[Thing, list[Event]]:
    left = state.rings_left - 1
    then = instant + timedelta(seconds=1) if left else None
    thing = state.model_copy(update={"due_at": then, "rings_left": left})
    return thing, [ThingRang(thing_id=state.thing_id, due_at=instant)]


def reflect(state: Mirror | None, event: ThingBumped, now: datetime) -> tuple[Mirror, list[Event]]:
    state = state or Mirror(thing_id=event.thing_id)
    if event.demand == "bug":
        raise ZeroDivisionError
    return state.model_copy(update={"seen": (*state.seen, event.number)}), [
        MirrorMoved(thing_id=event.thing_id, number=event.number)
    ]


def tally(state: Tally | None, event: ThingBumped, now: datetime) -> tuple[Tally, list[Event]]:
    state = state or Tally(group=event.group)
    return state.model_copy(update={"bumps": state.bumps + 1}), []


def pass_door(state: Door | None, event: ThingBumped, now: datetime) -> tuple[Door | None, list[Event]]:
    if event.demand == "door" and state is None:
        raise NotYet("the door has not come")
    if event.demand == "door" and state is not None and not state.open:
        raise TooHigh("The door is shut.")
    return state, []


Things = Kind("things", Thing, stream=THINGS, due=ring)
Mirrors = Kind("mirrors", Mirror, stream=MIRRORS)
Tallies = Kind("tallies", Tally)
Doors = Kind("doors", Door)

REACTIONS = Reactions(
    hears(THINGS, Mirrors),
    on(ThingBumped, Mirrors, ids=lambda e: [e.thing_id], decide=reflect),
    on(ThingBumped, Tallies, ids=lambda e: [e.group], decide=tally),
    on(ThingBumped, Doors, ids=lambda e: [f"door-{e.thing_id}"] if e.demand else [], decide=pass_door),
)

router = APIRouter()
Anybody = Annotated[Caller, allow("coordinator")]


class Bump(BaseModel):
    group: str = "all"
    demand: str = ""
    most: int = 0
    padding: int = Field(default=0, le=200_000)


class Wind(BaseModel):
    every_s: float
    times: int


@router.post("/things/{thing_id}/bump")
async def post_bump(thing_id: str, form: Bump, caller: Anybody) -> Thing:
    return await caller.change(Things, thing_id, lambda state, now: bump(state, thing_id, form))


@router.post("/things/{thing_id}/wind")
async def post_wind(thing_id: str, form: Wind, caller: Anybody) -> Thing:
    return await caller.change(
        Things, thing_id, lambda state, now: wind(state, thing_id, form.every_s, form.times, now)
    )


@router.get("/things/{thing_id}")
async def get_thing(thing_id: str, caller: Anybody) -> Thing:
    return await caller.get(Things, thing_id)


@router.get("/mirrors/{thing_id}")
async def get_mirror(thing_id: str, caller: Anybody) -> Mirror:
    return await caller.get(Mirrors, thing_id)


@router.get("/tallies/{group}")
async def get_tally(group: str, caller: Anybody) -> Tally:
    return await caller.get(Tallies, group)


@router.put("/doors/{door_id}")
async def put_door(door_id: str, form: Door, caller: Anybody) -> Door:
    return await caller.change(Doors, door_id, lambda state, now: (form, []))


def fail(state: Mirror | None, event: ThingBumped, now: datetime) -> tuple[Mirror, list[Event]]:
    raise ZeroDivisionError


BROKEN = Reactions(hears(THINGS, Mirrors), on(ThingBumped, Mirrors, ids=lambda e: [e.thing_id], decide=fail))


def create(settings: Settings | None = None) -> FastAPI:
    """The service where things are bumped."""
    return create_app("toy", kinds=[Things], routers=[router], settings=settings)


def create_mirror(settings: Settings | None = None) -> FastAPI:
    """The service that follows."""
    return create_app("mirror", kinds=[Doors], routers=[router], reactions=REACTIONS, settings=settings)


def create_broken_mirror(settings: Settings | None = None) -> FastAPI:
    """A deploy of the service that follows, in which nothing works."""
    return create_app("mirror", kinds=[Doors], routers=[router], reactions=BROKEN, settings=settings)


def streams() -> Sequence[Stream]:
    return [THINGS, MIRRORS]
