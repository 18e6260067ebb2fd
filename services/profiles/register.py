"""Registering a person: known again, held as a look-alike, or new. Person and contact are two documents."""

from chassis.errors import Taken
from chassis.kind import Cause
from chassis.store import Store
from services.profiles.domain import contact, identity, person
from services.profiles.domain.contact import Reach
from services.profiles.domain.person import Person, Portrait
from services.profiles.store import Contacts, People


async def recognise(
    store: Store, network: str, reach: Reach, reference: str | None, registered_with: str | None
) -> tuple[Person | None, str | None]:
    """(the person whom this is, the id of somebody whom it only resembles)."""
    if reference and (known := await store.find_by_key(People, f"{network}/reference/{reference}")):
        return known, None
    likeness = identity.likeness(reach.given_name, reach.family_name, reach.birth_date)
    if likeness is None:
        return None, None
    alike = await store.find(People, {"likeness": likeness, "standing": {"$in": ["here", "left"]}}, network=network)
    known_id, resembles = identity.look_alike(alike, reference, registered_with)
    return next((each for each in alike if each.person_id == known_id), None), resembles


async def register(
    store: Store,
    cause: Cause,
    *,
    person_id: str,
    portrait: Portrait,
    reach: Reach,
    reference: str | None,
    registered_with: str | None,
) -> tuple[Person, bool]:
    """The person, and whether they are new. Nothing of somebody known changes here."""
    known, resembles = await recognise(store, cause.network, reach, reference, registered_with)
    if known and known.person_id != person_id:
        return known, False
    new = Person(
        **dict(portrait),
        network=cause.network,
        person_id=person_id,
        standing="held" if resembles else "here",
        references=(reference,) if reference else (),
        registered_with=registered_with,
        likeness=identity.likeness(reach.given_name, reach.family_name, reach.birth_date),
        looks_like=resembles,
    )
    try:
        created = await store.change(People, person_id, lambda state, now: person.create(state, new, now), cause)
    except Taken:  # somebody registered them this moment: now they are known
        known, _ = await recognise(store, cause.network, reach, reference, registered_with)
        if known is None:
            raise
        return known, False
    assert created
    await keep_contact(store, cause, created, reach)
    return created, True


async def keep_contact(store: Store, cause: Cause, of: Person, reach: Reach) -> None:
    tell = of.standing == "here"
    await store.change(
        Contacts, of.person_id, lambda state, now: contact.keep(state, of.person_id, reach, now, tell=tell), cause
    )
