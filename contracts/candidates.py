"""Mentees who wait for a mentor."""

from typing import ClassVar

from pydantic import Field

from contracts.event import Event
from contracts.stream import Stream
from contracts.words import (
    Awaited,
    EnrolmentId,
    Instant,
    OrganisationId,
    PersonId,
    Priority,
    ProgrammeId,
    Slug,
    Territory,
)

CANDIDATES = Stream(
    name="matching.candidates.v1",
    description="Who has waited for a mentor longer than the programme allows.",
    key="enrolment",
    readers=(),
)


class MenteeWaiting(Event):
    """A mentee has waited for a mentor longer than the programme allows."""

    stream: ClassVar[Stream] = CANDIDATES

    enrolment_id: EnrolmentId
    person_id: PersonId
    programme_id: ProgrammeId
    school: OrganisationId | None = Field(default=None, description="The mentee's school, if any.")
    territory: Territory
    need: Slug = Field(default="main", description="Which of the mentee's needs.")
    priority: Priority = 0
    waiting_since: Instant = Field(description="Since when.")
    waiting_days: int = Field(ge=0, description="For how many days, pauses left out.")
    limit_days: int = Field(ge=1, description="How long the programme lets a mentee wait.")
    asks: Awaited = ()
