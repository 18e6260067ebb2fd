"""Concerns: problems that somebody reports. Little is told, and never by whom."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.stream import Stream
from contracts.words import Awaited, ConcernId, Instant, PersonId

CONCERNS = Stream(
    name="feedback.concerns.v1",
    description="Problems reported: how severe, and whom to suspend; nothing else. No actor.",
    key="concern",
    readers=("profiles", "matching", "scheduling", "feedback"),
)
Severity = Annotated[str, Codes("low", "serious", "severe"), Field(description="How severe the concern is.")]


class ConcernEvent(Event):
    """Something happened to a concern."""

    stream: ClassVar[Stream] = CONCERNS

    concern_id: ConcernId
    severity: Severity


class ConcernRaised(ConcernEvent):
    """Somebody reported a problem. Severe: those to suspend may meet nobody from now on."""

    subject_kind: Annotated[str, Codes("person", "session", "activity", "pair")] = Field(
        description="What kind of thing it is about."
    )
    suspend: tuple[PersonId, ...] = Field(default=(), description="Whom to suspend, in every programme.")
    due_at: Instant | None = Field(default=None, description="By when somebody must have looked into it.")


class ConcernAssigned(ConcernEvent):
    """Somebody takes the concern up."""

    assignee: PersonId = Field(description="Who looks into it; never a person concerned.")
    asks: Awaited = ()


class ConcernOverdue(ConcernEvent):
    """A concern was not looked into in time."""

    due_at: Instant = Field(description="When that was due.")
    asks: Awaited = ()


class ConcernResolved(ConcernEvent):
    """A concern was closed."""

    lifted: bool = Field(default=False, description="Whether two people lifted the suspensions.")
    lift: tuple[PersonId, ...] = Field(default=(), description="Whose suspension ends; the others' stay.")
