"""Organisations: who takes part."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel

from chassis.caller import Caller, allow
from contracts.organisations import Halt
from services.profiles import scope
from services.profiles.domain import organisation
from services.profiles.domain.organisation import Organisation, Particulars
from services.profiles.store import Organisations

router = APIRouter(tags=["organisations"])
Anyone = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator", "safeguarding", "company", "operator")]
Coordinator = Annotated[Caller, allow("coordinator")]


class Why(BaseModel):
    """Why, as a code."""

    reason: Halt = "administrative"


@router.post("/organisations", status_code=201)
async def register(form: Particulars, caller: Coordinator) -> Organisation:
    """A coordinator of the whole network registers a school, company or association."""
    scope.whole_network(caller)
    id = caller.new_id("organisation")
    return await caller.change(Organisations, id, lambda state, now: organisation.register(form, caller.network, id))


@router.get("/organisations")
async def list_all(caller: Anyone, reference: str | None = None) -> list[Organisation]:
    """All of the network's, or the one with this reference."""
    return await caller.find(Organisations, {"reference": reference} if reference else None, sort="reference")


@router.get("/organisations/{organisation_id}")
async def show(organisation_id: str, caller: Anyone) -> Organisation:
    return await caller.get(Organisations, organisation_id)


@router.put("/organisations/{organisation_id}")
async def change(organisation_id: str, form: Particulars, caller: Coordinator) -> Organisation:
    """All of its particulars anew."""
    caller.covers(organisation=organisation_id)
    return await caller.change(Organisations, organisation_id, lambda state, now: organisation.change(state, form, now))


@router.post("/organisations/{organisation_id}/suspension")
async def suspend(organisation_id: str, form: Why, caller: Coordinator) -> Organisation:
    """It takes no part for a while."""
    scope.whole_network(caller)
    await caller.get(Organisations, organisation_id)
    return await caller.change(
        Organisations, organisation_id, lambda state, now: organisation.suspend(state, form.reason, now)
    )


@router.post("/organisations/{organisation_id}/resumption")
async def resume(organisation_id: str, caller: Coordinator) -> Organisation:
    """It takes part again."""
    scope.whole_network(caller)
    await caller.get(Organisations, organisation_id)
    return await caller.change(Organisations, organisation_id, organisation.resume)


@router.post("/organisations/{organisation_id}/closure")
async def close(organisation_id: str, form: Why, caller: Coordinator) -> Organisation:
    """It leaves the network for good."""
    scope.whole_network(caller)
    await caller.get(Organisations, organisation_id)
    return await caller.change(
        Organisations, organisation_id, lambda state, now: organisation.close(state, form.reason, now)
    )
