"""Enrolments: a person in a programme in a role, from asking to ending."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.policy import Purpose, StepKind
from contracts.stream import Stream
from contracts.words import (
    Awaited,
    Commitment,
    EnrolmentId,
    Goal,
    Id,
    Instant,
    Occurred,
    OrganisationId,
    PersonId,
    Priority,
    ProgrammeId,
    Role,
    Slug,
    Stage,
)

ENROLMENTS = Stream(
    name="profiles.enrolments.v1",
    description="Who takes part in which programme as what, and whether they are cleared.",
    key="enrolment",
    partitions=12,
    readers=("matching", "scheduling", "feedback"),
)


class EnrolmentEvent(Event):
    """Something happened to an enrolment."""

    stream: ClassVar[Stream] = ENROLMENTS

    enrolment_id: EnrolmentId
    person_id: PersonId
    programme_id: ProgrammeId
    role: Role


class EnrolmentFacts(EnrolmentEvent):
    """What others need to know of an enrolment."""

    state: Annotated[str, Codes("asked", "in-vetting", "cleared", "paused", "suspended", "ended")] = Field(
        description="Where the enrolment stands."
    )
    cleared_until: Instant | None = Field(default=None, description="Until when the person is cleared; null if not.")
    stage: Stage | None = Field(default=None, description="Where a mentee stands in school or work.")
    school: OrganisationId | None = Field(default=None, description="A mentee's school.")
    minor: bool = Field(default=False, description="Whether the person is below 18.")
    guardians: tuple[PersonId, ...] = Field(default=(), description="Holders of parental authority, below 18.")
    priority: Priority = 0
    goals: tuple[Goal, ...] = Field(default=(), description="What a mentee wants to reach.")
    needs: tuple[Slug, ...] = Field(
        default=("main",), description="Needs for which a mentor is sought, `main` for now."
    )
    places: int = Field(default=0, ge=0, le=50, description="How many mentees a mentor takes in this programme.")
    commitment: Commitment | None = Field(default=None, description="What a mentor promises.")
    consents: tuple[Purpose, ...] = Field(default=(), description="Purposes to which everybody needed has agreed.")
    source: Annotated[str, Codes("sign-up", "import", "partner", "school", "campaign", "word-of-mouth")] = Field(
        default="other", description="How the person came to the programme."
    )
    referred_by: Id | None = Field(default=None, description="The person, organisation or campaign that sent them.")


class EnrolmentAsked(EnrolmentFacts):
    """Someone asked to take part in a programme."""

    asked_at: Instant = Field(description="When they asked; waiting is counted from here.")
    asks: Awaited = ()


class EnrolmentChanged(EnrolmentFacts):
    """An enrolment's facts changed, or its vetting went on; all of them are given."""

    asks: Awaited = ()


class EnrolmentCleared(EnrolmentFacts):
    """Someone was cleared, or cleared again for longer, and may be paired until `cleared_until`."""


class ClearanceExpiring(EnrolmentEvent):
    """A clearance nears its end."""

    cleared_until: Instant = Field(description="When the clearance ends.")
    days_left: int = Field(ge=0, description="Days that are left: 60 or 20.")
    renew: tuple[StepKind, ...] = Field(default=(), description="Steps to be done again.")
    asks: Awaited = ()


class EnrolmentSuspended(EnrolmentEvent):
    """Someone may not take part for now; their pairs stand still and keep their places."""

    reason: Annotated[str, Codes("check", "consent", "concern", "administrative")] = Field(
        description="Why, as a code that singles nobody out."
    )


class EnrolmentPaused(EnrolmentEvent):
    """Someone takes a break."""

    back_on: date | None = Field(default=None, description="The day on which they mean to be back, where they said it.")
    occurred_at: Occurred


class EnrolmentResumed(EnrolmentFacts):
    """Someone who was suspended or paused takes part again."""

    asks: Awaited = ()


class EnrolmentEnded(EnrolmentEvent):
    """Someone takes part in a programme no longer."""

    reason: Annotated[str, Codes("own-wish", "finished", "left", "consent", "administrative", "merged")] = Field(
        description="Why, as a code that singles nobody out."
    )
    occurred_at: Occurred
