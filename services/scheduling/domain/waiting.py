"""What time alone brings to a session: an asking without an answer, reminders, a meeting that nobody recorded."""

from datetime import datetime

from contracts.event import Event
from contracts.sessions import ReminderDue, SessionUnrecorded
from contracts.words import Asks
from services.scheduling.domain.cancelling import cancel
from services.scheduling.domain.session import Decided, Session, facts, stay


def due(state: Session, instant: datetime) -> Decided:
    """What was to happen at this instant."""
    if instant == state.answer_by:
        return cancel(state, "clock", "not-answered", instant)
    if state.moving and instant == state.moving.until:
        return stay(state, instant), []
    if instant == state.reminder_at:
        return remind(state)
    return unrecorded(state, instant)


def catch_up(state: Session, now: datetime) -> Decided:
    """Everything that is due, oldest first; hours that are to be freed come before the rest."""
    events: list[Event] = []
    while not state.left and (instant := state.due_at) and instant <= now:
        state, more = due(state, instant)
        events += more
    return state, events


def remind(state: Session) -> Decided:
    """A meeting is near."""
    hours, *later = state.reminders
    return state.model_copy(update={"reminders": tuple(later)}), [ReminderDue(**facts(state), hours_before=hours)]


def unrecorded(state: Session, instant: datetime) -> Decided:
    """Nobody has said how it went: both are asked, then the referent."""
    escalated = state.asked_how_it_went > 0
    asked = state.model_copy(update={"asked_how_it_went": state.asked_how_it_went + 1})
    whom = _referent(state) if escalated else [(p.person_id, p.role) for p in state.participants]
    asks = tuple(Asks(whom=person, role=role, what="record", until=asked.record_due_at) for person, role in whom)
    return asked, [SessionUnrecorded(**facts(state), due_at=instant, escalated=escalated, asks=asks)]


def _referent(state: Session) -> list[tuple[str, str]]:
    person = state.referent or state.deputy
    return [(person, "coordinator")] if person else []
