"""What feedback does when something happens elsewhere, or in another aggregate here."""

from collections.abc import Iterable

from chassis.forgetting import Forgetter
from chassis.reactions import Reactions, hears, on
from contracts.enrolments import EnrolmentChanged, EnrolmentCleared, EnrolmentResumed
from contracts.erasures import BY_FEEDBACK, ForgottenByFeedback, looked
from contracts.followups import CheckInAnswered
from contracts.pairs import (
    PAIRS,
    AgreementMissing,
    AgreementSigned,
    PairEnded,
    PairEnding,
    PairEvent,
    PairFormed,
    PairPaused,
    PairRenewed,
    PairResumed,
    ReferentChanged,
    SchoolChanged,
)
from contracts.people import ProfileErased
from contracts.programmes import PROGRAMMES, ProgrammeChanged, ProgrammeFacts, ProgrammeOpened
from contracts.sessions import SessionCorrected, SessionEvent, SessionHeld, SessionMissed
from services.feedback.domain import concern, erasure, life, meetings, programme
from services.feedback.store import (
    Concerns,
    FollowUps,
    Programmes,
    concerns_of_people,
    follow_ups_of_mentees,
    follow_ups_of_people,
)


def its_pair(event: PairEvent) -> Iterable[str]:
    return [event.pair_id]


def its_pairs(event: SessionEvent) -> Iterable[str]:
    return event.pairs


def its_programme(event: ProgrammeFacts) -> Iterable[str]:
    return [event.programme_id]


def its_concern(event: CheckInAnswered) -> Iterable[str]:
    return [concern.concern_of(event.check_in_id)] if "not-at-ease" in event.flags else []


FORGETTER = Forgetter(
    BY_FEEDBACK,
    on(ProfileErased, FollowUps, asked=follow_ups_of_people, decide=erasure.forget),
    on(ProfileErased, Concerns, asked=concerns_of_people, decide=concern.forget),
    again=lambda id: ProfileErased(person_id=id),
    tell=lambda id, counts: ForgottenByFeedback(person_id=id, documents=looked(counts)),
    stays={Concerns: concern.stays},
)
REACTIONS = Reactions(
    hears(PROGRAMMES, Programmes),
    on(ProgrammeOpened, Programmes, ids=its_programme, decide=programme.noted),
    on(ProgrammeChanged, Programmes, ids=its_programme, decide=programme.noted),
    hears(PAIRS, FollowUps),
    on(PairFormed, FollowUps, ids=its_pair, decide=life.begin),
    on(AgreementSigned, FollowUps, ids=its_pair, decide=life.agree),
    on(AgreementMissing, FollowUps, ids=its_pair, decide=life.miss_agreement),
    on(PairPaused, FollowUps, ids=its_pair, decide=life.pause),
    on(PairResumed, FollowUps, ids=its_pair, decide=life.resume),
    on(PairRenewed, FollowUps, ids=its_pair, decide=life.renew),
    on(PairEnding, FollowUps, ids=its_pair, decide=life.renew),
    on(PairEnded, FollowUps, ids=its_pair, decide=life.end),
    on(SchoolChanged, FollowUps, ids=its_pair, decide=life.change_school),
    on(ReferentChanged, FollowUps, ids=its_pair, decide=life.refer),
    on(SessionHeld, FollowUps, ids=its_pairs, decide=meetings.held),
    on(SessionMissed, FollowUps, ids=its_pairs, decide=meetings.missed),
    on(SessionCorrected, FollowUps, ids=its_pairs, decide=meetings.corrected),
    on(EnrolmentChanged, FollowUps, asked=follow_ups_of_mentees, decide=life.change_guardians),
    on(EnrolmentCleared, FollowUps, asked=follow_ups_of_mentees, decide=life.change_guardians),
    on(EnrolmentResumed, FollowUps, asked=follow_ups_of_mentees, decide=life.change_guardians),
    *FORGETTER.rows,
    on(CheckInAnswered, Concerns, ids=its_concern, decide=concern.not_at_ease),
)
