"""Programmes and their policy."""

from typing import Annotated

from fastapi import APIRouter

from chassis.caller import Caller, allow
from contracts.policy import Policy
from contracts.words import ProgrammeId
from services.profiles.domain import programme
from services.profiles.domain.programme import Outline, Programme
from services.profiles.store import LivePairs, Organisations, Programmes

router = APIRouter(tags=["programmes"])
Anyone = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator", "safeguarding", "company", "operator")]
Coordinator = Annotated[Caller, allow("coordinator")]


class ProgrammeView(Outline):
    """A programme, as everybody sees it; who is away is not for everybody."""

    network: str
    programme_id: ProgrammeId
    open: bool

    @classmethod
    def of(cls, state: Programme) -> "ProgrammeView":
        return cls.model_validate(state, from_attributes=True)


@router.post("/programmes", status_code=201)
async def start(form: Outline, caller: Coordinator) -> ProgrammeView:
    """A coordinator of the owning organisation, or of the whole network, opens a programme."""
    caller.covers(organisation=form.owner)
    await caller.get(Organisations, form.owner)
    id = caller.new_id("programme")
    made = await caller.change(Programmes, id, lambda state, now: programme.start(form, caller.network, id))
    return ProgrammeView.of(made)


@router.get("/programmes")
async def list_all(caller: Anyone, reference: str | None = None) -> list[ProgrammeView]:
    """All of the network's, or the one with this reference."""
    found = await caller.find(Programmes, {"reference": reference} if reference else None, sort="reference")
    return [ProgrammeView.of(each) for each in found]


@router.get("/programmes/{programme_id}")
async def show(programme_id: str, caller: Anyone) -> ProgrammeView:
    return ProgrammeView.of(await caller.get(Programmes, programme_id))


@router.put("/programmes/{programme_id}")
async def change(programme_id: str, form: Outline, caller: Coordinator) -> ProgrammeView:
    """All of it anew, policy included."""
    await owned(caller, programme_id)
    changed = await caller.change(Programmes, programme_id, lambda state, now: programme.change(state, form, now))
    return ProgrammeView.of(changed)


@router.put("/programmes/{programme_id}/policy")
async def set_policy(programme_id: str, form: Policy, caller: Coordinator) -> ProgrammeView:
    """All of the policy anew. What it demands of people counts from the next decision on each."""
    await owned(caller, programme_id)
    changed = await caller.change(Programmes, programme_id, lambda state, now: programme.set_policy(state, form, now))
    return ProgrammeView.of(changed)


@router.post("/programmes/{programme_id}/closure")
async def close(programme_id: str, caller: Coordinator) -> ProgrammeView:
    """Refused while pairs of it live."""
    await owned(caller, programme_id)
    live = len(await caller.find(LivePairs, {"programme_id": programme_id, "lives": True}, limit=1))
    changed = await caller.change(Programmes, programme_id, lambda state, now: programme.close(state, live, now))
    return ProgrammeView.of(changed)


async def owned(caller: Caller, programme_id: str) -> None:
    """Coordinators of the owner, of the programme, or of the network. Raises NotFound."""
    found = await caller.get(Programmes, programme_id)
    if any(grant.programmes is not None and programme_id in grant.programmes for grant in caller.grants):
        return
    caller.covers(organisation=found.owner, programme=programme_id)
