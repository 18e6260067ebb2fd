"""What is shown of a session."""

from datetime import datetime

from pydantic import BaseModel

from contracts.words import Participant, Place
from services.scheduling.domain.session import Session, Word


class SessionView(BaseModel):
    """Planned: starts_at, minutes, mode, place. As it was: `recorded`; `disputed` where `words` differ."""

    session_id: str
    pair_id: str
    programme_id: str
    status: str
    starts_at: datetime
    minutes: int
    timezone: str
    mode: str
    place: Place | None
    told_to: tuple[str, ...]
    participants: tuple[Participant, ...]
    options: tuple[datetime, ...]
    answer_by: datetime | None
    recorded: Word | None
    words: dict[str, Word]
    disputed: bool
    revision: int


def view(session: Session) -> SessionView:
    """As it is now."""
    return SessionView.model_validate({**session.plan.model_dump(), **session.model_dump()})
