"""One person or two: somebody held who resembles another, and two who turn out to be one."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from chassis.caller import Caller
from chassis.errors import NotFound
from contracts.words import PersonId
from services.profiles import scope
from services.profiles.api.people import Coordinator, PersonView, others_case
from services.profiles.domain import contact, person
from services.profiles.domain.person import Person
from services.profiles.merge import Merger
from services.profiles.store import Contacts, People

router = APIRouter(tags=["people"])


class Identity(BaseModel):
    """Whether somebody who is held is the one whom they resemble."""

    same: bool


class Merging(BaseModel):
    """Who is the same, and is given up."""

    other: PersonId = Field(description="Their id stands for the past only; a login of theirs has to be moved.")


@router.post("/people/{person_id}/identity")
async def identify(person_id: str, form: Identity, caller: Coordinator) -> PersonView:
    """Same: the references go over to the person who was known first. Not the same: the person joins."""
    await others_case(caller, person_id)
    if form.same:
        return await _go_over(caller, person_id)
    apart = await caller.change(People, person_id, person.tell_apart)
    reach = (await caller.get(Contacts, person_id)).reach
    if reach:
        await caller.change(Contacts, person_id, lambda s, now: contact.keep(s, person_id, reach, now))
    return PersonView.of(apart)


async def _go_over(caller: Caller, person_id: str) -> PersonView:
    """Nothing was enrolled under the id that is given up, so that its references are all there is."""
    merged = await caller.change(People, person_id, person.merge)
    assert merged.looks_like
    kept = await caller.get(People, merged.looks_like)
    if kept.same_as:
        kept = await caller.get(People, kept.same_as)
    if kept.standing != "erased":  # else it is somebody barred who returned: nothing of them is kept
        kept = await caller.change(
            People, kept.person_id, lambda s, now: person.also_known_as(s, merged.references, now)
        )
    await caller.change(Contacts, person_id, contact.forget)
    return PersonView.of(kept)


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
