"""Every state of domain.md's lives is announced by an event."""

import pytest

from contracts.catalogue import EVENTS

# What announces that an aggregate has come into a state. Places, Agenda and Rhythm, inner guards, announce nothing.
LIVES: dict[str, dict[str, tuple[str, ...]]] = {
    "Organisation": {
        "registered": ("OrganisationRegistered", "OrganisationResumed"),
        "suspended": ("OrganisationSuspended",),
        "closed": ("OrganisationClosed",),
    },
    "Territories": {"listed": ("TerritoriesListed",)},
    "Programme": {  # drafted: nobody but its authors may know of it
        "open": ("ProgrammeOpened",),
        "closed": ("ProgrammeClosed",),
    },
    "Person": {
        "created": ("ProfileCreated",),
        "left": ("ProfileLeft",),
        "merged": ("ProfileMerged",),
        "erased": ("ProfileErased",),
    },
    "Enrolment": {
        "asked": ("EnrolmentAsked",),
        "in vetting": ("EnrolmentChanged",),
        "cleared": ("EnrolmentCleared", "EnrolmentResumed"),
        "expiring": ("ClearanceExpiring",),
        "paused": ("EnrolmentPaused",),
        "suspended": ("EnrolmentSuspended",),
        "ended": ("EnrolmentEnded",),
    },
    "Erasure": {
        "forgotten by one service": ("ForgottenByMatching", "ForgottenByScheduling", "ForgottenByFeedback"),
        "complete": ("ErasureCompleted",),
        "overdue": ("ErasureOverdue",),
    },
    "Contact": {"kept": ("ContactKept",), "erased": ("ContactErased",)},
    "Nomination": {
        "received": ("MentorNominated", "NominationChanged", "EventAccepted"),
        "refused for its form": ("EventRejected",),
        "withdrawn": ("NominationWithdrawn",),
        "confirmed": ("ProfileCreated",),  # silent for 60 days: nobody may know, so nothing is told
    },
    "Candidate": {"waiting too long": ("MenteeWaiting",)},
    "Round": {
        "requested": ("RoundRequested",),
        "solved": ("RoundSolved",),
        "published": ("RoundPublished",),
        "dropped": ("RoundDropped",),
    },
    "Pair": {
        "proposed": ("PairProposed",),
        "accepted by one": ("PairAccepted",),
        "formed": ("PairFormed",),
        "active": ("PairFormed", "PairResumed"),
        "paused": ("PairPaused",),
        "ending": ("PairEnding",),
        "ended": ("PairEnded",),
        "declined": ("PairDeclined",),
        "expired": ("PairExpired",),
        "withdrawn": ("PairWithdrawn",),
        "renewed": ("PairRenewed",),
        "with another referent": ("ReferentChanged",),
        "at another school": ("SchoolChanged",),
    },
    "Agreement": {"due": ("AgreementMissing",), "signed": ("AgreementSigned",)},
    "Session": {
        "asked": ("SessionAsked",),
        "booked": ("SessionScheduled",),
        "reminded": ("ReminderDue",),
        "held": ("SessionHeld",),
        "missed": ("SessionMissed",),
        "cancelled": ("SessionCancelled",),
        "moved": ("SessionMoved",),
        "corrected": ("SessionCorrected",),
        "unrecorded": ("SessionUnrecorded",),
    },
    "FollowUp": {
        "check-in due": ("CheckInDue",),
        "check-in answered": ("CheckInAnswered",),
        "check-in overdue": ("CheckInOverdue",),
        "feedback": ("FeedbackGiven",),
        "reflection": ("ReflectionShared",),
        "goals": ("GoalProgressed",),
        "never met": ("FirstMeetingMissing",),
        "silent": ("PairSilent",),
        "at risk": ("PairAtRisk",),
        "back on track": ("PairBackOnTrack",),
    },
    "Concern": {
        "raised": ("ConcernRaised",),
        "assigned": ("ConcernAssigned",),
        "overdue": ("ConcernOverdue",),
        "resolved": ("ConcernResolved",),
    },
}  # fmt: skip
CHANGES = {"OrganisationChanged", "ProgrammeChanged", "ProfileChanged"}  # facts change, the state stays


@pytest.mark.parametrize(("life", "state"), [(life, state) for life, states in LIVES.items() for state in states])
def test_a_state_is_announced(life: str, state: str) -> None:
    assert set(LIVES[life][state]) <= set(EVENTS)


def test_no_event_is_without_its_place_in_a_life() -> None:
    told = {name for states in LIVES.values() for names in states.values() for name in names}
    assert set(EVENTS) - told == CHANGES


def test_absence_is_an_event_that_asks_somebody() -> None:
    absences = [
        "FirstMeetingMissing",
        "PairSilent",
        "CheckInOverdue",
        "SessionUnrecorded",
        "AgreementMissing",
        "MenteeWaiting",
    ]
    assert all("asks" in EVENTS[name].model_fields for name in absences)


DONE_BY_PEOPLE = [
    "PairAccepted", "PairDeclined", "PairFormed", "AgreementSigned", "PairPaused", "PairResumed", "PairEnding",
    "PairEnded", "SessionHeld", "SessionMissed", "SessionCancelled", "SessionCorrected", "CheckInAnswered",
    "FeedbackGiven", "ReflectionShared", "GoalProgressed", "ProfileLeft", "EnrolmentPaused", "EnrolmentEnded",
]  # fmt: skip


@pytest.mark.parametrize("name", DONE_BY_PEOPLE)
def test_what_people_did_says_when_it_happened(name: str) -> None:
    assert EVENTS[name].model_fields["occurred_at"].is_required()
