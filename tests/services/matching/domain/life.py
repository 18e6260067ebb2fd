"""What the domain's tests are made of: two people, what happens to them, and events as they were told."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from contracts.enrolments import EnrolmentAsked, EnrolmentCleared, EnrolmentEnded, EnrolmentSuspended
from contracts.envelope import Envelope
from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.pairs import PairDeclined, PairEnded, PairEvent, Side
from contracts.words import AgreementTerms, Cadence, Goal
from services.matching.domain import proposal
from services.matching.domain.pair import Circumstances, Pair

E = TypeVar("E", bound=Event)
P = TypeVar("P", bound=PairEvent)

START = datetime(2026, 9, 7, 8, tzinfo=UTC)
DAY = timedelta(days=1)
CALENDAR = SchoolCalendar(zone="A")
MENTOR = Side(person_id="paul", enrolment_id="paul-in-school")
MENTEE = Side(person_id="mia", enrolment_id="mia-in-school")
GOAL = Goal(goal_id="goal", kind="skill", skill="welding")
CIRCUMSTANCES = Circumstances(
    territory="gex",
    priority=2,
    stage="vocational",
    minor=True,
    guardians=("guardian",),
    school="school",
    calendar=CALENDAR,
    cadence=Cadence(days=14, minutes=60),
    modes=("in-person", "online"),
    goals=(GOAL,),
    duration_months=10,
    waiting_since=START - 12 * DAY,
    waiting_days=12,
    validity_days=14,
    grace_days=14,
)
TERMS = AgreementTerms(
    goals=(GOAL,), cadence=CIRCUMSTANCES.cadence, modes=("online",), support="trade", duration_months=10
)


def told(event: E, at: datetime = START) -> E:
    """The event as it is read from its stream."""
    return event.told(Envelope("id", "/relais/tests", type(event).__name__, "subject", at, "alpes", 1))


def enrolment(person: str = "mia", role: str = "mentee", **facts: Any) -> dict[str, Any]:
    who = {"enrolment_id": f"{person}-in-school", "person_id": person, "programme_id": "school", "role": role}
    return {**who, "state": "cleared", "priority": 1, **facts}


def asked(person: str = "mia", role: str = "mentee", at: datetime = START, **facts: Any) -> EnrolmentAsked:
    return told(EnrolmentAsked(**{**enrolment(person, role, **facts), "state": "asked"}, asked_at=at), at)


def cleared(person: str = "mia", role: str = "mentee", at: datetime = START, **facts: Any) -> EnrolmentCleared:
    return told(EnrolmentCleared(**enrolment(person, role, **facts)), at)


def suspended(person: str = "mia", role: str = "mentee", at: datetime = START) -> EnrolmentSuspended:
    return told(EnrolmentSuspended(**enrolment(person, role), reason="check"), at)


def enrolment_ended(person: str = "mia", role: str = "mentee", reason: str = "own-wish") -> EnrolmentEnded:
    return told(EnrolmentEnded(**enrolment(person, role), reason=reason, occurred_at=START))


def of_pair(kind: type[P], at: datetime = START, /, **facts: Any) -> P:
    who = {"pair_id": "pair", "programme_id": "school", "mentor": MENTOR, "mentee": MENTEE}
    return told(kind(**{**who, **facts}), at)


def pair_declined(reason: str = "own-wish", at: datetime = START) -> PairDeclined:
    return of_pair(PairDeclined, at, by="mentee", reason=reason, occurred_at=at)


def pair_ended(reason: str = "own-wish", at: datetime = START, rematch: bool = True, **facts: Any) -> PairEnded:
    ending = {"kind": "early", "by": "mentee", "reason": reason, "rematch_wanted": rematch, "territory": "gex"}
    return of_pair(PairEnded, at, occurred_at=at, **ending, **facts)


def proposed(now: datetime = START, **circumstances: Any) -> tuple[Pair, list[Event]]:
    return proposal.propose(two(now, **circumstances), now, held_until=None)


def two(now: datetime = START, **circumstances: Any) -> Pair:
    """The two before anything was proposed."""
    return Pair(
        pair_id="pair",
        programme_id="school",
        mentor=MENTOR,
        mentee=MENTEE,
        origin="round",
        round_id="round",
        score=412,
        circumstances=CIRCUMSTANCES.model_copy(update=circumstances),
        referent="referent",
        proposed_at=now,
        expires_at=now,
    )


def formed(now: datetime = START, **circumstances: Any) -> Pair:
    pair, _ = proposed(now, **circumstances)
    pair, _ = proposal.accept(pair, now, by="mentor")
    pair, _ = proposal.accept(pair, now, by="mentee")
    return pair


def names(events: list[Any]) -> list[str]:
    return [type(event).__name__ for event in events]
