"""The operators' doors: is it well, how is it doing, and the lot: list, release, rule."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field

from chassis import metrics
from chassis.caller import Caller, allow
from chassis.errors import found
from chassis.lots import NOTHING

probes = APIRouter(tags=["operations"])  # these need no token
parked = APIRouter(tags=["operations"])
Operator = Annotated[Caller, allow("operator")]


@probes.get("/livez")
async def livez() -> str:
    """The process breathes."""
    return "ok"


@probes.get("/readyz")
async def readyz(request: Request, response: Response) -> str:
    """Streams assigned, store writable; else 503 and what is missing."""
    missing: str | None = await request.app.state.runtime.ready()
    response.status_code = 503 if missing else 200
    return missing or "ok"


@probes.get("/metrics", include_in_schema=False)
async def prometheus(request: Request) -> Response:
    metrics.READY.set(await request.app.state.runtime.ready() is None)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


class Entry(BaseModel):
    """One record that waits, by position."""

    partition: int
    offset: int
    sequence: int
    type: str | None
    state: str = Field(description="parked, waiting, or behind another.")
    reason: str
    detail: str
    since: Any


class ParkedLane(BaseModel):
    """What waits of one lane, in the order in which it will be tried."""

    id: str = Field(description="`<stream>/<key>`.")
    stream: str
    head: str
    entries: list[Entry]


class Word(BaseModel):
    """What an operator rules, in writing."""

    reason: str = Field(min_length=3, max_length=500, description="Why; kept with the ruling. No personal data.")


class Ruling(BaseModel):
    """A record that an operator has discarded, or taken in spite of the gap before it."""

    lane: str
    partition: int
    offset: int
    sequence: int
    type: str | None
    reason: str = Field(description="Why it stood.")
    ruling: str = Field(description="discard, or accept-gap.")
    why: str
    by: str = Field(description="`sub` of the operator's token.")
    at: Any


@parked.get("/parked")
async def list_parked(request: Request, operator: Operator) -> list[ParkedLane]:
    """Every lane that has something in the lot, without content."""
    return [ParkedLane(id=lot.pop("_id"), **lot) for lot in await request.app.state.runtime.lots.listing()]


@parked.get("/rulings")
async def list_rulings(request: Request, operator: Operator) -> list[Ruling]:
    """What operators have ruled, and why."""
    return [Ruling(**ruling) for ruling in await request.app.state.runtime.lots.rulings()]


@parked.post("/parked/{lane:path}/release", status_code=202)
async def release(lane: str, request: Request, operator: Operator) -> None:
    """Try the lane again from its head, in order."""
    await request.app.state.runtime.lots.release(lane)


@parked.post("/parked/{lane:path}/{ruling}", status_code=202)
async def rule(
    lane: str, ruling: Literal["discard", "accept-gap"], word: Word, request: Request, operator: Operator
) -> None:
    """Apply nothing for the head, or the head in spite of the gap before it, so that its successors can follow."""
    stream, _, key = lane.partition("/")
    batch = found(request.app.state.runtime.batches.get(stream), NOTHING)
    await batch.rule(key, ruling, word.reason, operator.identity.subject)
