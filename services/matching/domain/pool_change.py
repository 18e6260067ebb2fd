"""Something changed for an enrolment whose programme is matched live: its due date has it looked at, at once."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from contracts.event import Event


class PoolChange(BaseModel):
    """`count`: how often something changed, so that a change during a look is not taken for one that was seen."""

    model_config = ConfigDict(frozen=True)

    count: int = 0
    due_at: datetime | None = None


def heard(state: PoolChange | None, event: Event, now: datetime) -> tuple[PoolChange, list[Event]]:
    return happened(state, now)


def happened(state: PoolChange | None, now: datetime) -> tuple[PoolChange, list[Event]]:
    return PoolChange(count=state.count + 1 if state else 1, due_at=now), []


def seen(state: PoolChange | None, now: datetime, *, count: int) -> tuple[PoolChange, list[Event]]:
    """The market has taken it in."""
    assert state
    return (state.model_copy(update={"due_at": None}) if state.count == count else state), []
