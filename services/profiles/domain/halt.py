"""Suspended for one reason or several, and back when none is left; paused by the person's own wish."""

from datetime import date, datetime

from chassis.errors import Refused
from contracts.concerns import ConcernRaised, ConcernResolved
from contracts.enrolments import EnrolmentPaused, EnrolmentResumed, EnrolmentSuspended
from contracts.event import Event
from contracts.people import ProfileErased, ProfileLeft, ProfileMerged
from services.profiles.domain.enrolment import Enrolment, Halt, changed, emptied, end, going, identity


class NotPaused(Refused):
    """Nothing to take up again: the enrolment is not paused."""


def suspend(state: Enrolment | None, reason: Halt, now: datetime) -> tuple[Enrolment, list[Event]]:
    """Each further reason is told as well; the same one again changes nothing."""
    state = going(state)
    if reason in state.halts:
        return state, []
    suspended = state.model_copy(update={"halts": (*state.halts, reason)})
    return suspended, [EnrolmentSuspended(**identity(state), reason=reason)]


def lift(state: Enrolment | None, reason: Halt, now: datetime) -> tuple[Enrolment, list[Event]]:
    """One reason less; the person takes part again when none is left."""
    state = going(state)
    if reason not in state.halts:
        return state, []
    return back(state, state.model_copy(update={"halts": tuple(each for each in state.halts if each != reason)}))


def pause(
    state: Enrolment | None, back_on: date | None, occurred_at: datetime, now: datetime
) -> tuple[Enrolment, list[Event]]:
    state = going(state)
    paused = state.model_copy(update={"paused": True})
    return paused, [EnrolmentPaused(**identity(state), back_on=back_on, occurred_at=occurred_at)]


def resume(state: Enrolment | None, now: datetime) -> tuple[Enrolment, list[Event]]:
    state = going(state)
    if not state.paused:
        raise NotPaused
    return back(state, state.model_copy(update={"paused": False}))


def back(before: Enrolment, after: Enrolment) -> tuple[Enrolment, list[Event]]:
    """Told as a return only where nothing halts the enrolment any more."""
    if before.state in ("suspended", "paused") and after.state not in ("suspended", "paused"):
        return after, [EnrolmentResumed.model_validate(after, from_attributes=True)]
    return changed(before, after)


def concern_raised(
    state: Enrolment | None, event: ConcernRaised, now: datetime
) -> tuple[Enrolment | None, list[Event]]:
    if state is None or state.phase == "ended":
        return state, []
    concerns = dict.fromkeys((*state.concerns, event.concern_id))
    return suspend(state.model_copy(update={"concerns": tuple(concerns)}), "concern", now)


def concern_resolved(
    state: Enrolment | None, event: ConcernResolved, now: datetime
) -> tuple[Enrolment | None, list[Event]]:
    if state is None or state.phase == "ended":
        return state, []
    left = tuple(each for each in state.concerns if each != event.concern_id)
    after = state.model_copy(update={"concerns": left})
    return (after, []) if left else lift(after, "concern", now)


def person_left(state: Enrolment | None, event: ProfileLeft, now: datetime) -> tuple[Enrolment | None, list[Event]]:
    if state is None or state.phase == "ended":
        return state, []
    return end(state, "left", event.occurred_at, now)


def person_merged(state: Enrolment | None, event: ProfileMerged, now: datetime) -> tuple[Enrolment | None, list[Event]]:
    """What nobody has taken over by then ends as well."""
    if state is None or state.phase == "ended":
        return state, []
    return end(state, "merged", event.envelope.time, now)


def person_erased(state: Enrolment | None, event: ProfileErased, now: datetime) -> tuple[Enrolment | None, list[Event]]:
    """Ends where it has not, and keeps nothing that leads back."""
    if state is None:
        return None, []
    ended, events = (state, []) if state.phase == "ended" else end(state, "left", event.envelope.time, now)
    return emptied(ended), list(events)
