"""Saying how a meeting went."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from chassis.auth import Forbidden
from chassis.caller import Caller
from contracts.words import Mode
from services.scheduling.api.access import Coordinator, Involved, own_voice, readable
from services.scheduling.api.moments import Moment
from services.scheduling.api.views import SessionView, view
from services.scheduling.domain import recording
from services.scheduling.domain.session import Session, Word
from services.scheduling.store import change_session

router = APIRouter(tags=["sessions"])


class WordForm(BaseModel):
    """How it was; what is absent was as planned."""

    minutes: int | None = Field(default=None, ge=1, le=720, description="How long it really lasted.")
    mode: Mode | None = Field(default=None, description="How they really met.")
    absent: tuple[str, ...] = Field(default=(), max_length=10, description="Who was not there.")
    occurred_at: Moment | None = Field(default=None, description="When it was; as planned where absent.")


class CorrectionForm(WordForm):
    """What really became of it."""

    outcome: Literal["held", "missed"]


@router.post("/sessions/{session_id}/held")
async def held(session_id: str, form: WordForm, caller: Involved) -> SessionView:
    """They met."""
    return await _say(session_id, "held", form, caller)


@router.post("/sessions/{session_id}/missed")
async def missed(session_id: str, form: WordForm, caller: Involved) -> SessionView:
    """They were to meet, and did not."""
    return await _say(session_id, "missed", form, caller)


@router.post("/sessions/{session_id}/correction")
async def correct(session_id: str, form: CorrectionForm, caller: Coordinator) -> SessionView:
    """Put right what was recorded; settles what was disputed."""
    found, rhythm = await readable(caller, session_id)
    if caller.person in (*rhythm.people, *rhythm.guardians):
        raise Forbidden("Nobody decides their own case: ask another coordinator.")
    word = _word(found, form.outcome, form)
    return view(await change_session(caller.store, session_id, lambda s, _: recording.correct(s, word), caller.cause))


async def _say(session_id: str, outcome: Literal["held", "missed"], form: WordForm, caller: Caller) -> SessionView:
    found, rhythm = await readable(caller, session_id)
    role, word = await own_voice(caller, rhythm), _word(found, outcome, form)
    said = await change_session(
        caller.store, session_id, lambda s, now: recording.say(s, role, word, now), caller.cause
    )
    return view(said)


def _word(found: Session, outcome: Literal["held", "missed"], form: WordForm) -> Word:
    occurred_at: datetime = form.occurred_at or found.plan.starts_at
    return Word(
        outcome=outcome,
        minutes=form.minutes or found.plan.minutes,
        mode=form.mode or found.plan.mode,
        absent=form.absent,
        occurred_at=occurred_at,
    )
