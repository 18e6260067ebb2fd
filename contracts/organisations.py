"""Schools, companies and associations of the network."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.stream import Stream
from contracts.words import OrganisationId, Part, Slug, Territory

ORGANISATIONS = Stream(
    name="profiles.organisations.v1",
    description="Schools, companies and associations: who takes part, by whose calendar; and the territories.",
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


class Centroid(Part):
    """Where the middle of a territory lies, to a hundredth of a degree: about a kilometre."""

    territory: Territory
    lat: float = Field(ge=-90, le=90, description="Latitude, degrees.")
    lon: float = Field(ge=-180, le=180, description="Longitude, degrees.")


class TerritoriesListed(Event):
    """The network's territories, all of them."""

    stream: ClassVar[Stream] = ORGANISATIONS

    organisation_id: OrganisationId = Field(description="The network itself, by its name.")
    territories: tuple[Centroid, ...] = Field(max_length=800, description="Each once; distances are taken from these.")
