"""What companies publish, and the receipts that they read."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.codes import Codes
from contracts.directory import Email, FamilyName, GivenName, Phone
from contracts.event import Event
from contracts.rejections import RejectionCode
from contracts.stream import Stream
from contracts.words import Instant, Language, Part, ProgrammeId, Skill, Territory

INBOUND = Stream(
    name="partners.{partner}.inbound.v1",
    description="What one company tells the network: whom it nominates. Personal data, kept for a short time.",
    key="the company's own reference",
    partitions=3,
    cleanup="expire",
    retention_days=30,
    sequenced=False,
    personal=True,
    readers=("profiles",),
)
RECEIPTS = Stream(
    name="partners.{partner}.receipts.v1",
    description="What became of each event that the company published: received, or why it could not be read.",
    key="receipt",
    partitions=3,
    cleanup="expire",
    retention_days=90,
    readers=("the partner",),
)
PartnerName = Annotated[
    str, Field(pattern=r"^[a-z0-9-]{1,40}$", description="The company's short name, as in the name of its streams.")
]


class Agreed(Part):
    """The retiree's agreement to be nominated."""

    on: date = Field(description="Day on which the retiree agreed.")
    text: str = Field(min_length=1, max_length=4000, description="The words to which the retiree agreed.")


class NominationFacts(Event):
    """What a company says of a nominee."""

    stream: ClassVar[Stream] = INBOUND

    given_name: GivenName
    family_name: FamilyName
    birth_date: date | None = Field(default=None, description="Date of birth, if the retiree lets you tell it.")
    email: Email | None = Field(default=None, description="E-mail address; this or a phone number is needed.")
    phone: Phone | None = Field(default=None, description="Phone number; this or an e-mail address is needed.")
    languages: tuple[Language, ...] = Field(default=("fr",), max_length=20, description="Languages spoken well.")
    trade: str | None = Field(default=None, max_length=200, description="What the retiree did, in your own words.")
    skills: tuple[Skill, ...] = Field(default=(), max_length=50, description="Skills of the network's taxonomy.")
    territory: Territory | None = Field(default=None, description="Where the retiree lives, from the network's list.")
    worked_since: date | None = Field(default=None, description="First day at the company, if known.")
    worked_until: date | None = Field(default=None, description="Last day at the company, if known.")
    programme_id: ProgrammeId | None = Field(default=None, description="The programme wanted; null for any.")
    agreed: Agreed = Field(description="The retiree's agreement to be nominated: its day and its words.")

    @model_validator(mode="after")
    def can_be_reached(self) -> Self:
        if self.email is None and self.phone is None:
            raise PydanticCustomError("unreachable", "An e-mail address or a phone number is needed")
        return self


class MentorNominated(NominationFacts):
    """A company put a retiree's name forward. The retiree is asked to confirm."""


class NominationChanged(NominationFacts):
    """A company put a nomination right; all of it is given again, under the same `ce_subject`."""


class NominationWithdrawn(Event):
    """A company took a nomination back."""

    stream: ClassVar[Stream] = INBOUND

    reason: Annotated[str, Codes("own-wish", "mistake", "company")] = Field(default="other", description="Why.")


class Receipt(Event):
    """What became of an event that a company published."""

    stream: ClassVar[Stream] = RECEIPTS

    partner: PartnerName
    ce_id: str | None = Field(default=None, max_length=200, description="`ce_id` of the event, where it had one.")
    partition: int = Field(ge=0, description="Partition in which it was read.")
    offset: int = Field(ge=0, description="Offset at which it was read.")
    received_at: Instant = Field(description="When it was read.")


class EventAccepted(Receipt):
    """Your event was received. The words are the same whoever it is about."""

    words_fr: str = Field(default="Bien reçu.", max_length=200, description="The same in French.")
    words_en: str = Field(default="Received.", max_length=200, description="The same in English.")


class EventRejected(Receipt):
    """Your event could not be read: its form is wrong. Nothing of its content is repeated."""

    code: RejectionCode
    field: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z_][A-Za-z0-9_.-]{0,99}$",
        description="The header or field that is wrong, if one.",
    )
    words_fr: str = Field(max_length=400, description="What is wrong and what to do, in French.")
    words_en: str = Field(max_length=400, description="What is wrong and what to do, in English.")
