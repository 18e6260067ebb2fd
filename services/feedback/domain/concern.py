"""A concern: a problem that somebody reports. What it says stays here."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from chassis.errors import NotFound, Refused
from contracts.concerns import ConcernAssigned, ConcernOverdue, ConcernRaised, Severity
from contracts.event import Event
from contracts.followups import CheckInAnswered
from contracts.people import ProfileErased
from contracts.words import Asks
from services.feedback.domain.kept import Kept

# Our own rule, no law's: contact in a severe case has stopped already when these days begin.
DAYS_TO_LOOK_INTO = {"severe": 1, "serious": 3, "low": 10}


class Subject(Kept):
    """What a concern is about; `kind` is person, session, activity or pair."""

    kind: str
    id: str


class Lift(Kept):
    """One person's word that these may meet others again; another's makes it hold."""

    by: str
    people: tuple[str, ...]


class Concern(Kept):
    """`concerned` are the people whom it is about; `suspended` those who may meet nobody until two people lift it."""

    concern_id: str
    severity: Severity
    subject: Subject
    concerned: tuple[str, ...] = ()
    suspended: tuple[str, ...] = ()
    reporter: str | None = None
    programme_id: str | None = None
    lead: str | None = None
    text: str = ""
    raised_at: datetime
    overdue: bool = False
    assignee: str | None = None
    lift: Lift | None = None
    outcome: str | None = None
    note: str = ""
    resolved_at: datetime | None = None
    to_forget: bool = False

    @property
    def deadline(self) -> datetime:
        """By when somebody must have looked into it; days of the calendar, since harm knows no holidays."""
        return self.raised_at + timedelta(days=DAYS_TO_LOOK_INTO[self.severity])

    @property
    def due_at(self) -> datetime | None:
        """The deadline, as long as it is neither resolved nor told to be overdue."""
        return None if self.overdue or self.resolved_at else self.deadline


class NobodyNamed(Refused):
    """A severe concern stops contact at once: say in `persons` whom it is about."""


class NotForThoseConcerned(Refused):
    """Nobody takes up, closes or lifts a concern that is about them: ask another."""


class AlreadyResolved(Refused):
    """This concern is closed: raise another one."""


def report(state: Concern | None, stated: Concern) -> tuple[Concern, list[Event]]:
    """Raised: those whom a severe one is about are suspended in the same decision. Raises NobodyNamed."""
    if state:
        return state, []
    suspend = tuple(person for person in stated.concerned if person != stated.reporter)
    if stated.severity == "severe" and not suspend:
        raise NobodyNamed
    suspended = suspend if stated.severity == "severe" else ()
    event = ConcernRaised(
        concern_id=stated.concern_id,
        severity=stated.severity,
        subject_kind=stated.subject.kind,
        suspend=suspended,
        due_at=stated.deadline,
    )
    return stated.model_copy(update={"suspended": suspended}), [event]


def concern_of(check_in_id: str) -> str:
    """Id of the concern that a check-in raises; it does not show which check-in that was."""
    return uuid5(NAMESPACE_URL, f"not at ease {check_in_id}").hex


def not_at_ease(state: Concern | None, event: CheckInAnswered, now: datetime) -> tuple[Concern, list[Event]]:
    """Somebody is not at ease: about the pair, since it accuses nobody."""
    stated = Concern(
        concern_id=concern_of(event.check_in_id),
        severity="serious",
        subject=Subject(kind="pair", id=event.pair_id),
        reporter=event.respondent,
        programme_id=event.programme_id,
        raised_at=now,
    )
    return report(state, stated)


def assign(state: Concern, assignee: str, by: str) -> tuple[Concern, list[Event]]:
    """Somebody takes it up. Raises NotForThoseConcerned, AlreadyResolved."""
    keep_apart(state, assignee, by)
    if state.resolved_at:
        raise AlreadyResolved
    asks = (Asks(whom=assignee, role="safeguarding", what="look-into", until=state.deadline),)
    event = ConcernAssigned(concern_id=state.concern_id, severity=state.severity, assignee=assignee, asks=asks)
    return state.model_copy(update={"assignee": assignee}), [event]


def due(state: Concern, instant: datetime) -> tuple[Concern, list[Event]]:
    """Nobody has closed it in time."""
    whom = state.assignee or state.lead
    asks = (Asks(whom=whom, role="safeguarding", what="look-into"),) if whom else ()
    event = ConcernOverdue(concern_id=state.concern_id, severity=state.severity, due_at=instant, asks=asks)
    return state.model_copy(update={"overdue": True}), [event]


def forget(state: Concern | None, event: ProfileErased, now: datetime) -> tuple[Concern, list[Event]]:
    """An open severe concern stays until it is closed; any other loses its words."""
    return emptied(known(state).model_copy(update={"to_forget": True})), []


def emptied(state: Concern) -> Concern:
    """Without its words, where they are to be forgotten and nothing severe is open any more."""
    if not state.to_forget or stays(state):
        return state
    return state.model_copy(update={"text": "", "note": ""})


def stays(state: Concern) -> bool:
    """Severe and open: the safeguarding lead still needs its words."""
    return state.severity == "severe" and state.resolved_at is None


def known(state: Concern | None) -> Concern:
    """Raises NotFound."""
    if state is None:
        raise NotFound("There is no such thing here.")
    return state


def keep_apart(state: Concern, *people: str) -> None:
    """Raises NotForThoseConcerned."""
    if not set(state.concerned).isdisjoint(people):
        raise NotForThoseConcerned
