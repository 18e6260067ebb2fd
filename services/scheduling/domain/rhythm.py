"""A pair's rhythm: how often the two meet, what is booked, when they last met, and whether they may meet at all."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from chassis.errors import Refused
from contracts.enrolments import EnrolmentFacts
from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.pairs import (
    AgreementSigned,
    PairEnded,
    PairEnding,
    PairFormed,
    PairPaused,
    PairRenewed,
    PairResumed,
    ReferentChanged,
    SchoolChanged,
)
from contracts.words import Cadence, Mode, Participant


class PairNotLive(Refused):
    """The pair stands still or has ended, so nothing can be booked: ask its coordinator."""


class Appointment(BaseModel):
    """A session with its start: planned, or as it was."""

    model_config = ConfigDict(frozen=True)

    session_id: str
    at: datetime


class Rhythm(BaseModel):
    """`calling_off`: sessions booked before the pair stood still are yet to be cancelled, for this reason.

    Its `due_at` is the instant from which that is owed.
    """

    model_config = ConfigDict(frozen=True)

    pair_id: str
    programme_id: str
    mentor: str
    mentee: str
    mentee_enrolment: str
    minor: bool = False
    guardians: tuple[str, ...] = ()
    school: str | None = None
    calendar: SchoolCalendar
    referent: str | None = None
    deputy: str | None = None
    cadence: Cadence
    modes: tuple[Mode, ...] = ()
    status: Literal["live", "paused", "ended"] = "live"
    starts_on: date
    ends_on: date
    back_on: date | None = None
    booked: tuple[Appointment, ...] = ()
    held: tuple[Appointment, ...] = ()
    calling_off: str | None = None
    due_at: datetime | None = None

    @property
    def people(self) -> tuple[str, str]:
        return self.mentor, self.mentee

    @property
    def participants(self) -> tuple[Participant, Participant]:
        return Participant(person_id=self.mentor, role="mentor"), Participant(person_id=self.mentee, role="mentee")

    def check_live(self) -> None:
        """Raises PairNotLive."""
        if self.status != "live" or self.calling_off:
            raise PairNotLive


Decided = tuple[Rhythm | None, list[Event]]


def begin(state: Rhythm | None, event: PairFormed, now: datetime) -> Decided:
    """The pair's first beat."""
    rhythm = Rhythm(
        pair_id=event.pair_id,
        programme_id=event.programme_id,
        mentor=event.mentor.person_id,
        mentee=event.mentee.person_id,
        mentee_enrolment=event.mentee.enrolment_id,
        minor=event.minor,
        guardians=event.guardians,
        school=event.school,
        calendar=event.calendar,
        referent=event.referent,
        deputy=event.deputy,
        cadence=event.cadence,
        modes=event.modes,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
    )
    return rhythm, []


def agreed(state: Rhythm | None, event: AgreementSigned, now: datetime) -> Decided:
    """What all have signed holds from now on."""
    if not event.complete:
        return state, []
    return with_(state, cadence=event.terms.cadence, modes=event.terms.modes)


def paused(state: Rhythm | None, event: PairPaused, now: datetime) -> Decided:
    reason = "suspended" if event.reason in ("check", "consent", "concern") else "pair-paused"
    return with_(state, status="paused", back_on=event.back_on, calling_off=reason, due_at=now)


def resumed(state: Rhythm | None, event: PairResumed, now: datetime) -> Decided:
    return with_(state, status="live", back_on=None, ends_on=event.ends_on)


def ending(state: Rhythm | None, event: PairEnding, now: datetime) -> Decided:
    return with_(state, ends_on=event.ends_on)


def renewed(state: Rhythm | None, event: PairRenewed, now: datetime) -> Decided:
    return with_(state, ends_on=event.ends_on)


def ended(state: Rhythm | None, event: PairEnded, now: datetime) -> Decided:
    reason = "suspended" if event.reason == "concern" else "pair-ended"
    return with_(state, status="ended", calling_off=reason, due_at=now)


def referent_changed(state: Rhythm | None, event: ReferentChanged, now: datetime) -> Decided:
    return with_(state, referent=event.referent, deputy=event.deputy)


def school_changed(state: Rhythm | None, event: SchoolChanged, now: datetime) -> Decided:
    """What is booked stays; what is proposed from now on heeds the other school's holidays."""
    return with_(state, school=event.school, calendar=event.calendar, referent=event.referent, deputy=event.deputy)


def mentee_changed(state: Rhythm | None, event: EnrolmentFacts, now: datetime) -> Decided:
    """On the 18th birthday the rules for minors end, and the guardians' access."""
    return with_(state, minor=event.minor, guardians=event.guardians)


def due(state: Rhythm, instant: datetime) -> tuple[Rhythm, list[Event]]:
    """Sessions are to be cancelled: call_off.py does it, then `called_off` clears the instant."""
    return state, []


def called_off(state: Rhythm, now: datetime) -> tuple[Rhythm, list[Event]]:
    """Nothing booked is left."""
    return state.model_copy(update={"calling_off": None, "due_at": None}), []


def with_(state: Rhythm | None, **changes: object) -> Decided:
    """Changed, where there is one."""
    return (state.model_copy(update=changes) if state else None), []
