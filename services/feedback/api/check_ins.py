"""Check-ins: mine, and my answer to one."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, Field

from chassis.caller import Caller, allow
from contracts.followups import CheckInFlag
from contracts.words import Slug
from services.feedback.api.access import follow_up_for, speaker
from services.feedback.api.shown import CheckInView
from services.feedback.domain import said
from services.feedback.domain.follow_up import FollowUp
from services.feedback.store import FollowUps

router = APIRouter(tags=["check-ins"])
Text = Annotated[str, Field(max_length=2_000)]


class AnswerForm(BaseModel):
    """Answers by question; `flags` say what they call for. `occurred_at` where it was said earlier, by phone say."""

    answers: dict[Slug, int | Text] = Field(default_factory=dict, max_length=40)
    flags: tuple[CheckInFlag, ...] = Field(default=(), max_length=5)
    occurred_at: AwareDatetime | None = None


@router.get("/check-ins")
async def my_check_ins(caller: Annotated[Caller, allow("mentor", "mentee", "guardian")]) -> list[CheckInView]:
    """Those that wait for the caller's answer, the oldest first."""
    found = await caller.find(FollowUps, {"people": caller.person or ""})
    mine = [
        CheckInView.of(each.pair_id, check_in)
        for each in found
        for check_in in each.check_ins
        if check_in.open and check_in.respondent == caller.person and each.voice_of(check_in.respondent)
    ]
    return sorted(mine, key=lambda each: each.due_at)


@router.post("/pairs/{pair_id}/check-ins/{check_in_id}/answer")
async def answer(
    pair_id: str,
    check_in_id: str,
    form: AnswerForm,
    caller: Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator")],
) -> CheckInView:
    """The respondent's answer; a coordinator may record it for them."""
    person, _ = await speaker(caller, await follow_up_for(caller, pair_id))

    def decide(state: FollowUp | None, now: datetime) -> said.Decided:
        fields = form.model_dump(exclude={"occurred_at"})
        word = said.Answer(check_in_id=check_in_id, person=person, at=form.occurred_at or now, **fields)
        return said.answer(state, word, now)

    follow_up = await caller.change(FollowUps, pair_id, decide)
    answered = next(each for each in follow_up.check_ins if each.check_in_id == check_in_id)
    return CheckInView.of(pair_id, answered)
