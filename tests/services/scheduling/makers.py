"""Pairs, rhythms, sessions and events as tests need them."""

from datetime import UTC, date, datetime
from typing import Any

from contracts.enrolments import EnrolmentResumed, EnrolmentSuspended
from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.pairs import PairFormed, Side
from contracts.sessions import SessionCancelled, SessionMoved
from contracts.words import Cadence, Participant, Place
from services.scheduling.domain import rhythm
from services.scheduling.domain.asking import ask, book
from services.scheduling.domain.meeting import Plan
from services.scheduling.domain.rhythm import Rhythm
from services.scheduling.domain.session import Session, of_pair

NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)
START = datetime(2026, 9, 23, 13, tzinfo=UTC)
ANNA, LUC = "mentor-anna", "mentee-luc"
CALENDAR = SchoolCalendar(zone="A")


def pair_formed(**changes: Any) -> PairFormed:
    facts: dict[str, Any] = {
        "pair_id": "pair",
        "programme_id": "prog",
        "mentor": Side(person_id=ANNA, enrolment_id="e-anna"),
        "mentee": Side(person_id=LUC, enrolment_id="e-luc"),
        "origin": "round",
        "waiting_days": 3,
        "territory": "besancon",
        "minor": False,
        "calendar": CALENDAR,
        "referent": "coordinator-rosa",
        "cadence": Cadence(days=14, minutes=60),
        "modes": ("in-person", "online"),
        "duration_months": 10,
        "starts_on": date(2026, 9, 14),
        "ends_on": date(2027, 7, 1),
        "occurred_at": NOW,
    }
    return PairFormed(**{**facts, **changes})


def a_rhythm(**changes: Any) -> Rhythm:
    begun, _ = rhythm.begin(None, pair_formed(), NOW)
    assert begun
    return begun.model_copy(update=changes)


def a_plan(**changes: Any) -> Plan:
    plan = Plan(starts_at=START, minutes=60, mode="in-person", place=Place(kind="school", place_id="school"))
    return plan.model_copy(update=changes)


def asked(**changes: Any) -> Session:
    state, _ = ask(of_pair("session", a_rhythm(), a_plan(**changes)), (), ANNA, NOW)
    return state


def booked(**changes: Any) -> Session:
    state, _ = book(asked(**changes), True, NOW)
    return state


def names(events: Any) -> list[str]:
    return [type(event).__name__ for event in events]


def only(events: Any) -> Any:
    """The one event there is."""
    (event,) = events
    assert isinstance(event, Event)
    return event


def _told(session_id: str) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "pairs": ("pair",),
        "participants": (Participant(person_id=ANNA, role="mentor"), Participant(person_id=LUC, role="mentee")),
        "starts_at": START,
        "minutes": 60,
        "mode": "online",
    }


def moved_event(session_id: str, revision: int) -> SessionMoved:
    return SessionMoved(**_told(session_id), revision=revision, moved_from=NOW, by="mentor")


def cancelled_event(session_id: str) -> SessionCancelled:
    return SessionCancelled(**_told(session_id), by="mentor", reason="unwell", occurred_at=NOW)


def suspended_event(programme_id: str, enrolment_id: str = "e") -> EnrolmentSuspended:
    return EnrolmentSuspended(
        enrolment_id=enrolment_id, person_id=ANNA, programme_id=programme_id, role="mentor", reason="check"
    )


def resumed_event(programme_id: str, enrolment_id: str = "e") -> EnrolmentResumed:
    return EnrolmentResumed(
        enrolment_id=enrolment_id, person_id=ANNA, programme_id=programme_id, role="mentor", state="cleared"
    )
