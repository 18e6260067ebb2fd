"""Programmes: who may be paired with whom, how long, how often, under whose eyes."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.policy import Policy
from contracts.stream import Stream
from contracts.words import OrganisationId, Part, PersonId, ProgrammeId

PROGRAMMES = Stream(
    name="profiles.programmes.v1",
    description="Programmes with their policy, from opening to closing.",
    key="programme",
    partitions=3,
    readers=("matching", "scheduling", "feedback"),
)


class Referent(Part):
    """Who answers for the pairs of an organisation."""

    organisation_id: OrganisationId | None = Field(default=None, description="Whose pairs; null for all the others.")
    referent: PersonId = Field(description="The coordinator to whom the pairs' escalations go.")
    deputy: PersonId | None = Field(default=None, description="Who stands in for the referent.")
    acting: bool = Field(
        default=False, description="Whether `referent` is the deputy, who acts for a referent who is away."
    )


class ProgrammeFacts(Event):
    """What others need to know of a programme."""

    stream: ClassVar[Stream] = PROGRAMMES

    programme_id: ProgrammeId
    owner: OrganisationId = Field(description="The organisation that answers for it.")
    kind: Annotated[str, Codes("school", "in-house")] = Field(description="Whom it is for.")
    first_day: date = Field(description="First day of its first school year.")
    last_day: date = Field(description="Last day of its last school year.")
    organisations: tuple[OrganisationId, ...] = Field(default=(), description="Schools and others that take part.")
    referents: tuple[Referent, ...] = Field(default=(), description="Who answers for pairs now, by organisation.")
    safeguarding: tuple[PersonId, ...] = Field(default=(), description="Who takes up concerns, the lead first.")
    policy: Policy = Field(description="What it demands, allows and waits for.")


class ProgrammeOpened(ProgrammeFacts):
    """A programme opened: people may enrol."""


class ProgrammeChanged(ProgrammeFacts):
    """A programme's facts or policy changed; all of them are given."""


class ProgrammeClosed(Event):
    """A programme closed; none of its pairs lives any more."""

    stream: ClassVar[Stream] = PROGRAMMES

    programme_id: ProgrammeId
