"""The network's territories."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body

from chassis.caller import Caller, allow
from services.profiles import scope
from services.profiles.domain import territory
from services.profiles.domain.territory import Area
from services.profiles.store import TerritoryLists, territories

router = APIRouter(tags=["territories"])
MOST = 800  # centroids that one event can carry


@router.get("/territories")
async def show(
    caller: Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator", "safeguarding", "company")],
) -> list[Area]:
    return list((await territories(caller.store, caller.network)).areas)


@router.put("/territories")
async def set_list(
    form: Annotated[list[Area], Body(max_length=MOST)], caller: Annotated[Caller, allow("coordinator")]
) -> list[Area]:
    """The whole list anew; none under 5,000 inhabitants."""
    scope.whole_network(caller)
    decide = partial(territory.set_list, network=caller.network, areas=form)
    kept = await caller.change(TerritoryLists, caller.network, decide)
    return list(kept.areas)
