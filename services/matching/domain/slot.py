"""The round slot of a programme: one round at a time."""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from chassis.errors import Refused
from contracts.event import Event

HELD_FOR = timedelta(days=60)  # a round that has not come by then never will


class RoundUnderWay(Refused):
    """A round of this programme is under way: publish or drop it first."""


class Slot(BaseModel):
    """`due_at`: freed by itself then; None once the round exists."""

    model_config = ConfigDict(frozen=True)

    programme_id: str
    round_id: str | None = None
    due_at: datetime | None = None


def take(state: Slot | None, now: datetime, *, programme_id: str, round_id: str) -> tuple[Slot, list[Event]]:
    """For a round that is about to be asked for. Raises RoundUnderWay."""
    if state and state.round_id not in (None, round_id):
        raise RoundUnderWay
    if state and state.round_id == round_id:
        return state, []
    return Slot(programme_id=programme_id, round_id=round_id, due_at=now + HELD_FOR), []


def keep(state: Slot | None, now: datetime, *, programme_id: str, round_id: str) -> tuple[Slot, list[Event]]:
    """The round exists and keeps its slot. Raises RoundUnderWay where another has it by now."""
    taken, _ = take(state, now, programme_id=programme_id, round_id=round_id)
    return taken.model_copy(update={"due_at": None}), []


def leave(state: Slot | None, now: datetime, *, round_id: str) -> tuple[Slot | None, list[Event]]:
    """The round is over; another's slot stays."""
    if state is None or state.round_id != round_id:
        return state, []
    return Slot(programme_id=state.programme_id), []


def due(state: Slot, instant: datetime) -> tuple[Slot, list[Event]]:
    return Slot(programme_id=state.programme_id), []
