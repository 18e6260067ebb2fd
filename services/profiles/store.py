"""Collections, keys and queries of profiles."""

from collections.abc import Sequence
from typing import Any

from chassis.kind import Kind
from chassis.store import Store
from contracts.concerns import ConcernRaised, ConcernResolved
from contracts.directory import DIRECTORY
from contracts.enrolments import ENROLMENTS
from contracts.event import Event
from contracts.organisations import ORGANISATIONS
from contracts.people import PEOPLE
from contracts.programmes import PROGRAMMES
from contracts.sessions import SessionEvent
from services.profiles.domain import clearance, enrolment, organisation, person, programme
from services.profiles.domain.contact import Contact
from services.profiles.domain.enrolment import Enrolment
from services.profiles.domain.live_pair import LivePair
from services.profiles.domain.organisation import Organisation
from services.profiles.domain.person import Person
from services.profiles.domain.programme import Programme
from services.profiles.domain.territory import Territories

Organisations = Kind("organisations", Organisation, stream=ORGANISATIONS, keys=organisation.keys)
Programmes = Kind("programmes", Programme, stream=PROGRAMMES, keys=programme.keys)
People = Kind("people", Person, stream=PEOPLE, keys=person.keys, indexes=("likeness", "memberships.organisation_id"))
Contacts = Kind("contacts", Contact, stream=DIRECTORY)
Enrolments = Kind(
    "enrolments",
    Enrolment,
    stream=ENROLMENTS,
    due=clearance.due,
    keys=enrolment.keys,
    indexes=("person_id", "programme_id"),
)
LivePairs = Kind("live_pairs", LivePair, indexes=("programme_id",))
TerritoryLists = Kind("territories", Territories)

KINDS: list[Kind[Any]] = [Organisations, Programmes, People, Contacts, Enrolments, LivePairs, TerritoryLists]


async def territories(store: Store, network: str) -> Territories:
    """The network's list; empty where none was given yet."""
    return (await store.load(TerritoryLists, [network]))[network].state or Territories()


async def of_people(store: Store, events: Sequence[Event]) -> list[list[str]]:
    """Enrolments of the person whom each event is about."""
    return await _enrolments(store, events, [[e.person_id] for e in events])  # type: ignore[attr-defined]


async def of_those_to_suspend(store: Store, events: Sequence[ConcernRaised]) -> list[list[str]]:
    return await _enrolments(store, events, [list(event.suspend) for event in events])


async def of_those_lifted(store: Store, events: Sequence[ConcernResolved]) -> list[list[str]]:
    return await _enrolments(store, events, [list(event.lift) for event in events])


async def of_mentors_present(store: Store, events: Sequence[SessionEvent]) -> list[list[str]]:
    """Mentors' enrolments in the programme that each session belongs to."""
    mentors = [[p.person_id for p in e.participants if p.role == "mentor" and p.present is not False] for e in events]
    found = await _found(store, events, mentors)
    return [
        [
            e.enrolment_id
            for e in found
            if e.person_id in people and (e.role, e.programme_id) == ("mentor", programme_id)
        ]
        for people, programme_id in zip(mentors, (event.programme_id for event in events), strict=True)
    ]


async def _enrolments(store: Store, events: Sequence[Event], people: list[list[str]]) -> list[list[str]]:
    found = await _found(store, events, people)
    return [[e.enrolment_id for e in found if e.person_id in each] for each in people]


async def _found(store: Store, events: Sequence[Event], people: list[list[str]]) -> list[Enrolment]:
    wanted = sorted({person_id for each in people for person_id in each})
    networks = {event.envelope.network for event in events} if wanted else ()
    found = [await store.find(Enrolments, {"person_id": {"$in": wanted}}, network=each) for each in sorted(networks)]
    return [enrolment for each in found for enrolment in each]
