"""Companies' nominees: listed for coordinators, confirmed or declined by the nominee's word."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from chassis.auth import Forbidden
from chassis.caller import Caller, allow
from chassis.errors import NotFound
from contracts.hours import WeeklyHours
from contracts.people import Membership
from contracts.words import Commitment, Competence, Language, Mode, PersonId, ProgrammeId, Territory
from services.profiles import scope
from services.profiles.api.people import checked
from services.profiles.confirm import join
from services.profiles.domain import nomination, programme
from services.profiles.domain.enrolment import Wish
from services.profiles.domain.nomination import Joining, Nomination, NominationIncomplete, Nominee
from services.profiles.domain.person import Portrait
from services.profiles.store import Nominations, Programmes, company_of
from services.profiles.taxonomy import taxonomy

router = APIRouter(tags=["nominations"])
Coordinator = Annotated[Caller, allow("coordinator")]
Nominated = Annotated[Caller, allow("mentor", "coordinator")]
ALONE = 3
"""Level of a skill that a company names without one: whoever worked in a trade does it alone."""


class NominationView(BaseModel):
    """A nomination. Its id stands for the nominee until they join: in their token, and in `Relais-On-Behalf`."""

    nomination_id: str
    partner: str
    phase: str
    received_at: datetime
    nominee: Nominee | None
    person_id: PersonId | None


class Confirmation(BaseModel):
    """What the nominee says. Where it is left out, what the company said holds."""

    territory: Territory | None = None
    programme_id: ProgrammeId | None = None
    languages: tuple[Language, ...] | None = None
    offers: tuple[Competence, ...] | None = Field(default=None, description="Skills with levels 1 to 4.")
    availability: WeeklyHours = WeeklyHours()
    modes: tuple[Mode, ...] = ("in-person", "online", "phone")
    travel_km: int = Field(default=20, ge=0, le=500)
    places: int = Field(default=1, ge=1, le=50)
    commitment: Commitment | None = None


@router.get("/nominations")
async def search(caller: Coordinator, phase: str = "received") -> list[NominationView]:
    """For coordinators of the network or of an association, who ask the nominees."""
    if not await scope.vets_mentors(caller):
        raise Forbidden("Nominees are asked by coordinators of the network or of an association.")
    found = await caller.find(Nominations, {"phase": phase}, sort="received_at")
    return [_view(each) for each in found if _in_reach(caller, each)]


@router.get("/nominations/{nomination_id}")
async def show(nomination_id: str, caller: Nominated) -> NominationView:
    """For the nominee, and for whoever asks them."""
    state = await caller.get(Nominations, nomination_id)
    if caller.person != nomination_id:
        await _asks(caller, state)
    return _view(state)


@router.post("/nominations/{nomination_id}/confirmation")
async def confirm(nomination_id: str, form: Confirmation, caller: Nominated) -> NominationView:
    """The nominee's word, or recorded on their behalf: they join as a mentor, still to be vetted."""
    state = await _asked(caller, nomination_id)
    if state.nominee and state.phase == "received":
        joining = await _joining(caller, state, state.nominee, form)
        state = await caller.change(Nominations, nomination_id, lambda s, now: nomination.confirm(s, joining, now))
    if state.phase not in ("confirmed", "joined"):
        raise nomination.NominationOver
    return _view(state if state.phase == "joined" else await join(caller.store, state))


@router.post("/nominations/{nomination_id}/refusal")
async def decline(nomination_id: str, caller: Nominated) -> NominationView:
    """The nominee would rather not: what names them is erased, and the company is not told."""
    await _asked(caller, nomination_id)
    return _view(await caller.change(Nominations, nomination_id, nomination.decline))


async def _asked(caller: Caller, nomination_id: str) -> Nomination:
    """Raises NotFound, and WhoseWord where a coordinator does not say that it is the nominee's."""
    state = await caller.get(Nominations, nomination_id)
    if caller.person == nomination_id:
        return state
    await _asks(caller, state)
    if caller.on_behalf != nomination_id:
        raise scope.WhoseWord
    return state


async def _asks(caller: Caller, state: Nomination) -> None:
    """Raises NotFound for whoever does not ask this nominee."""
    if not await scope.vets_mentors(caller) or not _in_reach(caller, state):
        raise NotFound("There is no such thing here.")


def _in_reach(caller: Caller, state: Nomination) -> bool:
    """A coordinator of one programme asks those who are nominated for it."""
    named = state.nominee.programme_id if state.nominee else None
    offices = [grant for grant in caller.grants if grant.role == "coordinator"]
    return any(grant.programmes is None or named in grant.programmes for grant in offices)


async def _joining(caller: Caller, state: Nomination, nominee: Nominee, form: Confirmation) -> Joining:
    territory, programme_id = form.territory or nominee.territory, form.programme_id or nominee.programme_id
    if territory is None or programme_id is None:
        raise NominationIncomplete
    programme.still_open(await caller.get(Programmes, programme_id))
    company = await company_of(caller.store, caller.network, state.partner)
    worked = {"since": nominee.worked_since, "until": nominee.worked_until}
    named = tuple(Competence(skill=skill, level=ALONE) for skill in nominee.skills if taxonomy().find(skill))
    portrait = Portrait(
        territory=territory,
        languages=form.languages or nominee.languages,
        offers=named if form.offers is None else form.offers,
        availability=form.availability,
        modes=form.modes,
        travel_km=form.travel_km,
        memberships=(Membership(organisation_id=company, kind="former-employee", **worked),) if company else (),
    )
    return Joining(
        person_id=caller.new_id("person"),
        enrolment_id=caller.new_id("enrolment"),
        programme_id=programme_id,
        portrait=await checked(caller, portrait),
        wish=Wish(places=form.places, commitment=form.commitment, source="partner", referred_by=company),
        actor=caller.cause.actor,
        on_behalf=caller.on_behalf,
        channel=caller.channel,
    )


def _view(state: Nomination) -> NominationView:
    return NominationView.model_validate(state, from_attributes=True)
