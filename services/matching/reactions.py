"""When something happens elsewhere, or in another aggregate here: who decides what."""

from chassis.forgetting import Forgetter
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
from contracts.erasures import BY_MATCHING, ForgottenByMatching, looked
from contracts.organisations import (
    ORGANISATIONS,
    OrganisationChanged,
    OrganisationRegistered,
    OrganisationResumed,
    TerritoriesListed,
)
from contracts.pairs import (
    PairAccepted,
    PairDeclined,
    PairEnded,
    PairExpired,
    PairFormed,
    PairProposed,
    PairResumed,
    PairWithdrawn,
)
from contracts.people import PEOPLE, ProfileChanged, ProfileCreated, ProfileErased, ProfileLeft, ProfileMerged
from contracts.programmes import PROGRAMMES, ProgrammeChanged, ProgrammeClosed, ProgrammeOpened
from contracts.sessions import SessionHeld
from services.matching.domain import (
    candidate,
    exclusion,
    following,
    market,
    places,
    pool_change,
    profile,
    programme,
    school,
    signing,
    territory,
)
from services.matching.store import (
    Candidates,
    Exclusions,
    Markets,
    Pairs,
    Places,
    PoolChanges,
    Profiles,
    Programmes,
    Schools,
    TerritoryLists,
    candidates_of_people,
    exclusions_of_people,
    in_live_pools,
    pairs_of_enrolments,
    pairs_of_people,
    pairs_of_programmes,
    waiting_of_programmes,
)

OF_THE_POOL = (
    EnrolmentChanged,
    EnrolmentCleared,
    EnrolmentEnded,
    EnrolmentPaused,
    EnrolmentResumed,
    EnrolmentSuspended,
    ProfileChanged,
    ProfileErased,
    PairProposed,
    PairAccepted,
    PairDeclined,
    PairExpired,
    PairWithdrawn,
    PairFormed,
    PairEnded,
    PairResumed,
)


def if_mentor(event: EnrolmentEvent) -> list[str]:
    """The person whose places the event is about."""
    return [event.person_id] if event.role == "mentor" else []


FORGETTER = Forgetter(
    BY_MATCHING,
    on(ProfileErased, Profiles, ids=lambda e: [e.person_id], decide=profile.erased),
    on(ProfileErased, Candidates, asked=candidates_of_people, decide=candidate.erased),
    on(ProfileErased, Pairs, asked=pairs_of_people, decide=following.person_erased),
    again=lambda id: ProfileErased(person_id=id),
    tell=lambda id, counts: ForgottenByMatching(person_id=id, documents=looked(counts)),
)
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
    on(ProfileLeft, Pairs, asked=pairs_of_people, decide=following.person_left),
    on(ProfileMerged, Exclusions, asked=exclusions_of_people, decide=exclusion.merged),
    *FORGETTER.rows,
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
    on(EnrolmentChanged, Pairs, asked=pairs_of_enrolments, decide=following.guardians_changed),
    on(EnrolmentResumed, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_back),
    on(EnrolmentCleared, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_back),
    on(EnrolmentEnded, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_ended),
    on(PairProposed, Places, ids=lambda e: [e.mentor.person_id], decide=places.pair_exists),
    on(PairFormed, Places, ids=lambda e: [e.mentor.person_id], decide=places.pair_exists),
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
    on(ProgrammeOpened, Markets, ids=lambda e: [e.programme_id], decide=market.policy),
    on(ProgrammeChanged, Markets, ids=lambda e: [e.programme_id], decide=market.policy),
    on(ProgrammeClosed, Markets, ids=lambda e: [e.programme_id], decide=market.closed),
    *(on(event, PoolChanges, asked=in_live_pools, decide=pool_change.heard) for event in OF_THE_POOL),
)
