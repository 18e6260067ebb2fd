"""A mentee who waits beyond the programme's limit is told of, once."""

from datetime import datetime, timedelta

from contracts.candidates import MenteeWaiting
from contracts.event import Event
from contracts.words import Asks
from services.matching.domain.candidate import Candidate


def look(
    state: Candidate, now: datetime, *, limit_days: int | None, territory: str | None, referent: str | None
) -> tuple[Candidate, list[Event]]:
    """Say once that a mentee has waited beyond the limit, or look again when the limit comes.

    `limit_days` and `territory` are None where their owners have not told them yet.
    """
    if state.due_at is None or state.due_at > now:
        return state, []
    if limit_days is None or territory is None:
        return state.model_copy(update={"due_at": now + timedelta(days=1)}), []
    left = limit_days - state.waiting_days(now)
    if left > 0:
        return state.model_copy(update={"due_at": now + timedelta(days=left)}), []
    waiting = MenteeWaiting(
        enrolment_id=state.enrolment_id,
        person_id=state.person_id,
        programme_id=state.programme_id,
        school=state.school,
        territory=territory,
        priority=state.priority,
        waiting_since=state.waiting_since,
        waiting_days=state.waiting_days(now),
        limit_days=limit_days,
        asks=(Asks(whom=referent, role="coordinator", what="match"),) if referent else (),
    )
    return state.model_copy(update={"due_at": None, "said_waiting": True}), [waiting]
