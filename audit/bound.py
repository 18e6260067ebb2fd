"""What an event brings about in documents that it does not name, because it concerns those to whom they are bound."""

from typing import Any

from audit.invariants.bonds import Bond
from audit.invariants.effects import Effect
from contracts.concerns import ConcernRaised, ConcernResolved
from contracts.enrolments import (
    EnrolmentAsked,
    EnrolmentChanged,
    EnrolmentCleared,
    EnrolmentEnded,
    EnrolmentFacts,
    EnrolmentPaused,
    EnrolmentResumed,
    EnrolmentSuspended,
)
from contracts.pairs import (
    PairDeclined,
    PairEnded,
    PairEvent,
    PairExpired,
    PairFormed,
    PairProposed,
    PairResumed,
    PairWithdrawn,
    ReferentChanged,
)
from contracts.people import ProfileChanged, ProfileErased, ProfileLeft, ProfileMerged
from contracts.sessions import (
    SessionAsked,
    SessionCancelled,
    SessionCorrected,
    SessionEvent,
    SessionHeld,
    SessionMissed,
    SessionScheduled,
)

OVER = (PairDeclined, PairExpired, PairWithdrawn, PairEnded)
FACTS = (EnrolmentChanged, EnrolmentResumed, EnrolmentCleared)
OF_A_PAIR = (EnrolmentSuspended, EnrolmentPaused, *FACTS, EnrolmentEnded)


def _its_enrolment(event: Any) -> list[str]:
    return [event.enrolment_id]


def _its_person(event: Any) -> list[str]:
    return [event.person_id]


def _its_pair(event: Any) -> str:
    return str(event.pair_id)


def _people(event: PairEvent) -> list[str]:
    return [event.mentor.person_id, event.mentee.person_id]


def _as_mentor(event: EnrolmentFacts) -> list[str]:
    return [f"{event.person_id} in {event.programme_id}"] if event.role == "mentor" else []


def _mentors_present(event: SessionEvent) -> list[str]:
    mentors = (each for each in event.participants if each.role == "mentor" and each.present is not False)
    return [f"{each.person_id} in {event.programme_id}" for each in mentors]


STANDING = Bond(
    (PairProposed, PairFormed, PairResumed),
    OVER,
    lambda event: [event.mentor.enrolment_id, event.mentee.enrolment_id],
    _its_pair,
)
EVER_PAIRED = Bond((PairProposed, PairFormed), (), _people, _its_pair)
FORMED = Bond((PairFormed,), (), _people, _its_pair)
MENTEE = Bond((PairFormed,), (), lambda event: [event.mentee.enrolment_id], _its_pair)
ENROLLED = Bond((EnrolmentAsked,), (), _its_person, lambda event: event.enrolment_id)
MENTORS = Bond((EnrolmentAsked,), (), _as_mentor, lambda event: event.enrolment_id)
MERGED = Bond((ProfileMerged,), (), lambda event: [event.into], lambda event: event.person_id)
BOOKED = Bond(
    (SessionAsked, SessionScheduled),
    (SessionCancelled, SessionHeld, SessionMissed, SessionCorrected),
    lambda event: event.pairs,
    lambda event: event.session_id,
)

BOUND = (
    Effect(OF_A_PAIR, "matching", "pairs", _its_enrolment, through=STANDING),
    Effect((ProfileLeft, ProfileErased), "matching", "pairs", _its_person, through=EVER_PAIRED),
    Effect((ProfileErased,), "matching", "candidates", _its_person, through=ENROLLED),
    Effect(FACTS, "scheduling", "rhythms", _its_enrolment, through=MENTEE),
    Effect((ReferentChanged,), "scheduling", "sessions", lambda event: [event.pair_id], through=BOOKED),
    Effect(FACTS, "feedback", "follow_ups", _its_enrolment, through=MENTEE),
    Effect((ProfileErased,), "feedback", "follow_ups", _its_person, through=FORMED),
    Effect(
        (ProfileChanged, ProfileLeft, ProfileMerged, ProfileErased),
        "profiles",
        "enrolments",
        _its_person,
        through=ENROLLED,
    ),
    Effect((ProfileErased,), "profiles", "people", _its_person, through=MERGED),
    Effect((ConcernRaised,), "profiles", "enrolments", lambda event: event.suspend, through=ENROLLED),
    Effect((ConcernResolved,), "profiles", "enrolments", lambda event: event.lift, through=ENROLLED),
    Effect((SessionHeld, SessionCorrected), "profiles", "enrolments", _mentors_present, through=MENTORS),
)
