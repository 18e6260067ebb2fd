"""The operator's door to the lot: list, release, discard."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from chassis.caller import Caller, allow
from chassis.errors import found
from chassis.lots import NOTHING

router = APIRouter(tags=["operations"])
Operator = Annotated[Caller, allow("operator")]


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


class Discard(BaseModel):
    """Why the head of a lane is passed over for ever."""

    reason: str = Field(min_length=3, max_length=500, description="Kept in the log; no personal data.")


@router.get("/parked")
async def list_parked(request: Request, operator: Operator) -> list[ParkedLane]:
    """Every lane that has something in the lot, without content."""
    return [ParkedLane(id=lot.pop("_id"), **lot) for lot in await request.app.state.runtime.lots.listing()]


@router.post("/parked/{lane:path}/release", status_code=202)
async def release(lane: str, request: Request, operator: Operator) -> None:
    """Try the lane again from its head, in order."""
    await request.app.state.runtime.lots.release(lane)


@router.post("/parked/{lane:path}/discard", status_code=202)
async def discard(lane: str, form: Discard, request: Request, operator: Operator) -> None:
    """Apply "nothing" for the head, so that its successors can follow."""
    stream, _, key = lane.partition("/")
    await found(request.app.state.runtime.batches.get(stream), NOTHING).discard(key, form.reason)
