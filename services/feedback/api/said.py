"""What the two say of their meetings, their goals and what they learnt."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, Field

from chassis.caller import Caller, allow
from contracts.followups import GoalStanding
from contracts.words import Id, SessionId
from services.feedback.api.access import follow_up_for, speaker
from services.feedback.domain import said
from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.notes import Note, Progress, Rating
from services.feedback.store import FollowUps

router = APIRouter(tags=["words"])
TheTwo = Annotated[Caller, allow("mentor", "mentee", "coordinator")]


class FeedbackForm(BaseModel):
    """How a session was, 1 bad to 5 very good; the text is read by coordinators only."""

    session_id: SessionId
    rating: int = Field(ge=1, le=5)
    text: str = Field(default="", max_length=2_000)
    occurred_at: AwareDatetime | None = None


class ProgressForm(BaseModel):
    """Where the goal stands now."""

    progress: GoalStanding
    occurred_at: AwareDatetime | None = None


class ReflectionForm(BaseModel):
    """What somebody learnt; the other reads it only if it is shared."""

    text: str = Field(min_length=1, max_length=4_000)
    shared: bool = False
    session_id: SessionId | None = None
    goal_id: Id | None = None
    occurred_at: AwareDatetime | None = None


@router.post("/pairs/{pair_id}/feedback", status_code=201)
async def feedback(pair_id: str, form: FeedbackForm, caller: TheTwo) -> Rating:
    """One word a session and person; a coordinator may record it for them."""
    person, role = await _one_of_two(caller, pair_id)

    def rating(now: datetime) -> Rating:
        fields = form.model_dump(exclude={"occurred_at"})
        return Rating(person=person, by=role, at=form.occurred_at or now, **fields)

    kept = await caller.change(FollowUps, pair_id, lambda state, now: said.rate(state, rating(now), now))
    return next(each for each in kept.ratings if (each.session_id, each.person) == (form.session_id, person))


@router.post("/pairs/{pair_id}/goals/{goal_id}/progress", status_code=201)
async def progress(pair_id: str, goal_id: str, form: ProgressForm, caller: TheTwo) -> Progress:
    """Where one of the pair's goals stands."""
    person, role = await _one_of_two(caller, pair_id)

    def decide(state: FollowUp | None, now: datetime) -> said.Decided:
        word = Progress(goal_id=goal_id, progress=form.progress, by=role, at=form.occurred_at or now)
        return said.progress(state, person, word, now)

    kept = await caller.change(FollowUps, pair_id, decide)
    return [each for each in kept.progress if each.goal_id == goal_id][-1]


@router.post("/pairs/{pair_id}/reflections", status_code=201)
async def reflection(pair_id: str, form: ReflectionForm, caller: TheTwo) -> Note:
    """Kept to oneself, or shared with the other and the coordinator."""
    person, role = await _one_of_two(caller, pair_id)
    new_id = caller.new_id("reflection")

    def decide(state: FollowUp | None, now: datetime) -> said.Decided:
        fields = form.model_dump(exclude={"occurred_at"})
        note = Note(reflection_id=new_id, person=person, by=role, at=form.occurred_at or now, **fields)
        return said.reflect(state, note, now)

    kept = await caller.change(FollowUps, pair_id, decide)
    return next(each for each in kept.reflections if each.reflection_id == new_id)


async def _one_of_two(caller: Caller, pair_id: str) -> tuple[str, str]:
    person, role = await speaker(caller, await follow_up_for(caller, pair_id))
    if role == "guardian":
        raise said.NotForGuardians
    return person, role
