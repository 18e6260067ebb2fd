"""The queue of those who take up concerns. Nobody sees one that concerns them: it answers like an unknown one."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from chassis.caller import Caller, allow
from chassis.errors import NotFound
from chassis.kind import Decided
from contracts.words import PersonId
from services.feedback.domain import concern, resolution
from services.feedback.domain.concern import Concern, Lift, Subject
from services.feedback.store import Concerns, FollowUps

router = APIRouter(tags=["safeguarding"])
Safeguarding = Annotated[Caller, allow("safeguarding")]


class AssignmentForm(BaseModel):
    """Who looks into it."""

    assignee: PersonId


class ResolutionForm(BaseModel):
    """How it ended. Whoever is suspended stays so, until two people lift that."""

    outcome: Literal["settled", "unfounded", "handed-over"]
    note: str = Field(default="", max_length=4_000)


class LiftForm(BaseModel):
    """Whose suspension ends; the second person sends the same names."""

    persons: tuple[PersonId, ...] = Field(min_length=1, max_length=10)


class ConcernView(BaseModel):
    """All that is kept of a concern."""

    concern_id: str
    severity: str
    subject: Subject
    concerned: tuple[str, ...]
    suspended: tuple[str, ...]
    reporter: str | None
    text: str
    raised_at: datetime
    deadline: datetime
    overdue: bool
    assignee: str | None
    lift: Lift | None
    outcome: str | None
    note: str
    resolved_at: datetime | None

    @classmethod
    def of(cls, kept: Concern) -> "ConcernView":
        return cls(deadline=kept.deadline, **kept.model_dump())


@router.get("/concerns")
async def queue(caller: Safeguarding, resolved: bool = False) -> list[ConcernView]:
    """Those that are open (or `resolved`), the most urgent first; none that concerns the caller."""
    own = await _pairs_of(caller, caller.person)
    found = [each for each in await caller.find(Concerns) if _may_see(caller, each, own)]
    wanted = [each for each in found if (each.resolved_at is not None) == resolved]
    return [ConcernView.of(each) for each in sorted(wanted, key=lambda each: each.deadline)]


@router.get("/concerns/{concern_id}")
async def read(concern_id: str, caller: Safeguarding) -> ConcernView:
    """One concern."""
    return ConcernView.of(await _concern_for(caller, concern_id))


@router.post("/concerns/{concern_id}/assignment")
async def assign(concern_id: str, form: AssignmentForm, caller: Safeguarding) -> ConcernView:
    """Somebody takes it up; never a person concerned."""
    found = await _concern_for(caller, concern_id)
    if found.subject.id in await _pairs_of(caller, form.assignee):
        raise concern.NotForThoseConcerned

    def decide(state: Concern | None, now: datetime) -> Decided[Concern]:
        return concern.assign(concern.known(state), form.assignee, _me(caller))

    return ConcernView.of(await caller.change(Concerns, concern_id, decide))


@router.post("/concerns/{concern_id}/resolution")
async def close(concern_id: str, form: ResolutionForm, caller: Safeguarding) -> ConcernView:
    """Closed; whoever is suspended stays so."""
    await _concern_for(caller, concern_id)

    def decide(state: Concern | None, now: datetime) -> Decided[Concern]:
        return resolution.close(concern.known(state), _me(caller), form.outcome, form.note, now)

    return ConcernView.of(await caller.change(Concerns, concern_id, decide))


@router.post("/concerns/{concern_id}/lift")
async def lift(concern_id: str, form: LiftForm, caller: Safeguarding) -> ConcernView:
    """The first word proposes; the same names from a second person lift the suspensions and close the concern."""
    await _concern_for(caller, concern_id)

    def decide(state: Concern | None, now: datetime) -> Decided[Concern]:
        return resolution.lift(concern.known(state), _me(caller), form.persons, now)

    return ConcernView.of(await caller.change(Concerns, concern_id, decide))


async def _concern_for(caller: Caller, concern_id: str) -> Concern:
    found = await caller.get(Concerns, concern_id)
    if not _may_see(caller, found, await _pairs_of(caller, caller.person)):
        raise NotFound("There is no such thing here.")
    return found


async def _pairs_of(caller: Caller, person: str | None) -> set[str]:
    return {each.pair_id for each in await caller.find(FollowUps, {"people": person or ""})}


def _may_see(caller: Caller, found: Concern, own_pairs: set[str]) -> bool:
    concerned = caller.person in found.concerned or found.subject.id in own_pairs
    programmes = [grant.programmes for grant in caller.grants]
    covered = found.programme_id is None or any(each is None or found.programme_id in each for each in programmes)
    return covered and not concerned


def _me(caller: Caller) -> str:
    return caller.person or caller.identity.subject
