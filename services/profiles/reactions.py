"""When X happens elsewhere, or in another aggregate here, do Y."""

from chassis.reactions import Reactions, hears, on
from contracts.concerns import ConcernRaised, ConcernResolved
from contracts.pairs import PAIRS, PairEnded, PairFormed, PairResumed
from contracts.people import ProfileChanged, ProfileErased, ProfileLeft
from contracts.sessions import SessionCorrected, SessionHeld
from services.profiles.domain import commitment, contact, enrolment, halt, live_pair, person
from services.profiles.store import (
    Contacts,
    Enrolments,
    LivePairs,
    People,
    of_mentors_present,
    of_people,
    of_those_lifted,
    of_those_to_suspend,
)

REACTIONS = Reactions(
    on(ProfileChanged, Enrolments, asked=of_people, decide=enrolment.person_changed),
    on(ProfileLeft, Enrolments, asked=of_people, decide=halt.person_left),
    on(ProfileErased, Enrolments, asked=of_people, decide=halt.person_erased),
    on(ProfileErased, Contacts, ids=lambda e: [e.person_id], decide=contact.person_erased),
    on(ConcernRaised, People, ids=lambda e: e.suspend, decide=person.concern_raised),
    on(ConcernRaised, Enrolments, asked=of_those_to_suspend, decide=halt.concern_raised),
    on(ConcernResolved, People, ids=lambda e: e.lift, decide=person.concern_resolved),
    on(ConcernResolved, Enrolments, asked=of_those_lifted, decide=halt.concern_resolved),
    on(SessionHeld, Enrolments, asked=of_mentors_present, decide=commitment.held),
    on(SessionCorrected, Enrolments, asked=of_mentors_present, decide=commitment.corrected),
    hears(PAIRS, LivePairs),
    on(PairFormed, LivePairs, ids=lambda e: [e.pair_id], decide=live_pair.goes_on),
    on(PairResumed, LivePairs, ids=lambda e: [e.pair_id], decide=live_pair.goes_on),
    on(PairEnded, LivePairs, ids=lambda e: [e.pair_id], decide=live_pair.ended),
)
