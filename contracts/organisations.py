"""Schools, companies and associations of the network."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.stream import Stream
from contracts.words import OrganisationId, Slug, Territory

ORGANISATIONS = Stream(
    name="profiles.organisations.v1",
    description="Schools, companies and associations: who takes part, and by whose calendar.",
    key="organisation",
    partitions=3,
    readers=("matching", "scheduling", "feedback"),
)
OrganisationKind = Annotated[
    str, Codes("school", "company", "association", "network"), Field(description="What the organisation is.")
]
Halt = Annotated[
    str, Codes("administrative", "agreement-ended", "merged", "own-wish"), Field(description="Why, as a code.")
]


class OrganisationEvent(Event):
    """Something happened to an organisation."""

    stream: ClassVar[Stream] = ORGANISATIONS

    organisation_id: OrganisationId
    kind: OrganisationKind
    territory: Territory


class OrganisationFacts(OrganisationEvent):
    """What others need to know of an organisation."""

    calendar: SchoolCalendar | None = Field(default=None, description="A school's holidays; null for others.")
    partner: Slug | None = Field(default=None, description="Short name under which it publishes events, if it does.")


class OrganisationRegistered(OrganisationFacts):
    """An organisation joined the network."""


class OrganisationChanged(OrganisationFacts):
    """An organisation's facts changed; all of them are given."""


class OrganisationSuspended(OrganisationEvent):
    """An organisation stopped taking part for a while."""

    reason: Halt


class OrganisationResumed(OrganisationFacts):
    """A suspended organisation takes part again."""


class OrganisationClosed(OrganisationEvent):
    """An organisation left the network for good."""

    reason: Halt
