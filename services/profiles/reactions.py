"""When X happens elsewhere, or in another aggregate here, do Y."""

from chassis.reactions import Reactions, hears, on
from contracts.concerns import ConcernRaised, ConcernResolved
from contracts.erasures import ForgottenByFeedback, ForgottenByMatching, ForgottenByScheduling
from contracts.pairs import PAIRS, PairEnded, PairFormed, PairResumed
from contracts.partners import INBOUND, MentorNominated, NominationChanged, NominationWithdrawn
from contracts.people import ProfileChanged, ProfileErased, ProfileLeft, ProfileMerged
from contracts.sessions import SessionCorrected, SessionHeld
from services.profiles.domain import (
    commitment,
    contact,
    enrolment,
    erasure,
    halt,
    live_pair,
    merging,
    nomination,
    person,
    programme,
    receipt,
)
from services.profiles.forget import EMPTYING
from services.profiles.inbound import Unreadable, readers
from services.profiles.store import (
    Contacts,
    Enrolments,
    Erasures,
    LivePairs,
    Nominations,
    People,
    Programmes,
    Receipts,
    given_up_for,
    nominations_of_readable,
    of_mentors_present,
    of_people,
    of_those_lifted,
    of_those_to_suspend,
    people_lifted,
    people_to_suspend,
    receipts_of_readable,
    receipts_of_strays,
    strict_programmes,
)

REACTIONS = Reactions(
    on(ProfileChanged, Enrolments, asked=of_people, decide=enrolment.person_changed),
    on(ProfileLeft, Enrolments, asked=of_people, decide=halt.person_left),
    on(ProfileMerged, Enrolments, asked=of_people, decide=halt.person_merged),
    on(ProfileMerged, Contacts, ids=lambda e: [e.person_id], decide=contact.person_gone),
    on(ProfileErased, People, asked=given_up_for, decide=merging.kept_one_erased),
    *EMPTYING,
    on(ProfileErased, Erasures, ids=lambda e: [e.person_id], decide=erasure.begun),
    on(ForgottenByMatching, Erasures, ids=lambda e: [e.person_id], decide=erasure.heard),
    on(ForgottenByScheduling, Erasures, ids=lambda e: [e.person_id], decide=erasure.heard),
    on(ForgottenByFeedback, Erasures, ids=lambda e: [e.person_id], decide=erasure.heard),
    on(ConcernRaised, People, asked=people_to_suspend, decide=person.concern_raised),
    on(ConcernRaised, Enrolments, asked=of_those_to_suspend, decide=halt.concern_raised),
    on(ConcernResolved, People, asked=people_lifted, decide=person.concern_resolved),
    on(ConcernResolved, Enrolments, asked=of_those_lifted, decide=halt.concern_resolved),
    on(SessionHeld, Enrolments, asked=of_mentors_present, decide=commitment.held),
    on(SessionCorrected, Enrolments, asked=of_mentors_present, decide=commitment.corrected),
    hears(PAIRS, LivePairs),
    on(PairFormed, LivePairs, ids=lambda e: [e.pair_id], decide=live_pair.goes_on),
    on(PairResumed, LivePairs, ids=lambda e: [e.pair_id], decide=live_pair.goes_on),
    on(PairEnded, LivePairs, ids=lambda e: [e.pair_id], decide=live_pair.ended),
    hears(INBOUND, readers=readers),
    on(MentorNominated, Programmes, asked=strict_programmes, decide=programme.nominated),
    on(MentorNominated, Nominations, asked=nominations_of_readable, decide=nomination.received),
    on(MentorNominated, Receipts, asked=receipts_of_readable, decide=receipt.accept),
    on(MentorNominated, Receipts, asked=receipts_of_strays, decide=receipt.unknown_programme),
    on(NominationChanged, Programmes, asked=strict_programmes, decide=programme.nominated),
    on(NominationChanged, Nominations, asked=nominations_of_readable, decide=nomination.changed),
    on(NominationChanged, Receipts, asked=receipts_of_readable, decide=receipt.accept),
    on(NominationChanged, Receipts, asked=receipts_of_strays, decide=receipt.unknown_programme),
    on(NominationWithdrawn, Nominations, ids=lambda e: [nomination.id_of(e)], decide=nomination.withdrawn),
    on(NominationWithdrawn, Receipts, ids=lambda e: [receipt.id_of(e)], decide=receipt.accept),
    on(
        Unreadable,
        Receipts,
        stream=INBOUND,
        ids=lambda e: [receipt.receipt_id(e.partner, e.envelope.source, e.envelope.id)],
        decide=receipt.reject,
    ),
)
