"""Asking for a meeting, booking, moving and calling it off."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field, model_validator

from chassis.caller import Caller
from contracts.words import Mode, Place
from services.scheduling import book as booking
from services.scheduling.api.access import Involved, readable, rules_of, voice
from services.scheduling.api.moments import Moment
from services.scheduling.api.views import SessionView, view
from services.scheduling.domain import asking, cancelling, meeting, moving, recording, session
from services.scheduling.domain.meeting import Plan
from services.scheduling.domain.rhythm import Rhythm
from services.scheduling.domain.session import Session, Word
from services.scheduling.store import Rhythms, Sessions, change_session

router = APIRouter(tags=["sessions"])


class HeldForm(BaseModel):
    """That they met without a booking: from when, and who was not there."""

    absent: tuple[str, ...] = Field(default=(), max_length=2, description="Who was not there.")


class SessionForm(BaseModel):
    """A meeting to book at `starts_at`; or `options` for the other to choose from; or `held`, where they have met."""

    pair_id: str
    starts_at: Moment | None = Field(default=None, description="When it starts, or when they met.")
    options: tuple[Moment, ...] = Field(default=(), max_length=10, description="Starts to choose from.")
    minutes: int | None = Field(default=None, ge=1, le=720, description="How long; the pair's usual where absent.")
    mode: Mode
    place: Place | None = Field(default=None, description="Where, if in person.")
    held: HeldForm | None = Field(default=None, description="Given where they have met already, without a booking.")

    @model_validator(mode="after")
    def _one_of(self) -> "SessionForm":
        if (self.starts_at is None) == (not self.options) or (self.held and self.options):
            raise ValueError("give either starts_at or options; with held, starts_at")
        return self


class MoveForm(BaseModel):
    """The new plan; what is absent stays."""

    starts_at: Moment
    minutes: int | None = Field(default=None, ge=1, le=720)
    mode: Mode | None = None
    place: Place | None = None


class ChoiceForm(BaseModel):
    """One of the options."""

    starts_at: Moment


class CancelForm(BaseModel):
    """Why it is called off."""

    reason: Literal["own-wish", "unwell", "school"] = "own-wish"


@router.post("/sessions", status_code=201)
async def ask(form: SessionForm, caller: Involved) -> SessionView:
    """Book a meeting, ask for one, or say that one was held."""
    rhythm = await caller.get(Rhythms, form.pair_id)
    by = await voice(caller, rhythm)
    rules = await rules_of(caller, rhythm)
    plans = [meeting.allowed(_plan(form, start, rhythm), rhythm, rules) for start in form.options or [form.starts_at]]
    new = session.of_pair(caller.new_id("session"), rhythm, plans[0])
    if form.held:
        return view(await _record(caller, new, form.held, by))
    if not await _exists(caller, new.session_id):  # a repeated command is answered as the first time
        rhythm.check_live()
        for plan in plans:
            await booking.check_free(caller.store, new, plan, caller.network)
    asker = caller.on_behalf or caller.person or ""
    asked = await caller.change(Sessions, new.session_id, lambda _, now: asking.ask(new, form.options, asker, now))
    return view(asked if form.options else await booking.book(caller.store, asked, caller.cause))


@router.post("/sessions/{session_id}/booking")
async def choose(session_id: str, form: ChoiceForm, caller: Involved) -> SessionView:
    """Choose one of the options; it is booked."""
    _, rhythm = await readable(caller, session_id)
    await voice(caller, rhythm)
    rhythm.check_live()
    chosen = await change_session(
        caller.store, session_id, lambda state, now: asking.choose(state, form.starts_at, now), caller.cause
    )
    return view(await booking.book(caller.store, chosen, caller.cause))


@router.post("/sessions/{session_id}/move")
async def move(session_id: str, form: MoveForm, caller: Involved) -> SessionView:
    """Another time or place. Where the new hours cannot be had, it stays as it was."""
    found, rhythm = await readable(caller, session_id)
    by = await voice(caller, rhythm)
    rhythm.check_live()
    changes = form.model_dump(exclude_none=True) | {"told_to": ()}
    wanted = Plan.model_validate({**found.plan.model_dump(), **changes})
    plan = meeting.allowed(wanted, rhythm, await rules_of(caller, rhythm))
    if found.plan != plan:
        await booking.check_free(caller.store, found, plan, caller.network)
    asked = await change_session(
        caller.store, session_id, lambda state, now: moving.ask_move(state, plan, by, now), caller.cause
    )
    return view(await booking.move(caller.store, asked, caller.cause))


@router.post("/sessions/{session_id}/cancellation")
async def cancel(session_id: str, form: CancelForm, caller: Involved) -> SessionView:
    """Call it off; the hours are free again."""
    _, rhythm = await readable(caller, session_id)
    by = await voice(caller, rhythm)
    return view(
        await change_session(
            caller.store,
            session_id,
            lambda state, now: cancelling.cancel_in_time(state, by, form.reason, now),
            caller.cause,
        )
    )


async def _exists(caller: Caller, session_id: str) -> bool:
    return await caller.store.network_of(Sessions, session_id) is not None


async def _record(caller: Caller, new: Session, form: HeldForm, by: str) -> Session:
    plan = new.plan.model_copy(update={"told_to": ()})
    word = Word(outcome="held", minutes=plan.minutes, mode=plan.mode, absent=form.absent, occurred_at=plan.starts_at)
    unplanned = new.model_copy(update={"plan": plan})
    return await caller.change(Sessions, new.session_id, lambda _, now: recording.spontaneous(unplanned, by, word, now))


def _plan(form: SessionForm, start: datetime | None, rhythm: Rhythm) -> Plan:
    assert start is not None
    minutes = form.minutes or rhythm.cadence.minutes
    return Plan(starts_at=start, minutes=minutes, mode=form.mode, place=form.place)
