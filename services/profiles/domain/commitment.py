"""What a mentor promised, beside what was held."""

from datetime import datetime
from typing import Any

from contracts.sessions import SessionCorrected, SessionHeld
from services.profiles.domain.enrolment import Enrolment


def held(state: Enrolment | None, event: SessionHeld, now: datetime) -> tuple[Enrolment | None, Any]:
    return _counted(state, event.session_id, event.minutes)


def corrected(state: Enrolment | None, event: SessionCorrected, now: datetime) -> tuple[Enrolment | None, Any]:
    """A session that was not held after all counts nothing."""
    return _counted(state, event.session_id, event.minutes if event.outcome == "held" else 0)


def minutes_held(state: Enrolment) -> int:
    """Counted once: an enrolment that goes on in another counts there."""
    return 0 if state.continued_by else sum(state.held.values())


def _counted(state: Enrolment | None, session_id: str, minutes: int) -> tuple[Enrolment | None, Any]:
    if state is None:
        return None, []
    others = {each: count for each, count in state.held.items() if each != session_id}
    return state.model_copy(update={"held": {**others, session_id: minutes} if minutes else others}), []
