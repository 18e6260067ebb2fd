"""What sessions tell a follow-up."""

from datetime import datetime

from contracts.event import Event
from contracts.sessions import SessionCorrected, SessionEvent, SessionHeld, SessionMissed
from services.feedback.domain.follow_up import FollowUp, Meeting, known, meeting_deadline
from services.feedback.domain.health import noted

Decided = tuple[FollowUp, list[Event]]


def held(state: FollowUp | None, event: SessionHeld, now: datetime) -> Decided:
    """They met; told late, it counts on the day on which it was."""
    return _record(state, event, True, now)


def missed(state: FollowUp | None, event: SessionMissed, now: datetime) -> Decided:
    """They were to meet and did not."""
    return _record(state, event, False, now)


def corrected(state: FollowUp | None, event: SessionCorrected, now: datetime) -> Decided:
    """What had been recorded was wrong."""
    return _record(state, event, {"held": True, "missed": False}.get(event.outcome), now)


def _record(state: FollowUp | None, event: SessionEvent, held: bool | None, now: datetime) -> Decided:
    follow_up = known(state)
    meetings = {id: meeting for id, meeting in follow_up.meetings.items() if id != event.session_id}
    if held is not None:
        told = event.envelope.time
        meetings[event.session_id] = Meeting(session_id=event.session_id, at=event.starts_at, told_at=told, held=held)
    return noted(_reckon(follow_up, follow_up.model_copy(update={"meetings": meetings})), [], now)


def _reckon(before: FollowUp, after: FollowUp) -> FollowUp:
    """A later meeting than the last one known ends a silence; an earlier one changes nothing."""
    old, new = before.last_meeting, after.last_meeting
    if new == old:
        return after
    later = new is not None and (old is None or new.at > old.at)
    absence = None if later else after.absence
    return after.model_copy(update={"absence": absence, "meet_by": meeting_deadline(after)})
