"""Erasures: every service says what it has forgotten of somebody, and profiles says when all of them have."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.stream import Stream
from contracts.words import Part, PersonId, Slug

ERASURES = Stream(
    name="profiles.erasures.v1",
    description="Who was forgotten by every service, and whose erasure a service has not confirmed in time.",
    key="person",
    partitions=3,
)
BY_MATCHING = Stream(
    name="matching.erasures.v1",
    description="Whom matching has forgotten, and how many documents that was.",
    key="person",
    partitions=3,
    readers=("profiles",),
)
BY_SCHEDULING = Stream(
    name="scheduling.erasures.v1",
    description="Whom scheduling has forgotten, and how many documents that was.",
    key="person",
    partitions=3,
    readers=("profiles",),
)
BY_FEEDBACK = Stream(
    name="feedback.erasures.v1",
    description="Whom feedback has forgotten, and how many documents that was.",
    key="person",
    partitions=3,
    readers=("profiles",),
)

Service = Annotated[
    str,
    Codes("profiles", "matching", "scheduling", "feedback"),
    Field(description="A service that keeps something of people."),
]


class Documents(Part):
    """How many documents of one kind a service has looked through; never what stood in them."""

    kind: Slug = Field(description="The kind of document, as the service calls it.")
    emptied: int = Field(ge=0, description="How many keep nothing of the person but the id.")
    kept: int = Field(default=0, ge=0, description="How many keep their words for now, such as an open severe concern.")


Looked = Annotated[tuple[Documents, ...], Field(description="What was looked through, by kind of document.")]


class Account(Part):
    """What one service has forgotten."""

    service: Service
    documents: Looked


class Forgotten(Event):
    """What a service says once it has looked through everything that it keeps of somebody."""

    person_id: PersonId
    documents: Looked


class ForgottenByMatching(Forgotten):
    """Matching has forgotten somebody."""

    stream: ClassVar[Stream] = BY_MATCHING


class ForgottenByScheduling(Forgotten):
    """Scheduling has forgotten somebody."""

    stream: ClassVar[Stream] = BY_SCHEDULING


class ForgottenByFeedback(Forgotten):
    """Feedback has forgotten somebody."""

    stream: ClassVar[Stream] = BY_FEEDBACK


class ErasureCompleted(Event):
    """The receipt of an erasure: every service has forgotten the person."""

    stream: ClassVar[Stream] = ERASURES

    person_id: PersonId
    accounts: tuple[Account, ...] = Field(description="What each service has forgotten.")


class ErasureOverdue(Event):
    """Not every service has said in time that it has forgotten the person."""

    stream: ClassVar[Stream] = ERASURES

    person_id: PersonId
    missing: tuple[Service, ...] = Field(description="Services that have not said so yet.")


def looked(counts: Mapping[str, tuple[int, int]]) -> tuple[Documents, ...]:
    """From how many were emptied and how many are kept, by kind."""
    return tuple(Documents(kind=kind, emptied=emptied, kept=kept) for kind, (emptied, kept) in counts.items())
