"""Enrolments: asked for, changed, paused, suspended and back, ended. Vetting has a page of its own."""

from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, Field

from chassis.caller import Caller, allow
from contracts.words import Commitment, EnrolmentId, PersonId, ProgrammeId, Role
from services.profiles import scope
from services.profiles.domain import commitment, enrolment, halt
from services.profiles.domain.consent import Word
from services.profiles.domain.enrolment import Enrolment, Wish
from services.profiles.domain.occurred import occurred
from services.profiles.domain.vetting import Step
from services.profiles.enrol import Joining, enrol
from services.profiles.store import Contacts, Enrolments, People, Programmes

router = APIRouter(tags=["enrolments"])
Own = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator", "safeguarding")]
Speaker = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator")]
Coordinator = Annotated[Caller, allow("coordinator")]


class NewEnrolment(Wish):
    """Somebody to enrol."""

    person_id: PersonId
    programme_id: ProgrammeId
    role: Role


class EnrolmentView(Wish):
    """An enrolment; steps and consents only for the person, guardians, and coordinators who may clear it."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    programme_id: ProgrammeId
    role: Role
    state: str
    asked_at: datetime
    cleared_until: datetime | None
    minor: bool
    guardians: tuple[PersonId, ...]
    consents: tuple[str, ...]
    commitment: Commitment | None = None
    minutes_held: int = Field(description="Minutes of sessions held, beside the commitment.")
    halts: tuple[str, ...] = Field(default=(), description="Why it is suspended.")
    steps: tuple[Step, ...] = ()
    words: tuple[Word, ...] = ()

    @classmethod
    def of(cls, state: Enrolment, *, full: bool) -> "EnrolmentView":
        facts = {name: getattr(state, name) for name in cls.model_fields if name != "minutes_held"}
        private = {} if full else {"halts": (), "steps": (), "words": ()}
        return cls(**{**facts, **private}, minutes_held=commitment.minutes_held(state))


class Pause(BaseModel):
    """A break."""

    back_on: date | None = None
    occurred_at: AwareDatetime | None = None


class Ending(BaseModel):
    """Taking part no longer."""

    reason: Annotated[str, Field(pattern="^(own-wish|finished|administrative)$")] = "own-wish"
    occurred_at: AwareDatetime | None = None


@router.post("/enrolments", status_code=201)
async def ask(form: NewEnrolment, caller: Speaker) -> EnrolmentView:
    """By the person, a minor's guardian, or a coordinator who covers them."""
    who = await caller.get(People, form.person_id)
    await scope.sees_person(caller, who)
    where = await caller.get(Programmes, form.programme_id)
    reach = (await caller.get(Contacts, form.person_id)).reach
    wish = Wish(**{name: getattr(form, name) for name in Wish.model_fields})
    if not caller.has("coordinator"):
        wish = wish.model_copy(update={"priority": 0})
    id = caller.new_id("enrolment")
    asked = await enrol(caller.store, caller.cause, id, Joining(who, reach, where, form.role), wish)
    return await view(caller, asked)


@router.get("/enrolments")
async def search(
    caller: Own,
    programme: str | None = None,
    person: str | None = None,
    expiring_days: Annotated[int | None, Query(ge=0, le=366)] = None,
    stage_to_confirm: bool = False,
) -> list[EnrolmentView]:
    """One's own, or those that one covers, of a programme or a person.

    `expiring_days`: only those whose clearance ends within so many days, such as a cohort that was checked on one day.
    `stage_to_confirm`: only students of whom nobody has said where they stand since the school year began.
    """
    given = {"programme_id": programme, "person_id": person}
    where: dict[str, object] = {name: value for name, value in given.items() if value}
    if not caller.has(*scope.STAFF) and not person:
        where["person_id"] = caller.person
    found = await caller.find(Enrolments, where)
    if expiring_days is not None:
        found = [each for each in found if each.expires_by(caller.now() + timedelta(days=expiring_days))]
    if stage_to_confirm:
        found = [each for each in found if each.stage_to_confirm(caller.now())]
    return await scope.visible(caller, found, EnrolmentView.of)


@router.get("/enrolments/{enrolment_id}")
async def show(enrolment_id: str, caller: Own) -> EnrolmentView:
    state = await caller.get(Enrolments, enrolment_id)
    await scope.sees_enrolment(caller, state)
    return await view(caller, state)


@router.put("/enrolments/{enrolment_id}")
async def amend(enrolment_id: str, form: Wish, caller: Coordinator) -> EnrolmentView:
    """Stage, school, priority, goals, places, commitment: all of them anew."""
    await _covered(caller, enrolment_id)
    return await view(
        caller, await caller.change(Enrolments, enrolment_id, lambda s, now: enrolment.amend(s, form, now))
    )


@router.post("/enrolments/{enrolment_id}/pause")
async def pause(enrolment_id: str, form: Pause, caller: Speaker) -> EnrolmentView:
    """The person's own wish."""
    await scope.says_for(caller, await caller.get(Enrolments, enrolment_id))
    return await view(
        caller,
        await caller.change(
            Enrolments,
            enrolment_id,
            lambda s, now: halt.pause(s, form.back_on, occurred(form.occurred_at, now), now),
        ),
    )


@router.post("/enrolments/{enrolment_id}/resumption")
async def resume(enrolment_id: str, caller: Speaker) -> EnrolmentView:
    """Back from a pause; whatever else halts the enrolment still does."""
    await scope.says_for(caller, await caller.get(Enrolments, enrolment_id))
    return await view(caller, await caller.change(Enrolments, enrolment_id, halt.resume))


@router.post("/enrolments/{enrolment_id}/suspension")
async def suspend(enrolment_id: str, caller: Coordinator) -> EnrolmentView:
    """For an administrative reason; checks, consents and concerns suspend by themselves."""
    await _covered(caller, enrolment_id)
    return await view(
        caller, await caller.change(Enrolments, enrolment_id, lambda s, now: halt.suspend(s, "administrative", now))
    )


@router.post("/enrolments/{enrolment_id}/suspension/end")
async def lift(enrolment_id: str, caller: Coordinator) -> EnrolmentView:
    """The administrative reason is gone."""
    await _covered(caller, enrolment_id)
    return await view(
        caller, await caller.change(Enrolments, enrolment_id, lambda s, now: halt.lift(s, "administrative", now))
    )


@router.post("/enrolments/{enrolment_id}/ending")
async def end(enrolment_id: str, form: Ending, caller: Speaker) -> EnrolmentView:
    """By the person, or by a coordinator for an administrative reason."""
    state = await caller.get(Enrolments, enrolment_id)
    if caller.has("coordinator") and form.reason != "own-wish":
        await _covered(caller, enrolment_id)
    else:
        await scope.says_for(caller, state)
    return await view(
        caller,
        await caller.change(
            Enrolments,
            enrolment_id,
            lambda s, now: enrolment.end(s, form.reason, occurred(form.occurred_at, now), now),
        ),
    )


async def view(caller: Caller, state: Enrolment) -> EnrolmentView:
    """As much as this caller may see."""
    seen = await scope.visible(caller, [state], EnrolmentView.of)
    return seen[0] if seen else EnrolmentView.of(state, full=False)  # whoever gives it away has seen it a last time


async def _covered(caller: Caller, enrolment_id: str) -> None:
    state = await caller.get(Enrolments, enrolment_id)
    await scope.covers_enrolment(caller, state)
    scope.not_ones_own(caller, state.person_id)
