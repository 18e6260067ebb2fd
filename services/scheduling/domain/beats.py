"""What a pair's sessions do to its rhythm: booked, dropped, held, put right."""

from datetime import datetime

from contracts.sessions import (
    SessionCancelled,
    SessionCorrected,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionScheduled,
)
from services.scheduling.domain.rhythm import Appointment, Decided, Rhythm, with_

REMEMBERED = 12  # meetings held; more than can still be corrected in practice


def booked(state: Rhythm | None, event: SessionScheduled | SessionMoved, now: datetime) -> Decided:
    """A session has its hour, or another one."""
    if state is None:
        return None, []
    appointment = Appointment(session_id=event.session_id, at=event.starts_at)
    return with_(state, booked=(*_without(state.booked, event.session_id), appointment))


def dropped(state: Rhythm | None, event: SessionCancelled | SessionMissed, now: datetime) -> Decided:
    """A session will not be."""
    return with_(state, booked=_without(state.booked if state else (), event.session_id))


def met(state: Rhythm | None, event: SessionHeld, now: datetime) -> Decided:
    """They met, perhaps without a booking."""
    if state is None:
        return None, []
    meetings = (*_without(state.held, event.session_id), _meeting(event))
    held = tuple(sorted(meetings, key=lambda meeting: meeting.at)[-REMEMBERED:])
    return with_(state, held=held, booked=_without(state.booked, event.session_id))


def corrected(state: Rhythm | None, event: SessionCorrected, now: datetime) -> Decided:
    """What was thought of a meeting was wrong."""
    if state is None:
        return None, []
    meetings = _without(state.held, event.session_id)
    if event.outcome == "held":
        meetings = tuple(sorted((*meetings, _meeting(event)), key=lambda meeting: meeting.at))
    return with_(state, held=meetings, booked=_without(state.booked, event.session_id))


def _meeting(event: SessionHeld | SessionCorrected) -> Appointment:
    return Appointment(session_id=event.session_id, at=event.occurred_at)


def _without(appointments: tuple[Appointment, ...], session_id: str) -> tuple[Appointment, ...]:
    return tuple(appointment for appointment in appointments if appointment.session_id != session_id)
