"""Events and follow-ups for the tests: one pair of a school in zone A, formed in September 2027."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from contracts.envelope import Envelope
from contracts.event import Event
from contracts.followups import CheckInDue
from contracts.hours import SchoolCalendar
from contracts.pairs import PairEnded, PairFormed, PairPaused, PairResumed, Side
from contracts.sessions import SessionCorrected, SessionHeld, SessionMissed
from contracts.words import Cadence, Goal, Participant
from services.feedback.domain import concern, due, life, meetings, said
from services.feedback.domain.concern import Concern, Subject
from services.feedback.domain.follow_up import FollowUp

E = TypeVar("E", bound=Event)
ALWAYS_OPEN = SchoolCalendar(zone="own")
ZONE_A = SchoolCalendar(zone="A")
FORMED = datetime(2027, 9, 6, 7, tzinfo=UTC)
LAST_DAY = date(2028, 6, 30)
Decided = tuple[FollowUp, list[Event]]
PAIR: dict[str, Any] = {
    "pair_id": "pair-1",
    "programme_id": "programme-1",
    "mentor": Side(person_id="mentor-1", enrolment_id="enrolment-m"),
    "mentee": Side(person_id="mentee-1", enrolment_id="enrolment-s"),
}


def day(number: float) -> datetime:
    """So many days after the pair formed."""
    return FORMED + timedelta(days=number)


def formed(calendar: SchoolCalendar = ALWAYS_OPEN, **changed: Any) -> PairFormed:
    facts: dict[str, Any] = {
        "origin": "round",
        "waiting_days": 3,
        "territory": "pays-de-gex",
        "minor": True,
        "guardians": ("guardian-1",),
        "school": "school-1",
        "calendar": calendar,
        "referent": "referent-1",
        "cadence": Cadence(days=14, minutes=60),
        "modes": ("online",),
        "goals": (Goal(goal_id="goal-1", kind="skill", skill="welding"),),
        "duration_months": 10,
        "starts_on": FORMED.date(),
        "ends_on": LAST_DAY,
        "occurred_at": FORMED,
    }
    return PairFormed(**PAIR, **(facts | changed))


def followed(calendar: SchoolCalendar = ALWAYS_OPEN, **changed: Any) -> FollowUp:
    """A follow-up that has just begun."""
    return life.begin(None, formed(calendar, **changed), FORMED)[0]


def told(event: E, at: datetime) -> E:
    """The event as it was read from its stream."""
    return event.told(Envelope("id", "/relais/test", type(event).__name__, "subject", at, "net", 1))


def _session(session_id: str, at: datetime) -> dict[str, Any]:
    participants = tuple(Participant(person_id=f"{role}-1", role=role) for role in ("mentor", "mentee"))
    return {
        "session_id": session_id,
        "pairs": ("pair-1",),
        "participants": participants,
        "starts_at": at,
        "minutes": 60,
        "mode": "online",
        "occurred_at": at,
    }


def meet(state: FollowUp | None, at: datetime, told_at: datetime | None = None, session_id: str = "") -> Decided:
    """They meet; told at once, or later."""
    heard = told_at or at
    event = SessionHeld(**_session(session_id or f"session-{at:%m%d%H%M}", at), said_by="mentor")
    return meetings.held(state, told(event, heard), heard)


def miss(state: FollowUp, at: datetime, session_id: str = "") -> Decided:
    """They were to meet."""
    session = _session(session_id or f"session-{at:%m%d%H%M}", at)
    event = SessionMissed(**session, absent=("mentor-1",), said_by="mentee")
    return meetings.missed(state, told(event, at), at)


def correct(state: FollowUp, at: datetime, session_id: str, outcome: str) -> Decided:
    event = SessionCorrected(**_session(session_id, at), before="held", outcome=outcome)
    return meetings.corrected(state, told(event, at), at)


def pause(state: FollowUp, at: datetime) -> FollowUp:
    return life.pause(state, PairPaused(**PAIR, reason="own-wish", occurred_at=at), at)[0]


def resume(state: FollowUp, at: datetime, ends_on: date = LAST_DAY, undone: bool = False) -> FollowUp:
    return life.resume(state, PairResumed(**PAIR, undone=undone, ends_on=ends_on, occurred_at=at), at)[0]


def end(state: FollowUp, at: datetime, kind: str = "planned") -> FollowUp:
    event = PairEnded(
        **PAIR,
        kind=kind,
        by="mentee",
        reason="own-wish",
        rematch_wanted=False,
        territory="pays-de-gex",
        occurred_at=at,
    )
    return life.end(state, event, at)[0]


def wait(state: FollowUp, until: datetime) -> Decided:
    """The clock brings everything until then."""
    events: list[Event] = []
    while state.due_at and state.due_at <= until:
        state, more = due.catch_up(state, until, ())
        events += more
    return state, events


def answer(state: FollowUp, check_in: CheckInDue, *flags: str, at: datetime | None = None) -> Decided:
    """The respondent answers the moment it is asked, or later."""
    when = at or check_in.due_at
    word = said.Answer(
        check_in_id=check_in.check_in_id, person=check_in.respondent, answers={"how": "words"}, flags=flags, at=when
    )
    return said.answer(state, word, when)


def names(events: list[Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def of(kind: type[E], events: list[Event]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def stated(severity: str = "severe", **changed: object) -> Concern:
    facts = {
        "concern_id": "concern-1",
        "severity": severity,
        "subject": Subject(kind="person", id="mentor-1"),
        "concerned": ("mentor-1",),
        "reporter": "mentee-1",
        "text": "what happened",
        "raised_at": day(10),
    }
    return Concern(**(facts | changed))


def raised(severity: str = "severe", **changed: object) -> Concern:
    return concern.report(None, stated(severity, **changed))[0]
