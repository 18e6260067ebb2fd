"""People and enrolments for tests, and the policy that most of them stand under."""

from datetime import UTC, date, datetime
from typing import Any

from contracts.concerns import ConcernRaised, ConcernResolved
from contracts.envelope import Envelope
from contracts.policy import Policy, VettingStep
from services.profiles.domain import clearance, enrolment
from services.profiles.domain.consent import Word
from services.profiles.domain.enrolment import Enrolment, Wish
from services.profiles.domain.person import Person
from services.profiles.domain.vetting import Demands

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
TODAY = date(2026, 9, 1)
POLICY = Policy(
    vetting=(
        VettingStep(role="mentor", kind="interview"),
        VettingStep(role="mentor", kind="honourability-check", valid_months=6),
        VettingStep(role="mentee", kind="charter"),
        VettingStep(role="mentee", kind="consent"),
    )
)
MENTORS, MENTEES = Demands.of(POLICY, "mentor"), Demands.of(POLICY, "mentee")


def asked(role: str = "mentor", demands: Demands | None = None, **more: Any) -> Enrolment:
    """An enrolment that was just asked for."""
    given: dict[str, Any] = {"places": 2 if role == "mentor" else 0} | more
    new = Enrolment(
        network="net",
        enrolment_id="enrolment",
        person_id="person",
        programme_id="programme",
        role=role,
        asked_at=NOW,
        demands=demands or (MENTORS if role == "mentor" else MENTEES),
        **given,
    )
    return enrolment.ask(new, NOW)[0]


def with_steps(state: Enrolment, *kinds: str, on: date = TODAY, now: datetime = NOW) -> Enrolment:
    for kind in kinds:
        state, _ = clearance.record(state, state.demands.step(kind, 1, on, "coordinator"), state.demands, now)
    return state


def cleared_mentor(**more: Any) -> Enrolment:
    """Cleared on 1 September; the check holds until 28 February."""
    state = with_steps(asked(**more), "interview", "honourability-check")
    return clearance.clear(state, MENTORS, NOW)[0]


def words(by: str, says: str = "yes", on: date = TODAY, purposes: tuple[str, ...] = ("participation",)) -> list[Word]:
    return [Word(by=by, purpose=each, says=says, text_version=1, proof="file-1", said_on=on) for each in purposes]


def minor(**more: Any) -> Enrolment:
    """A mentee of 16 with one guardian; 18 on 15 March 2028."""
    return asked("mentee", birth_date=date(2010, 3, 15), parents=("guardian",), **more)


def cleared_minor() -> Enrolment:
    state = with_steps(minor(), "charter")
    state, _ = clearance.say(state, [*words("person"), *words("guardian")], MENTEES, NOW)
    return clearance.clear(state, MENTEES, NOW)[0]


def a_person(person_id: str = "person", **more: Any) -> Person:
    return Person(network="net", person_id=person_id, territory="montcel", **more)


def raised(concern_id: str = "concern") -> ConcernRaised:
    return ConcernRaised(concern_id=concern_id, severity="severe", subject_kind="person", suspend=("person",))


def resolved(concern_id: str = "concern") -> ConcernResolved:
    return ConcernResolved(concern_id=concern_id, severity="severe", lifted=True, lift=("person",))


def envelope(**more: Any) -> Envelope:
    given: dict[str, Any] = {"id": "1", "source": "//acier.example/hr", "type": "MentorNominated", "subject": "r-1"}
    return Envelope(**{**given, "time": NOW, "network": "net", **more})


def names(events: list[Any]) -> list[str]:
    return [type(event).__name__ for event in events]


WISH = Wish()
