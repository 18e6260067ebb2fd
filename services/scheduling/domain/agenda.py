"""An agenda: the hours that somebody has free, and those taken. The one place where a booking is won or refused."""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from chassis.errors import Refused
from contracts.enrolments import EnrolmentCleared, EnrolmentResumed, EnrolmentSuspended
from contracts.event import Event
from contracts.hours import WeeklyHours
from contracts.people import ProfileErased, ProfileFacts
from contracts.sessions import SessionCancelled, SessionMissed, SessionMoved

AHEAD = timedelta(days=365)
KEPT = timedelta(days=30)  # beyond AHEAD: a tombstone outlives every plan that it stops


class HoursTaken(Refused):
    """One of the two is taken at this hour: choose another, such as one that `/pairs/{pair_id}/times` proposes."""


class HoursPast(Refused):
    """This hour is over: choose one to come, or record the meeting with `held`."""


class HoursTooFar(Refused):
    """This is more than a year ahead: choose a nearer day."""


class HoursGivenBack(Refused):
    """The hours of this plan were given back meanwhile: ask again."""


class NotTakingPart(Refused):
    """One of the two does not take part for now, so nothing can be booked."""


class Taken(BaseModel):
    """An interval that a plan of a session has taken."""

    model_config = ConfigDict(frozen=True)

    session_id: str
    revision: int
    start: datetime
    end: datetime
    programme_id: str | None = None

    def overlaps(self, other: "Taken") -> bool:
        """Whether two sessions would meet at once; a session's own plans may overlap while it is being moved."""
        return self.session_id != other.session_id and self.start < other.end and other.start < self.end


class GivenBack(BaseModel):
    """What may never take again: one plan of a session, or the whole session where `revision` is None."""

    model_config = ConfigDict(frozen=True)

    session_id: str
    revision: int | None
    forget_at: datetime

    def covers(self, taken: Taken) -> bool:
        return self.session_id == taken.session_id and self.revision in (None, taken.revision)


class Agenda(BaseModel):
    """One person's. `suspended` has their suspended enrolments, each with its programme."""

    model_config = ConfigDict(frozen=True)

    hours: WeeklyHours = WeeklyHours()
    taken: tuple[Taken, ...] = ()
    given_back: tuple[GivenBack, ...] = ()
    suspended: dict[str, str] = {}
    closed: bool = False


Decided = tuple[Agenda, list[Event]]


def check(state: Agenda | None, wanted: Taken, now: datetime) -> None:
    """Raises what stands in the way. Hours that are not free do not: people may agree upon an odd one."""
    agenda = state or Agenda()
    if wanted.end <= now:
        raise HoursPast
    if wanted.end > now + AHEAD:
        raise HoursTooFar
    if any(tombstone.covers(wanted) for tombstone in agenda.given_back):
        raise HoursGivenBack
    if agenda.closed or wanted.programme_id in agenda.suspended.values():
        raise NotTakingPart
    if any(wanted.overlaps(other) for other in agenda.taken):
        raise HoursTaken


def take(state: Agenda | None, wanted: Taken, now: datetime) -> Decided:
    """Taking twice is taking once."""
    agenda = state or Agenda()
    if wanted in agenda.taken:
        return agenda, []
    check(agenda, wanted, now)
    return _forgetful(agenda.model_copy(update={"taken": (*agenda.taken, wanted)}), now), []


def give_back(state: Agenda | None, session_id: str, revision: int | None, now: datetime) -> Decided:
    """Free what a plan has taken, or a whole session, and remember it, so that a late taking is refused."""
    agenda = state or Agenda()
    tombstone = GivenBack(session_id=session_id, revision=revision, forget_at=now + AHEAD + KEPT)
    known = any((t.session_id, t.revision) == (session_id, revision) for t in agenda.given_back)
    left = tuple(taken for taken in agenda.taken if not tombstone.covers(taken))
    kept = agenda.given_back if known else (*agenda.given_back, tombstone)
    return _forgetful(agenda.model_copy(update={"taken": left, "given_back": kept}), now), []


def _forgetful(agenda: Agenda, now: datetime) -> Agenda:
    taken = tuple(taken for taken in agenda.taken if taken.end > now - KEPT)
    kept = tuple(tombstone for tombstone in agenda.given_back if tombstone.forget_at > now)
    return agenda.model_copy(update={"taken": taken, "given_back": kept})


def called_off(state: Agenda | None, event: SessionCancelled | SessionMissed, now: datetime) -> Decided:
    """The session needs its hours no longer."""
    return give_back(state, event.session_id, None, now)


def moved(state: Agenda | None, event: SessionMoved, now: datetime) -> Decided:
    """The plans before this one need their hours no longer."""
    agenda = state or Agenda()
    for revision in {t.revision for t in agenda.taken if t.session_id == event.session_id}:
        if revision < event.revision:
            agenda, _ = give_back(agenda, event.session_id, revision, now)
    return agenda, []


def profiled(state: Agenda | None, event: ProfileFacts, now: datetime) -> Decided:
    """The person said when they are free."""
    return (state or Agenda()).model_copy(update={"hours": event.availability}), []


def erased(state: Agenda | None, event: ProfileErased, now: datetime) -> Decided:
    """Nothing is known of the person any more, and nothing can be booked."""
    return Agenda(closed=True), []


def suspended(state: Agenda | None, event: EnrolmentSuspended, now: datetime) -> Decided:
    """Nothing can be booked in this programme until the enrolment is resumed."""
    agenda = state or Agenda()
    return agenda.model_copy(update={"suspended": {**agenda.suspended, event.enrolment_id: event.programme_id}}), []


def resumed(state: Agenda | None, event: EnrolmentCleared | EnrolmentResumed, now: datetime) -> Decided:
    """The person takes part in this programme again."""
    agenda = state or Agenda()
    others = {
        enrolment: programme for enrolment, programme in agenda.suspended.items() if enrolment != event.enrolment_id
    }
    return agenda.model_copy(update={"suspended": others}), []
