"""What scheduling does when something happens elsewhere, or to one of its own sessions."""

from chassis.forgetting import Forgetter
from chassis.reactions import Reactions, hears, on
from contracts.enrolments import (
    EnrolmentChanged,
    EnrolmentCleared,
    EnrolmentEvent,
    EnrolmentResumed,
    EnrolmentSuspended,
)
from contracts.erasures import BY_SCHEDULING, ForgottenByScheduling, looked
from contracts.pairs import (
    PAIRS,
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
from contracts.people import PEOPLE, ProfileChanged, ProfileCreated, ProfileErased
from contracts.programmes import PROGRAMMES, ProgrammeChanged, ProgrammeOpened
from contracts.sessions import (
    SessionCancelled,
    SessionCorrected,
    SessionEvent,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionScheduled,
)
from services.scheduling.domain import agenda, beats, feed, programme, rhythm, session
from services.scheduling.store import (
    Agendas,
    Feeds,
    Programmes,
    Rhythms,
    Sessions,
    open_sessions_of_pairs,
    rhythms_of_mentees,
)


def person(event: EnrolmentEvent) -> list[str]:
    return [event.person_id]


def pairs(event: SessionEvent) -> list[str]:
    return list(event.pairs)


def participants(event: SessionEvent) -> list[str]:
    return [participant.person_id for participant in event.participants]


FORGETTER = Forgetter(
    BY_SCHEDULING,
    on(ProfileErased, Agendas, ids=lambda e: [e.person_id], decide=agenda.erased),
    on(ProfileErased, Feeds, ids=lambda e: [e.person_id], decide=feed.erased),
    again=lambda id: ProfileErased(person_id=id),
    tell=lambda id, counts: ForgottenByScheduling(person_id=id, documents=looked(counts)),
)
REACTIONS = Reactions(
    hears(PEOPLE, Agendas),
    on(ProfileCreated, Agendas, ids=lambda e: [e.person_id], decide=agenda.profiled),
    on(ProfileChanged, Agendas, ids=lambda e: [e.person_id], decide=agenda.profiled),
    *FORGETTER.rows,
    on(EnrolmentSuspended, Agendas, ids=person, decide=agenda.suspended),
    on(EnrolmentCleared, Agendas, ids=person, decide=agenda.resumed),
    on(EnrolmentResumed, Agendas, ids=person, decide=agenda.resumed),
    on(EnrolmentChanged, Rhythms, asked=rhythms_of_mentees, decide=rhythm.mentee_changed),
    on(EnrolmentCleared, Rhythms, asked=rhythms_of_mentees, decide=rhythm.mentee_changed),
    on(EnrolmentResumed, Rhythms, asked=rhythms_of_mentees, decide=rhythm.mentee_changed),
    hears(PROGRAMMES, Programmes),
    on(ProgrammeOpened, Programmes, ids=lambda e: [e.programme_id], decide=programme.told),
    on(ProgrammeChanged, Programmes, ids=lambda e: [e.programme_id], decide=programme.told),
    hears(PAIRS, Rhythms),
    on(PairFormed, Rhythms, ids=lambda e: [e.pair_id], decide=rhythm.begin),
    on(AgreementSigned, Rhythms, ids=lambda e: [e.pair_id], decide=rhythm.agreed),
    on(PairPaused, Rhythms, ids=lambda e: [e.pair_id], decide=rhythm.paused),
    on(PairResumed, Rhythms, ids=lambda e: [e.pair_id], decide=rhythm.resumed),
    on(PairRenewed, Rhythms, ids=lambda e: [e.pair_id], decide=rhythm.renewed),
    on(PairEnding, Rhythms, ids=lambda e: [e.pair_id], decide=rhythm.ending),
    on(PairEnded, Rhythms, ids=lambda e: [e.pair_id], decide=rhythm.ended),
    on(SchoolChanged, Rhythms, ids=lambda e: [e.pair_id], decide=rhythm.school_changed),
    on(ReferentChanged, Rhythms, ids=lambda e: [e.pair_id], decide=rhythm.referent_changed),
    on(ReferentChanged, Sessions, asked=open_sessions_of_pairs, decide=session.referent_changed),
    on(SessionScheduled, Rhythms, ids=pairs, decide=beats.booked),
    on(SessionMoved, Rhythms, ids=pairs, decide=beats.booked),
    on(SessionMoved, Agendas, ids=participants, decide=agenda.moved),
    on(SessionCancelled, Rhythms, ids=pairs, decide=beats.dropped),
    on(SessionCancelled, Agendas, ids=participants, decide=agenda.called_off),
    on(SessionMissed, Rhythms, ids=pairs, decide=beats.dropped),
    on(SessionMissed, Agendas, ids=participants, decide=agenda.called_off),
    on(SessionHeld, Rhythms, ids=pairs, decide=beats.met),
    on(SessionCorrected, Rhythms, ids=pairs, decide=beats.corrected),
)
