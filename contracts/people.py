"""People, without anything that names them."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.hours import WeeklyHours
from contracts.stream import Stream
from contracts.words import Competence, Language, Mode, Occurred, OrganisationId, Part, PersonId, Territory

PEOPLE = Stream(
    name="profiles.people.v1",
    description="Who is in the network: skills, hours, languages, territory; never a name.",
    key="person",
    partitions=12,
    readers=("matching", "scheduling", "feedback"),
)


class Membership(Part):
    """That a person belongs to an organisation, or once did."""

    organisation_id: OrganisationId
    kind: Annotated[
        str,
        Codes("pupil", "student", "apprentice", "employee", "former-employee", "volunteer", "teacher", "coordinator"),
    ] = Field(description="As what the person belongs to it.")
    since: date | None = Field(default=None, description="From which day, where it is known.")
    until: date | None = Field(default=None, description="Until which day; null as long as it lasts.")


class ProfileFacts(Event):
    """What others need to know of a person."""

    stream: ClassVar[Stream] = PEOPLE

    person_id: PersonId
    territory: Territory
    languages: tuple[Language, ...] = Field(
        description="Languages that the person speaks well enough to be a mentor in."
    )
    offers: tuple[Competence, ...] = Field(default=(), description="Skills that the person can give.")
    seeks: tuple[Competence, ...] = Field(default=(), description="Skills that the person looks for, to which level.")
    availability: WeeklyHours = Field(default=WeeklyHours(), description="When the person is free, by the week.")
    modes: tuple[Mode, ...] = Field(default=("in-person", "online", "phone"), description="How the person can meet.")
    travel_km: int = Field(
        default=20, ge=0, le=500, description="How far the person travels, kilometres; 0 not at all."
    )
    memberships: tuple[Membership, ...] = Field(default=(), description="Organisations that the person belongs to.")
    guardians: tuple[PersonId, ...] = Field(default=(), description="Holders of parental authority, below 18.")


class ProfileCreated(ProfileFacts):
    """Someone joined the network."""


class ProfileChanged(ProfileFacts):
    """A person's facts changed; all of them are given."""


class ProfileLeft(Event):
    """Someone left the network; why is never told."""

    stream: ClassVar[Stream] = PEOPLE

    person_id: PersonId
    quiet: bool = Field(
        default=False, description="Nothing automatic reaches the others until the referent has spoken to them."
    )
    occurred_at: Occurred


class ProfileMerged(Event):
    """Someone turned out to be somebody known: this id is given up, and its history stays under it."""

    stream: ClassVar[Stream] = PEOPLE

    person_id: PersonId
    into: PersonId = Field(description="Who they are: the person who stays.")


class ProfileErased(Event):
    """Whatever identified someone was erased; their history stays under the id."""

    stream: ClassVar[Stream] = PEOPLE

    person_id: PersonId
