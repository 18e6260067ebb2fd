"""When something happens elsewhere, or in another aggregate here: who decides what."""

from collections.abc import Callable
from typing import Any

from chassis.reactions import Reactions, hears, on
from contracts.enrolments import (
    ENROLMENTS,
    EnrolmentAsked,
    EnrolmentChanged,
    EnrolmentCleared,
    EnrolmentEnded,
    EnrolmentPaused,
    EnrolmentResumed,
    EnrolmentSuspended,
)
from contracts.organisations import (
    ORGANISATIONS,
    OrganisationChanged,
    OrganisationRegistered,
    OrganisationResumed,
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
from services.matching.domain import candidate, following, places, profile, programme, school, signing
from services.matching.store import (
    Candidates,
    Pairs,
    Places,
    Profiles,
    Programmes,
    Schools,
    candidates_of_people,
    pairs_of_enrolments,
    pairs_of_people,
    pairs_of_programmes,
    waiting_of_programmes,
)

Ids = Callable[[Any], list[str]]
enrolment: Ids = lambda e: [e.enrolment_id]  # noqa: E731
person: Ids = lambda e: [e.person_id]  # noqa: E731
mentor_only: Ids = lambda e: [e.person_id] if e.role == "mentor" else []  # noqa: E731
programme_id: Ids = lambda e: [e.programme_id]  # noqa: E731
organisation: Ids = lambda e: [e.organisation_id]  # noqa: E731
mentor: Ids = lambda e: [e.mentor.person_id]  # noqa: E731
mentee: Ids = lambda e: [e.mentee.person_id]  # noqa: E731
mentee_enrolment: Ids = lambda e: [e.mentee.enrolment_id]  # noqa: E731
pairs: Ids = lambda e: list(e.pairs)  # noqa: E731

REACTIONS = Reactions(
    hears(ORGANISATIONS, Schools),
    on(OrganisationRegistered, Schools, ids=organisation, decide=school.changed),
    on(OrganisationChanged, Schools, ids=organisation, decide=school.changed),
    on(OrganisationResumed, Schools, ids=organisation, decide=school.changed),
    hears(PROGRAMMES, Programmes),
    on(ProgrammeOpened, Programmes, ids=programme_id, decide=programme.changed),
    on(ProgrammeChanged, Programmes, ids=programme_id, decide=programme.changed),
    on(ProgrammeClosed, Programmes, ids=programme_id, decide=programme.closed),
    on(ProgrammeChanged, Candidates, asked=waiting_of_programmes, decide=candidate.look_again),
    on(ProgrammeChanged, Pairs, asked=pairs_of_programmes, decide=following.referents_changed),
    hears(PEOPLE, Profiles),
    on(ProfileCreated, Profiles, ids=person, decide=profile.changed),
    on(ProfileChanged, Profiles, ids=person, decide=profile.changed),
    on(ProfileErased, Profiles, ids=person, decide=profile.erased),
    on(ProfileErased, Candidates, asked=candidates_of_people, decide=candidate.erased),
    on(ProfileLeft, Pairs, asked=pairs_of_people, decide=following.person_left),
    on(ProfileErased, Pairs, asked=pairs_of_people, decide=following.person_erased),
    hears(ENROLMENTS, Candidates),
    on(EnrolmentAsked, Candidates, ids=enrolment, decide=candidate.facts),
    on(EnrolmentChanged, Candidates, ids=enrolment, decide=candidate.facts),
    on(EnrolmentCleared, Candidates, ids=enrolment, decide=candidate.facts),
    on(EnrolmentResumed, Candidates, ids=enrolment, decide=candidate.facts),
    on(EnrolmentSuspended, Candidates, ids=enrolment, decide=candidate.away),
    on(EnrolmentPaused, Candidates, ids=enrolment, decide=candidate.away),
    on(EnrolmentEnded, Candidates, ids=enrolment, decide=candidate.ended),
    on(EnrolmentAsked, Places, ids=mentor_only, decide=places.capacity),
    on(EnrolmentChanged, Places, ids=mentor_only, decide=places.capacity),
    on(EnrolmentCleared, Places, ids=mentor_only, decide=places.capacity),
    on(EnrolmentResumed, Places, ids=mentor_only, decide=places.capacity),
    on(EnrolmentEnded, Places, ids=mentor_only, decide=places.enrolment_ended),
    on(EnrolmentSuspended, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_away),
    on(EnrolmentPaused, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_away),
    on(EnrolmentResumed, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_back),
    on(EnrolmentCleared, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_back),
    on(EnrolmentEnded, Pairs, asked=pairs_of_enrolments, decide=following.enrolment_ended),
    on(PairProposed, Places, ids=mentor, decide=places.pair_exists),
    on(PairDeclined, Places, ids=mentor, decide=places.give_back),
    on(PairExpired, Places, ids=mentor, decide=places.give_back),
    on(PairWithdrawn, Places, ids=mentor, decide=places.give_back),
    on(PairEnded, Places, ids=mentor, decide=places.give_back),
    on(PairResumed, Places, ids=mentor, decide=places.pair_resumed),
    on(PairProposed, Candidates, ids=mentee_enrolment, decide=candidate.proposed),
    on(PairFormed, Candidates, ids=mentee_enrolment, decide=candidate.formed),
    on(PairDeclined, Candidates, ids=mentee_enrolment, decide=candidate.free_again),
    on(PairExpired, Candidates, ids=mentee_enrolment, decide=candidate.free_again),
    on(PairWithdrawn, Candidates, ids=mentee_enrolment, decide=candidate.free_again),
    on(PairEnded, Candidates, ids=mentee_enrolment, decide=candidate.parted),
    on(PairResumed, Candidates, ids=mentee_enrolment, decide=candidate.together_again),
    on(PairDeclined, Profiles, ids=mentee, decide=profile.declined),
    on(PairEnded, Profiles, ids=mentee, decide=profile.parted),
    on(SessionHeld, Pairs, ids=pairs, decide=signing.met),
)
