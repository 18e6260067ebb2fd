"""How a pair gets on, and which pairs need looking after."""

from typing import Annotated

from fastapi import APIRouter

from chassis.caller import Caller, allow
from contracts.words import ProgrammeId
from services.feedback.api.access import coordinates, follow_up_for
from services.feedback.api.shown import FollowUpView, PairAtRiskView
from services.feedback.store import FollowUps

router = APIRouter(tags=["follow-up"])


@router.get("/pairs/at-risk")
async def pairs_at_risk(
    caller: Annotated[Caller, allow("coordinator")], programme: ProgrammeId | None = None
) -> list[PairAtRiskView]:
    """The caller's running pairs that need looking after, the longest at risk first."""
    where = {"phase": "running", "risks": {"$ne": []}} | ({"programme_id": programme} if programme else {})
    found = [each for each in await caller.find(FollowUps, where) if await coordinates(caller, each)]
    return [PairAtRiskView.of(each) for each in sorted(found, key=lambda each: min(r.since for r in each.risks))]


@router.get("/pairs/{pair_id}/follow-up")
async def follow_up(
    pair_id: str, caller: Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator")]
) -> FollowUpView:
    """As much as the caller may see."""
    found = await follow_up_for(caller, pair_id)
    if await coordinates(caller, found):
        return FollowUpView.whole(found)
    return FollowUpView.to(caller.speaks_for, found)
