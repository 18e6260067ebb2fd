"""Registering a person: known again, held as a look-alike, or new. Person and contact are two documents."""

from dataclasses import dataclass

from chassis.errors import Taken
from chassis.kind import Cause
from chassis.store import Store
from services.profiles.domain import contact, identity, person
from services.profiles.domain.contact import Reach
from services.profiles.domain.person import Person, Portrait
from services.profiles.store import Contacts, People


@dataclass(frozen=True)
class Newcomer:
    """Somebody who comes to the network; `person_id` is theirs if nobody knows them."""

    person_id: str
    portrait: Portrait
    reach: Reach
    reference: str | None
    registered_with: str | None

    @property
    def likeness(self) -> str | None:
        return identity.likeness(self.reach.given_name, self.reach.family_name, self.reach.birth_date)

    def person(self, network: str, resembles: str | None) -> Person:
        return Person(
            **dict(self.portrait),
            network=network,
            person_id=self.person_id,
            standing="held" if resembles else "here",
            references=(self.reference,) if self.reference else (),
            registered_with=self.registered_with,
            likeness=self.likeness,
            looks_like=resembles,
        )


async def recognise(store: Store, network: str, newcomer: Newcomer) -> tuple[Person | None, str | None]:
    """(the person whom this is, the id of somebody whom it only resembles)."""
    reference, likeness = newcomer.reference, newcomer.likeness
    if reference and (known := await store.find_by_key(People, f"{network}/reference/{reference}")):
        return known, None
    if barred := await _barred(store, network, newcomer):
        return None, barred
    if likeness is None:
        return None, None
    found = await store.find_with(People, "likeness", likeness, network=network)
    alike = [each for each in found if each.standing in ("here", "left")]
    known_id, resembles = identity.look_alike(alike, reference, newcomer.registered_with)
    return next((each for each in alike if each.person_id == known_id), None), resembles


async def _barred(store: Store, network: str, newcomer: Newcomer) -> str | None:
    """Id of somebody erased under an open severe concern who seems to return."""
    if not store.fingerprint_key:
        return None
    own = [newcomer.reference] if newcomer.reference else []
    marks = identity.fingerprints(store.fingerprint_key, newcomer.likeness, own)
    found = [each for mark in marks for each in await store.find_with(People, "fingerprints", mark, network=network)]
    return min((each.person_id for each in found), default=None)


async def register(store: Store, cause: Cause, newcomer: Newcomer) -> Person:
    """The person who is known already, as they are; else the newcomer, held where they resemble somebody."""
    known, resembles = await recognise(store, cause.network, newcomer)
    if known and known.person_id != newcomer.person_id:
        if (await store.load(Contacts, [known.person_id]))[known.person_id].state is None:  # we died between the two
            await keep_contact(store, cause, known, newcomer.reach)
        return known
    return await welcome(store, cause, newcomer, resembles)


async def welcome(store: Store, cause: Cause, newcomer: Newcomer, resembles: str | None) -> Person:
    """Somebody whom nobody recognised a moment ago."""
    new = newcomer.person(cause.network, resembles)
    try:
        created = await store.change(People, new.person_id, lambda state, now: person.create(state, new, now), cause)
    except Taken:  # somebody registered them this moment: now they are known
        known, _ = await recognise(store, cause.network, newcomer)
        if known is None:
            raise
        return known
    assert created
    await keep_contact(store, cause, created, newcomer.reach)
    return created


async def keep_contact(store: Store, cause: Cause, of: Person, reach: Reach) -> None:
    tell = of.standing == "here"
    await store.change(
        Contacts, of.person_id, lambda state, now: contact.keep(state, of.person_id, reach, now, tell=tell), cause
    )
