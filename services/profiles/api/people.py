"""People: registered, changed, assessed; leaving and erased. The API calls one a profile."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, Field

from chassis.caller import Caller, allow
from contracts.words import OrganisationId, PersonId, Slug
from services.profiles import scope
from services.profiles.domain import competence, contact, person, territory
from services.profiles.domain.contact import Reach
from services.profiles.domain.identity import reference
from services.profiles.domain.occurred import occurred
from services.profiles.domain.person import Person, Portrait
from services.profiles.register import Newcomer, register
from services.profiles.store import Contacts, Enrolments, People, territories
from services.profiles.taxonomy import taxonomy

router = APIRouter(tags=["people"])
Own = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator", "safeguarding")]
Speaker = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator")]
Coordinator = Annotated[Caller, allow("coordinator")]


class NewPerson(BaseModel):
    """Somebody to register. `reference` is how `registered_with` itself calls the person."""

    contact: Reach
    profile: Portrait
    registered_with: OrganisationId | None = None
    reference: Slug | None = None


class PersonView(Portrait):
    """A profile. `looks_like`: whom a coordinator must compare, while it is held."""

    person_id: PersonId
    standing: str
    references: tuple[str, ...] = Field(
        default=(), description="`<organisation id>/<its own reference>`: how spreadsheets call the person."
    )
    looks_like: PersonId | None = None
    same_as: PersonId | None = Field(default=None, description="Who they turned out to be, once merged.")

    @classmethod
    def of(cls, state: Person) -> "PersonView":
        return cls.model_validate(state, from_attributes=True)


class Assessment(BaseModel):
    """A coordinator's word on a level."""

    side: Literal["offers", "seeks"] = "offers"
    skill: str = Field(max_length=100, description="By id, label or alias.")
    level: int = Field(ge=1, le=4)


class Leave(BaseModel):
    """Leaving the network."""

    quiet: bool = Field(
        default=False, description="Nothing automatic reaches the others until the referent has spoken."
    )
    occurred_at: AwareDatetime | None = None


@router.post("/people", status_code=201)
async def create(form: NewPerson, caller: Coordinator) -> PersonView:
    """Registers somebody; whoever is known already is answered unchanged, a look-alike is held."""
    caller.covers(organisation=form.registered_with)
    portrait = await checked(caller, form.profile)
    source = form.registered_with or "network"
    newcomer = Newcomer(
        person_id=caller.new_id("person"),
        portrait=portrait,
        reach=form.contact,
        reference=reference(source, form.reference) if form.reference else None,
        registered_with=form.registered_with,
    )
    known = await register(caller.store, caller.cause, newcomer)
    return PersonView.of(known)


@router.get("/people")
async def search(
    caller: Annotated[Caller, allow("coordinator", "safeguarding")],
    programme: str | None = None,
    organisation: str | None = None,
    standing: str | None = None,
    reference: str | None = None,
) -> list[PersonView]:
    """Those whom the caller covers, of a programme, of an organisation, or in a standing such as `held`.

    `reference`: `<source>/<its own reference>` of one person, the source being an organisation's id or `network`.
    """
    if reference:
        named = await caller.store.find_by_key(People, f"{caller.network}/reference/{reference}")
        return [PersonView.of(named)] if named and await scope.covers(caller, named) else []
    where: dict[str, object] = {"standing": standing} if standing else {}
    if programme:
        taken = await caller.find(Enrolments, {"programme_id": programme})
        where["person_id"] = {"$in": sorted({each.person_id for each in taken})}
    if organisation:
        where["memberships.organisation_id"] = organisation
    found = await caller.find(People, where)
    return [PersonView.of(each) for each in found if await scope.covers(caller, each)]


@router.get("/people/{person_id}")
async def show(person_id: str, caller: Own) -> PersonView:
    """One's own profile, a minor's whose guardian one is, or one that one covers."""
    state = await caller.get(People, person_id)
    await scope.sees_person(caller, state)
    return PersonView.of(state)


@router.put("/people/{person_id}")
async def change(person_id: str, form: Portrait, caller: Speaker) -> PersonView:
    """All of the profile anew. Only coordinators change memberships and guardians; levels are self-assessed."""
    state = await caller.get(People, person_id)
    await scope.sees_person(caller, state)
    if person_id == caller.person or not await scope.covers(caller, state):
        form = form.model_copy(update={"memberships": state.memberships, "guardians": state.guardians})
    portrait = await checked(caller, form)
    return PersonView.of(await caller.change(People, person_id, lambda state, now: person.change(state, portrait, now)))


@router.post("/people/{person_id}/assessments")
async def assess(person_id: str, form: Assessment, caller: Coordinator) -> PersonView:
    """A coordinator's word takes the place of the person's own."""
    await others_case(caller, person_id)
    skill = competence.skill_id(form.skill, taxonomy())
    return PersonView.of(
        await caller.change(People, person_id, lambda s, now: person.assess(s, form.side, skill, form.level, now))
    )


@router.get("/people/{person_id}/contact")
async def show_contact(person_id: str, caller: Own) -> Reach | None:
    """Name and ways to be reached: the person's own, a minor's guardian's to see, and who covers them."""
    await scope.sees_person(caller, await caller.get(People, person_id))
    return (await caller.get(Contacts, person_id)).reach


@router.put("/people/{person_id}/contact", status_code=204)
async def change_contact(person_id: str, form: Reach, caller: Speaker) -> None:
    """All of it anew; only a coordinator puts a birth date right."""
    state = await caller.get(People, person_id)
    await scope.sees_person(caller, state)
    if not await scope.covers(caller, state) or person_id == caller.person:
        before = (await caller.get(Contacts, person_id)).reach
        form = form.model_copy(update={"birth_date": before.birth_date if before else None})
    await caller.change(Contacts, person_id, lambda s, now: contact.keep(s, person_id, form, now))


@router.post("/people/{person_id}/leave")
async def leave(person_id: str, form: Leave, caller: Speaker) -> PersonView:
    """The person's own word, a minor's guardian's, or a coordinator's who records it. Enrolments end."""
    state = await caller.get(People, person_id)
    await scope.sees_person(caller, state)
    at = form.occurred_at
    return PersonView.of(
        await caller.change(People, person_id, lambda s, now: person.leave(s, form.quiet, occurred(at, now), now))
    )


@router.post("/people/{person_id}/erasure")
async def erase(person_id: str, caller: Speaker) -> PersonView:
    """Everything that identifies the person goes, here and in every other service; history stays under the id.

    Whoever was merged goes with the one who stayed, whichever of the two is named.
    """
    state = await caller.get(People, person_id)
    await scope.sees_person(caller, state)
    if state.same_as:
        state = await caller.get(People, state.same_as)
        if person_id != caller.person:
            await scope.sees_person(caller, state)
    id, key = state.person_id, caller.store.fingerprint_key
    return PersonView.of(await caller.change(People, id, lambda s, now: person.erase(s, now, key=key)))


async def checked(caller: Caller, portrait: Portrait) -> Portrait:
    """With the taxonomy's skills. Raises UnknownSkill, NoTerritories or UnknownTerritory."""
    territory.check(await territories(caller.store, caller.network), portrait.territory)
    offers, seeks = (competence.named(each, taxonomy()) for each in (portrait.offers, portrait.seeks))
    return portrait.model_copy(update={"offers": offers, "seeks": seeks})


async def others_case(caller: Caller, person_id: str) -> None:
    """Raises NotFound where the coordinator does not cover the person, OwnCase where it is their own."""
    state = await caller.get(People, person_id)
    await scope.sees_person(caller, state)
    scope.not_ones_own(caller, person_id)
