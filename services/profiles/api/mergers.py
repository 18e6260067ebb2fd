"""Two people who turn out to be one, though each has been enrolled."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from chassis.caller import Caller
from chassis.errors import NotFound
from contracts.words import PersonId
from services.profiles import scope
from services.profiles.api.people import Coordinator, PersonView
from services.profiles.domain.person import Person
from services.profiles.merge import Merger
from services.profiles.store import People

router = APIRouter(tags=["people"])


class Merging(BaseModel):
    """Who is the same, and is given up."""

    other: PersonId = Field(description="Their id stands for the past only; a login of theirs has to be moved.")


@router.post("/people/{person_id}/merger")
async def merge(person_id: str, form: Merging, caller: Coordinator) -> PersonView:
    """The person of the path stays: enrolled where either was, with the hours of both, known by the names of both."""
    kept, other = await _covered(caller, person_id), await _covered(caller, form.other)
    return PersonView.of(await Merger(caller, kept, other).join())


async def _covered(caller: Caller, person_id: str) -> Person:
    """Raises NotFound, and OwnCase where it is the coordinator's own or their child's."""
    state = await caller.get(People, person_id)
    if not await scope.covers(caller, state):
        raise NotFound("There is no such thing here.")
    for each in (person_id, *state.guardians):
        scope.not_ones_own(caller, each)
    return state
