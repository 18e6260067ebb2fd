"""The directory: how people are called and reached. Personal; few may read it."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.stream import Stream
from contracts.words import Language, PersonId

DIRECTORY = Stream(
    name="profiles.directory.v1",
    description="How people are called and reached, the last word a person; a record without a body erases.",
    key="person",
    partitions=12,
    cleanup="compact",
    personal=True,
    readers=(),
)

GivenName = Annotated[str, Field(min_length=1, max_length=100, description="Given name, as the person writes it.")]
FamilyName = Annotated[str, Field(min_length=1, max_length=100, description="Family name, as the person writes it.")]
Email = Annotated[
    str,
    Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254, description="E-mail address; others may share it."),
]
Phone = Annotated[
    str, Field(pattern=r"^\+[0-9]{6,15}$", description="Phone number, +33123456789; others may share it.")
]
Channel = Annotated[
    str, Codes("email", "sms", "phone", "post", "web"), Field(description="How the person likes best to be reached.")
]


class ContactKept(Event):
    """How to call and reach someone, as of now."""

    stream: ClassVar[Stream] = DIRECTORY

    person_id: PersonId
    given_name: GivenName
    family_name: FamilyName
    birth_date: date | None = Field(default=None, description="Date of birth, where it is known.")
    email: Email | None = Field(default=None, description="E-mail address, if there is one; others may share it.")
    phone: Phone | None = Field(default=None, description="Phone number, if there is one; others may share it.")
    preferred_channel: Channel = "email"
    language: Language = "fr"


class ContactErased(Event):
    """How to call and reach someone was erased; the record has no body, so that nothing older stays either."""

    stream: ClassVar[Stream] = DIRECTORY
    tombstone: ClassVar[bool] = True
