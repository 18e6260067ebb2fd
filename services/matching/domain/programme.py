"""A programme as matching knows it: its policy, its referents, and when its next round is due."""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.policy import Policy
from contracts.programmes import ProgrammeClosed, ProgrammeFacts, Referent

Decided = tuple["Programme | None", list[Event]]


class Programme(BaseModel):
    """`due_at`: when a round is due by itself."""

    model_config = ConfigDict(frozen=True)

    programme_id: str
    owner: str = ""
    policy: Policy
    referents: tuple[Referent, ...] = ()
    closed: bool = False
    due_at: datetime | None = None

    def calendar(self) -> SchoolCalendar:
        """For mentees without a school: no holidays but the programme's own time zone."""
        return SchoolCalendar(zone="own", timezone=self.policy.timezone)


def changed(state: Programme | None, event: ProgrammeFacts, now: datetime) -> Decided:
    facts = Programme(
        programme_id=event.programme_id, owner=event.owner, policy=event.policy, referents=event.referents
    )
    every = event.policy.round_every_days
    if not every:
        return facts, []
    planned = state.due_at if state and state.policy.round_every_days == every else None
    return facts.model_copy(update={"due_at": planned or event.envelope.time + timedelta(days=every)}), []


def closed(state: Programme | None, event: ProgrammeClosed, now: datetime) -> Decided:
    return state and state.model_copy(update={"closed": True, "due_at": None}), []


def asked_for_its_round(state: Programme, instant: datetime) -> tuple[Programme, list[Event]]:
    """The round of this instant has been asked for: the next is due later."""
    if state.due_at is None or state.due_at > instant:
        return state, []
    every = state.policy.round_every_days
    return state.model_copy(update={"due_at": instant + timedelta(days=every) if every else None}), []
