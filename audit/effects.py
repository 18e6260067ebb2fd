"""What each event brings about beyond the document that hears its stream: told a second time, on purpose.

Where a service asks its own store whom an event concerns, a bond tells it from what was said before. What a change
of a programme does to all its pairs and candidates is not looked for: there may be more of them than memory holds.
"""

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from audit.bound import BOUND
from audit.invariants.effects import Effect
from contracts.concerns import ConcernRaised, ConcernResolved
from contracts.enrolments import (
    EnrolmentAsked,
    EnrolmentChanged,
    EnrolmentCleared,
    EnrolmentEnded,
    EnrolmentEvent,
    EnrolmentResumed,
    EnrolmentSuspended,
)
from contracts.erasures import ForgottenByFeedback, ForgottenByMatching, ForgottenByScheduling
from contracts.followups import CheckInAnswered
from contracts.organisations import OrganisationRegistered, TerritoriesListed
from contracts.pairs import (
    PairDeclined,
    PairEnded,
    PairEvent,
    PairExpired,
    PairFormed,
    PairProposed,
    PairResumed,
    PairWithdrawn,
)
from contracts.people import ProfileCreated, ProfileErased, ProfileMerged
from contracts.programmes import ProgrammeChanged, ProgrammeClosed, ProgrammeOpened
from contracts.sessions import (
    SessionCancelled,
    SessionCorrected,
    SessionEvent,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionScheduled,
)

OVER = (PairDeclined, PairExpired, PairWithdrawn, PairEnded)


def _mentor(event: EnrolmentEvent) -> list[str]:
    return [event.person_id] if event.role == "mentor" else []


def _pairs(event: SessionEvent) -> Iterable[str]:
    return event.pairs


def _participants(event: SessionEvent) -> list[str]:
    return [each.person_id for each in event.participants]


def _mentor_of(event: PairEvent) -> list[str]:
    return [event.mentor.person_id]


def _mentee_of(event: PairEvent) -> list[str]:
    return [event.mentee.enrolment_id]


def _its_pair(event: PairEvent) -> list[str]:
    return [event.pair_id]


def _its_programme(event: Any) -> list[str]:
    return [event.programme_id]


def _whom(event: Any) -> list[str]:
    return [event.person_id]


def _concern(event: CheckInAnswered) -> list[str]:
    if "not-at-ease" not in event.flags:
        return []
    return [uuid5(NAMESPACE_URL, f"not at ease {event.check_in_id}").hex]


def _known_pairs(places: dict[str, Any]) -> Iterable[str]:
    """Held, or given back since: both are remembered."""
    return [*places.get("held", {}), *places.get("given_back", {})]


EFFECTS = (
    # there is something at all
    Effect((EnrolmentCleared,), "matching", "candidates", lambda e: [e.enrolment_id], exists=True),
    Effect((ProfileCreated,), "matching", "profiles", _whom, exists=True),
    Effect((OrganisationRegistered,), "matching", "schools", lambda e: [e.organisation_id], exists=True),
    Effect((ProgrammeOpened,), "matching", "programmes", _its_programme, exists=True),
    Effect((ProgrammeOpened,), "scheduling", "programmes", _its_programme, exists=True),
    Effect((ProgrammeOpened,), "feedback", "programmes", _its_programme, exists=True),
    Effect((ProfileCreated,), "scheduling", "agendas", _whom, exists=True),
    Effect((PairFormed,), "scheduling", "rhythms", _its_pair, exists=True),
    Effect((PairFormed,), "feedback", "follow_ups", _its_pair, exists=True),
    Effect((PairFormed,), "profiles", "live_pairs", _its_pair, exists=True),
    Effect((PairProposed,), "matching", "places", _mentor_of, exists=True, shows=_known_pairs),
    # matching
    Effect(
        (EnrolmentAsked, EnrolmentChanged, EnrolmentCleared, EnrolmentResumed, EnrolmentEnded),
        "matching",
        "places",
        _mentor,
    ),
    Effect((PairFormed, PairResumed, *OVER), "matching", "places", _mentor_of),
    Effect((PairProposed, PairFormed, PairResumed, *OVER), "matching", "candidates", _mentee_of),
    Effect((PairDeclined, PairEnded), "matching", "profiles", lambda e: [e.mentee.person_id]),
    Effect((SessionHeld,), "matching", "pairs", _pairs),
    Effect((ProgrammeOpened, ProgrammeChanged, ProgrammeClosed), "matching", "markets", _its_programme),
    Effect((TerritoriesListed,), "matching", "territories", lambda e: [e.organisation_id], exists=True),
    # scheduling
    Effect((ProfileErased,), "scheduling", "feeds", _whom),
    Effect((EnrolmentSuspended, EnrolmentCleared, EnrolmentResumed), "scheduling", "agendas", _whom),
    Effect(
        (SessionScheduled, SessionMoved, SessionCancelled, SessionMissed, SessionHeld, SessionCorrected),
        "scheduling",
        "rhythms",
        _pairs,
    ),
    Effect((SessionMoved, SessionCancelled, SessionMissed), "scheduling", "agendas", _participants),
    # feedback
    Effect((SessionHeld, SessionMissed, SessionCorrected), "feedback", "follow_ups", _pairs),
    Effect((CheckInAnswered,), "feedback", "concerns", _concern),
    # profiles
    Effect((ProfileErased, ProfileMerged), "profiles", "contacts", _whom),
    Effect((ProfileErased,), "profiles", "erasures", _whom, exists=True),
    Effect((ProfileErased,), "matching", "forgettings", _whom, exists=True),
    Effect((ProfileErased,), "scheduling", "forgettings", _whom, exists=True),
    Effect((ProfileErased,), "feedback", "forgettings", _whom, exists=True),
    Effect(
        (ProfileErased, ForgottenByMatching, ForgottenByScheduling, ForgottenByFeedback),
        "profiles",
        "erasures",
        _whom,
        exists=True,
    ),
    Effect((ConcernRaised,), "profiles", "people", lambda e: e.suspend),
    Effect((ConcernResolved,), "profiles", "people", lambda e: e.lift),
    *BOUND,
)
