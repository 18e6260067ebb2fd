"""Referents who are away: said by themselves, or by a coordinator of the programme."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel

from chassis.caller import Caller, allow
from services.profiles.api.programmes import owned
from services.profiles.domain import away
from services.profiles.domain.absence import Absence
from services.profiles.domain.programme import Programme
from services.profiles.store import Programmes

router = APIRouter(tags=["programmes"])
Coordinator = Annotated[Caller, allow("coordinator")]
PATH = "/programmes/{programme_id}/referents/{person_id}/absence"


class DaysAway(BaseModel):
    """First and last day, in the programme's time zone."""

    first_day: date
    last_day: date


@router.get(PATH)
async def show(programme_id: str, person_id: str, caller: Coordinator) -> Absence | None:
    """When the referent is away; null where nothing was said, or it is over."""
    await _may(caller, programme_id, person_id)
    return _of(await caller.get(Programmes, programme_id), person_id)


@router.put(PATH)
async def go_away(programme_id: str, person_id: str, form: DaysAway, caller: Coordinator) -> Absence | None:
    """What pairs ask of the referent goes to the deputy on these days, and comes back after them by itself."""
    await _may(caller, programme_id, person_id)
    first, last = form.first_day, form.last_day
    changed = await caller.change(
        Programmes, programme_id, lambda state, now: away.go_away(state, person_id, first, last, now)
    )
    return _of(changed, person_id)


@router.delete(PATH, status_code=204)
async def come_back(programme_id: str, person_id: str, caller: Coordinator) -> None:
    """Back earlier, or not away at all."""
    await _may(caller, programme_id, person_id)
    await caller.change(Programmes, programme_id, lambda state, now: away.come_back(state, person_id, now))


async def _may(caller: Caller, programme_id: str, person_id: str) -> None:
    """Raises NotFound."""
    known = await caller.get(Programmes, programme_id)
    if caller.person != person_id or person_id not in {each.referent for each in known.referents}:
        await owned(caller, programme_id)


def _of(state: Programme, person_id: str) -> Absence | None:
    return next((each for each in state.absences if each.person_id == person_id), None)
