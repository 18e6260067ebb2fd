"""Vetting: steps, consents, clearance."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from chassis.auth import Forbidden
from chassis.caller import Caller, allow
from contracts.policy import Purpose, StepKind
from services.profiles import scope
from services.profiles.api.enrolments import EnrolmentView, view
from services.profiles.domain import clearance, consent
from services.profiles.domain.enrolment import Enrolment
from services.profiles.domain.vetting import Demands
from services.profiles.store import Enrolments, Programmes

router = APIRouter(tags=["vetting"])
Speaker = Annotated[Caller, allow("mentee", "mentor", "guardian", "coordinator")]
Coordinator = Annotated[Caller, allow("coordinator")]


class StepForm(BaseModel):
    """A step that was done; how long it holds is the policy's to say."""

    kind: StepKind
    version: int = Field(default=1, ge=1, le=1000)
    done_on: date


class ConsentForm(BaseModel):
    """A yes. `proof`: where the signed paper is kept; needed where a coordinator records a guardian's."""

    purposes: tuple[Purpose, ...] = Field(min_length=1)
    text_version: int = Field(default=1, ge=1, le=1000)
    proof: Annotated[str | None, consent.PROOF] = None
    said_on: date


class RefusalForm(BaseModel):
    """A yes taken back, or a no that outweighs the other guardian's yes."""

    purposes: tuple[Purpose, ...] = ("participation",)
    said_on: date


@router.post("/enrolments/{enrolment_id}/steps")
async def record(enrolment_id: str, form: StepForm, caller: Coordinator) -> EnrolmentView:
    """A mentor's steps are recorded by the network or an association. Done again, a step renews a clearance."""
    demands = await _to_vet(caller, enrolment_id)
    step = demands.step(form.kind, form.version, form.done_on, caller.person)
    return await view(
        caller, await caller.change(Enrolments, enrolment_id, lambda s, now: clearance.record(s, step, demands, now))
    )


@router.post("/enrolments/{enrolment_id}/clearance")
async def clear(enrolment_id: str, caller: Coordinator) -> EnrolmentView:
    """Refused while steps are missing; the answer names them."""
    demands = await _to_vet(caller, enrolment_id)
    return await view(
        caller, await caller.change(Enrolments, enrolment_id, lambda s, now: clearance.clear(s, demands, now))
    )


@router.post("/enrolments/{enrolment_id}/consents")
async def agree(enrolment_id: str, form: ConsentForm, caller: Speaker) -> EnrolmentView:
    """By the person or a guardian; or recorded by the school, with `Relais-On-Behalf`."""
    state = await caller.get(Enrolments, enrolment_id)
    by = await scope.says_for(caller, state)
    if caller.on_behalf and by != state.person_id and not form.proof:
        raise consent.ProofMissing
    words = [
        consent.Word(
            by=by,
            purpose=each,
            says="yes",
            text_version=form.text_version,
            proof=form.proof,
            said_on=form.said_on,
        )
        for each in form.purposes
    ]
    return await _said(caller, state, words)


@router.post("/enrolments/{enrolment_id}/consents/withdrawal")
async def withdraw(enrolment_id: str, form: RefusalForm, caller: Speaker) -> EnrolmentView:
    """A yes is taken back; without participation the enrolment is suspended at once."""
    return await _refused(caller, enrolment_id, form, "withdrawn")


@router.post("/enrolments/{enrolment_id}/consents/objection")
async def object_to(enrolment_id: str, form: RefusalForm, caller: Speaker) -> EnrolmentView:
    """A guardian says no, whatever the other says: it suspends like a withdrawal."""
    return await _refused(caller, enrolment_id, form, "no")


async def _refused(caller: Caller, enrolment_id: str, form: RefusalForm, says: str) -> EnrolmentView:
    state = await caller.get(Enrolments, enrolment_id)
    by = await scope.says_for(caller, state)
    last = {word.purpose: word.text_version for word in state.words if word.by == by}
    words = [
        consent.Word(by=by, purpose=each, says=says, text_version=last.get(each, 1), said_on=form.said_on)
        for each in form.purposes
    ]
    return await _said(caller, state, words)


async def _said(caller: Caller, state: Enrolment, words: list[consent.Word]) -> EnrolmentView:
    demands = await _demands(caller, state)
    return await view(
        caller,
        await caller.change(Enrolments, state.enrolment_id, lambda s, now: clearance.say(s, words, demands, now)),
    )


async def _to_vet(caller: Caller, enrolment_id: str) -> Demands:
    """What the programme demands. Raises NotFound, OwnCase or Forbidden."""
    state = await caller.get(Enrolments, enrolment_id)
    await scope.covers_enrolment(caller, state)
    scope.not_ones_own(caller, state.person_id)
    if state.role == "mentor" and not await scope.vets_mentors(caller):
        raise Forbidden("Mentors are vetted by a coordinator of the network or of an association.")
    return await _demands(caller, state)


async def _demands(caller: Caller, state: Enrolment) -> Demands:
    return Demands.of((await caller.get(Programmes, state.programme_id)).policy, state.role)
