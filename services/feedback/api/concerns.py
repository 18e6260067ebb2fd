"""Concerns: raised by anyone; what becomes of them is in `safeguarding`."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from chassis.caller import Caller, allow
from contracts.event import Event
from contracts.words import Id, PersonId, ProgrammeId
from services.feedback.api.access import follow_up_for
from services.feedback.domain import concern
from services.feedback.domain.concern import Concern, Subject
from services.feedback.domain.follow_up import FollowUp
from services.feedback.store import Concerns, FollowUps, lead_of

router = APIRouter(tags=["concerns"])
Anyone = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator", "safeguarding", "company")]


class About(BaseModel):
    """What a concern is about."""

    kind: Literal["person", "session", "activity", "pair"]
    id: Id


class ConcernForm(BaseModel):
    """`persons`: whom it is about, where `about` is not a person. A severe one suspends them at once."""

    about: About
    severity: Literal["low", "serious", "severe"]
    text: str = Field(min_length=1, max_length=4_000)
    persons: tuple[PersonId, ...] = Field(default=(), max_length=10)
    programme_id: ProgrammeId | None = None


class Receipt(BaseModel):
    """What whoever raised a concern gets back."""

    concern_id: str
    severity: str
    deadline: datetime


@router.post("/concerns", status_code=201)
async def report(form: ConcernForm, caller: Anyone) -> Receipt:
    """Kept for the safeguarding lead; a severe one suspends at once those whom it is about."""
    concern_id = caller.new_id("concern")
    concerned, programme = await _concerned(caller, form)
    lead = await lead_of(caller.store, programme, caller.network)

    def decide(state: Concern | None, now: datetime) -> tuple[Concern, list[Event]]:
        stated = Concern(
            concern_id=concern_id,
            severity=form.severity,
            subject=Subject(kind=form.about.kind, id=form.about.id),
            concerned=concerned,
            reporter=caller.speaks_for,
            programme_id=programme,
            lead=lead if lead not in concerned else None,
            text=form.text,
            raised_at=now,
        )
        return concern.report(state, stated)

    kept = await caller.change(Concerns, concern_id, decide)
    return Receipt(concern_id=concern_id, severity=kept.severity, deadline=kept.deadline)


async def _concerned(caller: Caller, form: ConcernForm) -> tuple[tuple[str, ...], str | None]:
    """Whom it is about, and the programme where a pair shows it: those named, else the pair's two."""
    named = (form.about.id, *form.persons) if form.about.kind == "person" else form.persons
    follow_up = await _pair_of(caller, form.about)
    if follow_up is None:
        return tuple(dict.fromkeys(named)), form.programme_id
    the_two = (follow_up.mentor.person_id, follow_up.mentee.person_id)
    people = tuple(dict.fromkeys(named or the_two))
    return tuple(each for each in people if each != caller.speaks_for), follow_up.programme_id


async def _pair_of(caller: Caller, about: About) -> FollowUp | None:
    """Raises NotFound for a pair that the caller has no part in."""
    if about.kind == "pair":
        return await follow_up_for(caller, about.id)
    if about.kind == "session":
        found = await caller.find(FollowUps, {f"meetings.{about.id}.session_id": about.id}, limit=1)
        return await follow_up_for(caller, found[0].pair_id) if found else None
    return None
