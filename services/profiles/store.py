"""Collections, keys and queries of profiles."""

from collections.abc import Sequence
from typing import Any

from chassis.kind import Kind
from chassis.store import Store
from contracts.concerns import ConcernRaised, ConcernResolved
from contracts.directory import DIRECTORY
from contracts.enrolments import ENROLMENTS
from contracts.erasures import ERASURES
from contracts.event import Event
from contracts.organisations import ORGANISATIONS
from contracts.partners import RECEIPTS, MentorNominated, NominationChanged
from contracts.people import PEOPLE, ProfileErased
from contracts.programmes import PROGRAMMES
from contracts.sessions import SessionEvent
from services.profiles.domain import (
    away,
    clearance,
    enrolment,
    erasure,
    nomination,
    organisation,
    person,
    programme,
    receipt,
)
from services.profiles.domain.contact import Contact
from services.profiles.domain.enrolment import Enrolment
from services.profiles.domain.erasure import Erasure
from services.profiles.domain.live_pair import LivePair
from services.profiles.domain.nomination import Nomination
from services.profiles.domain.organisation import Organisation
from services.profiles.domain.person import Person
from services.profiles.domain.programme import Programme
from services.profiles.domain.receipt import Receipt
from services.profiles.domain.territory import Territories

Organisations = Kind("organisations", Organisation, stream=ORGANISATIONS, keys=organisation.keys)
Programmes = Kind("programmes", Programme, stream=PROGRAMMES, due=away.due, keys=programme.keys)
People = Kind(
    "people",
    Person,
    stream=PEOPLE,
    keys=person.keys,
    indexes=("likeness", "fingerprints", "memberships.organisation_id", "same_as"),
)
Contacts = Kind("contacts", Contact, stream=DIRECTORY)
Enrolments = Kind(
    "enrolments",
    Enrolment,
    stream=ENROLMENTS,
    due=clearance.due,
    keys=enrolment.keys,
    indexes=("person_id", "programme_id"),
)
LivePairs = Kind("live_pairs", LivePair, indexes=("programme_id",), projection=True)
TerritoryLists = Kind("territories", Territories, stream=ORGANISATIONS)

Nominations = Kind("nominations", Nomination, due=nomination.due, indexes=("phase",))
Erasures = Kind("erasures", Erasure, stream=ERASURES, due=erasure.due)
Receipts = Kind("receipts", Receipt, stream=RECEIPTS, source="/relais/profiles")

KINDS: list[Kind[Any]] = [
    Organisations,
    Programmes,
    People,
    Contacts,
    Enrolments,
    LivePairs,
    TerritoryLists,
    Nominations,
    Receipts,
    Erasures,
]


async def territories(store: Store, network: str) -> Territories:
    """The network's list; empty where none was given yet."""
    return (await store.load(TerritoryLists, [network]))[network].state or Territories()


async def of_people(store: Store, events: Sequence[Event]) -> list[list[str]]:
    """Enrolments of the person whom each event is about."""
    return await _enrolments(store, events, [[e.person_id] for e in events])  # type: ignore[attr-defined]


async def given_up_for(store: Store, events: Sequence[ProfileErased]) -> list[list[str]]:
    """People who were merged into each event's person."""
    return [
        await store.find_ids(People, {"same_as": event.person_id}, network=event.envelope.network) for event in events
    ]


async def _and_who_stayed(store: Store, people: Sequence[Sequence[str]]) -> list[list[str]]:
    """Each list, with those who stayed for whoever of it was merged."""
    found = await store.load(People, {person_id for each in people for person_id in each})
    stayed = {id: draft.state.same_as for id, draft in found.items() if draft.state and draft.state.same_as}
    return [[*each, *(stayed[id] for id in each if id in stayed)] for each in people]


async def people_to_suspend(store: Store, events: Sequence[ConcernRaised]) -> list[list[str]]:
    return await _and_who_stayed(store, [event.suspend for event in events])


async def people_lifted(store: Store, events: Sequence[ConcernResolved]) -> list[list[str]]:
    return await _and_who_stayed(store, [event.lift for event in events])


async def nominations_of(store: Store, events: Sequence[ProfileErased]) -> list[list[str]]:
    """Nominations by which each event's person came."""
    return [
        await store.find_ids(Nominations, {"person_id": event.person_id}, network=event.envelope.network)
        for event in events
    ]


async def of_those_to_suspend(store: Store, events: Sequence[ConcernRaised]) -> list[list[str]]:
    return await _enrolments(store, events, await people_to_suspend(store, events))


async def of_those_lifted(store: Store, events: Sequence[ConcernResolved]) -> list[list[str]]:
    return await _enrolments(store, events, await people_lifted(store, events))


async def of_mentors_present(store: Store, events: Sequence[SessionEvent]) -> list[list[str]]:
    """Mentors' enrolments in the programme that each session belongs to, and those that go on for them."""
    mentors = [[p.person_id for p in e.participants if p.role == "mentor" and p.present is not False] for e in events]
    found = await _found(store, events, mentors)
    return [
        [
            id
            for e in found
            if e.person_id in people and (e.role, e.programme_id) == ("mentor", programme_id)
            for id in (e.enrolment_id, e.continued_by)
            if id
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


Named = MentorNominated | NominationChanged


async def company_of(store: Store, network: str, partner: str) -> str | None:
    """Id of the organisation that publishes under this short name."""
    found = await store.find_by_key(Organisations, f"{network}/partner/{partner}")
    return found.organisation_id if found else None


async def strict_programmes(store: Store, events: Sequence[Named]) -> list[list[str]]:
    """Programmes that refuse a nomination by their policy: the one named, or all where any would do and none takes it.

    Asked for only then, so that a programme's document does not grow with each nomination that it takes.
    """
    programmes = await _programmes(store, events)
    strict = {id for id, each in programmes.items() if not programme.takes_nominations(each)}
    nowhere = sorted(strict) if len(strict) == len(programmes) else []
    return [[e.programme_id] if e.programme_id in strict else nowhere if not e.programme_id else [] for e in events]


async def receipts_of_readable(store: Store, events: Sequence[Named]) -> list[list[str]]:
    programmes = await _programmes(store, events)
    return [[receipt.id_of(e)] if not e.programme_id or e.programme_id in programmes else [] for e in events]


async def receipts_of_strays(store: Store, events: Sequence[Named]) -> list[list[str]]:
    """Receipts of events that name a programme which is none of the network's."""
    programmes = await _programmes(store, events)
    return [[receipt.id_of(e)] if e.programme_id and e.programme_id not in programmes else [] for e in events]


async def nominations_of_readable(store: Store, events: Sequence[Named]) -> list[list[str]]:
    programmes = await _programmes(store, events)
    return [[nomination.id_of(e)] if not e.programme_id or e.programme_id in programmes else [] for e in events]


async def _programmes(store: Store, events: Sequence[Event]) -> dict[str, Programme]:
    """The network's; one company publishes for one network."""
    networks = {event.envelope.network for event in events}
    found = [await store.find(Programmes, network=network) for network in sorted(networks)]
    return {each.programme_id: each for of_one in found for each in of_one}
