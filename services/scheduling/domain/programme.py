"""What scheduling needs of a programme: its rules for meetings with minors."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from contracts.event import Event
from contracts.policy import MeetingRules
from contracts.programmes import ProgrammeFacts


class Programme(BaseModel):
    """As its owner last told."""

    model_config = ConfigDict(frozen=True)

    programme_id: str
    owner: str = ""
    rules: MeetingRules = MeetingRules()


def told(state: Programme | None, event: ProgrammeFacts, now: datetime) -> tuple[Programme, list[Event]]:
    """Opened or changed: the newest rules hold."""
    return Programme(programme_id=event.programme_id, owner=event.owner, rules=event.policy.meetings_with_minors), []
