"""How people are called and reached; apart from everything else, so that it can be erased."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from chassis.errors import Refused
from contracts.directory import Channel, ContactErased, ContactKept, Email, FamilyName, GivenName, Phone
from contracts.event import Event
from contracts.people import ProfileErased, ProfileMerged
from contracts.words import Language, PersonId


class Reach(BaseModel):
    """What a person says of themselves to be called and reached."""

    model_config = ConfigDict(frozen=True)

    given_name: GivenName
    family_name: FamilyName
    birth_date: date | None = None
    email: Email | None = None
    phone: Phone | None = None
    preferred_channel: Channel = "email"
    language: Language = "fr"


class Contact(BaseModel):
    """The contact of one person; `reach` is empty once it is erased. `told`: whether the directory has it."""

    model_config = ConfigDict(frozen=True)

    person_id: PersonId
    reach: Reach | None
    told: bool = False


class ContactIsErased(Refused):
    """This contact was erased, for good."""


def keep(
    state: Contact | None, person_id: str, reach: Reach, now: datetime, *, tell: bool = True
) -> tuple[Contact, list[Event]]:
    """Unless `tell`, the directory is not told yet: whoever is held may turn out to be somebody else."""
    if state is not None and state.reach is None:
        raise ContactIsErased
    told = tell or (state is not None and state.told)
    kept = Contact(person_id=person_id, reach=reach, told=told)
    if kept == state or not told:
        return kept, []
    return kept, [ContactKept(person_id=person_id, **dict(reach))]


def forget(state: Contact | None, now: datetime) -> tuple[Contact, list[Event]]:
    if state is None or state.reach is None:
        raise ContactIsErased
    return state.model_copy(update={"reach": None}), [ContactErased()] if state.told else []


def complete(state: Contact | None, other: Reach | None, now: datetime) -> tuple[Contact, list[Event]]:
    """The ways to be reached that are missing, and the birth date, as somebody has them who is the same person."""
    if state is None or state.reach is None:
        raise ContactIsErased
    own = state.reach
    missing = {name: getattr(other, name, None) for name in ("birth_date", "email", "phone") if not getattr(own, name)}
    return keep(state, state.person_id, own.model_copy(update=missing), now)


def person_gone(
    state: Contact | None, event: ProfileErased | ProfileMerged, now: datetime
) -> tuple[Contact | None, list[Event]]:
    return (state, []) if state is None or state.reach is None else forget(state, now)
