"""When something happens elsewhere, or in another aggregate here: who decides what."""

from chassis.reactions import Reactions, hears, on
from contracts.enrolments import (
    ENROLMENTS,
    EnrolmentAsked,
    EnrolmentChanged,
    EnrolmentCleared,
    EnrolmentEnded,
    EnrolmentEvent,
    EnrolmentPaused,
    EnrolmentResumed,
    EnrolmentSuspended,
)
from contracts.organisations import (
    ORGANISATIONS,
    OrganisationChanged,
    OrganisationRegistered,
    OrganisationResumed,
    TerritoriesListed,
)
from contracts.pairs import (
    PairDeclined,
    PairEnded,
    PairExpired,
    PairFormed,
    PairProposed,
    PairResumed,
    PairWithdrawn,
)
from contracts.people import PEOPLE, ProfileChanged, ProfileCreated, ProfileErased, ProfileLeft
from contracts.programmes import PROGRAMMES, ProgrammeChanged, ProgrammeClosed, ProgrammeOpened
from contracts.sessions import SessionHeld
from services.matching.domain import candidate, following, places, profile, programme, school, signing, territory
from services.matching.store import (
    Candidates,
    Pairs,
    Places,
    Profiles,
    Programmes,
    Schools,
    TerritoryLists,
    candidates_of_people,
    pairs_of_enrolments,
    pairs_of_people,
    pairs_of_programmes,
    waiting_of_programmes,
)


def if_mentor(event: EnrolmentEvent) -> list[str]:
    """The person whose places the event is about."""
    return [event.person_id] if event.role == "mentor" else []


REACTIONS = Reactions(
    hears(ORGANISATIONS, Schools),
    on(OrganisationRegistered, Schools, ids=lambda e: [e.organisation_id], decide=school.changed),
    on(OrganisationChanged, Schools, ids=lambda e: [e.organisation_id], decide=school.changed),
    on(OrganisationResumed, Schools, ids=lambda e: [e.organisation_id], decide=school.changed),
    on(TerritoriesListed, TerritoryLists, ids=lambda e: [e.organisation_id], decide=territory.listed),
    hears(PROGRAMMES, Programmes),
    on(ProgrammeOpened, Programmes, ids=lambda e: [e.programme_id], decide=programme.changed),
    on(ProgrammeChanged, Programmes, ids=lambda e: [e.programme_id], decide=programme.changed),
    on(ProgrammeClosed, Programmes, ids=lambda e: [e.programme_id], decide=programme.closed),
    on(ProgrammeChanged, Candidates, asked=waiting_of_programmes, decide=candidate.look_again),
    on(ProgrammeChanged, Pairs, asked=pairs_of_programmes, decide=following.referents_changed),
    hears(PEOPLE, Profiles),
    on(ProfileCreated, Profiles, ids=lambda e: [e.person_id], decide=profile.changed),
    on(ProfileChanged, Profiles, ids=lambda e: [e.person_id], decide=profile.changed),
    on(ProfileErased, Profiles, ids=lambda e: [e.person_id], decide=profile.erased),
    on(ProfileErased, Candidates, asked=candidates_of_people, decide=candidate.erased),
    on(ProfileLeft, Pairs, asked=pairs_of_people, decide=following.person_left),
    on(ProfileErased, Pairs, asked=pairs_of_people, decide=following.person_erased),
    hears(ENROLMENTS, Candidates),
    on(EnrolmentAsked, Candidates, ids=lambda e: [e.enrolment_id], decide=candidate.facts),
    on(EnrolmentChanged, Candidates, ids=lambda e: [e.enrolment_id], decide=candidate.facts),
    on(EnrolmentCleared, Candidates, ids=lambda e: [e.enrolment_id], decide=candidate.facts),
    on(EnrolmentResumed, Candidates, ids=lambda e: [e.enrolment_id], decide=candidate.facts),
    on(EnrolmentSuspended, Candidates, ids=lambda e: [e.enrolment_id], decide=candidate.away),
    on(EnrolmentPaused, Candidates, ids=lambda e: [e.enrolment_id], decide=candidate.away),
    on(EnrolmentEnded, Candidates, ids=lambda e: [e.enrolment_id], decide=candidate.ended),
    on(EnrolmentAsked, Places, ids=if_mentor, decide=places.capacity),
    on(EnrolmentChanged, Places, ids=if_mentor, decide=places.capacity),
    on(EnrolmentCleared, Places, ids=if_mentor, decide=places.capacity),
    on(EnrolmentResumed, Places, ids=if_mentor, decide=places.capacity),
    on(EnrolmentEnded, Places, ids=if_mentor, decide=places.enrolment_ended),
    on(EnrolmentSuspended, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_away),
    on(EnrolmentPaused, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_away),
    on(EnrolmentResumed, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_back),
    on(EnrolmentCleared, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_back),
    on(EnrolmentEnded, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_ended),
    on(PairProposed, Places, ids=lambda e: [e.mentor.person_id], decide=places.pair_exists),
    on(PairDeclined, Places, ids=lambda e: [e.mentor.person_id], decide=places.give_back),
    on(PairExpired, Places, ids=lambda e: [e.mentor.person_id], decide=places.give_back),
    on(PairWithdrawn, Places, ids=lambda e: [e.mentor.person_id], decide=places.give_back),
    on(PairEnded, Places, ids=lambda e: [e.mentor.person_id], decide=places.give_back),
    on(PairResumed, Places, ids=lambda e: [e.mentor.person_id], decide=places.pair_resumed),
    on(PairProposed, Candidates, ids=lambda e: [e.mentee.enrolment_id], decide=candidate.proposed),
    on(PairFormed, Candidates, ids=lambda e: [e.mentee.enrolment_id], decide=candidate.formed),
    on(PairDeclined, Candidates, ids=lambda e: [e.mentee.enrolment_id], decide=candidate.free_again),
    on(PairExpired, Candidates, ids=lambda e: [e.mentee.enrolment_id], decide=candidate.free_again),
    on(PairWithdrawn, Candidates, ids=lambda e: [e.mentee.enrolment_id], decide=candidate.free_again),
    on(PairEnded, Candidates, ids=lambda e: [e.mentee.enrolment_id], decide=candidate.parted),
    on(PairResumed, Candidates, ids=lambda e: [e.mentee.enrolment_id], decide=candidate.together_again),
    on(PairDeclined, Profiles, ids=lambda e: [e.mentee.person_id], decide=profile.declined),
    on(PairEnded, Profiles, ids=lambda e: [e.mentee.person_id], decide=profile.parted),
    on(SessionHeld, Pairs, ids=lambda e: e.pairs, decide=signing.met),
)
