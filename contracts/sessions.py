"""Sessions: when a pair meets."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.stream import Stream
from contracts.words import (
    Awaited,
    Instant,
    Mode,
    Occurred,
    PairId,
    Participant,
    PersonId,
    Place,
    ProgrammeId,
    SessionId,
    Voice,
    Zone,
)

SESSIONS = Stream(
    name="scheduling.sessions.v1",
    description="Meetings: asked for, booked, held, missed, cancelled.",
    key="session",
    partitions=12,
    readers=("profiles", "matching", "scheduling", "feedback"),
)
Outcome = Annotated[str, Codes("held", "missed", "cancelled"), Field(description="What became of the session.")]


class SessionEvent(Event):
    """Something happened to a session; what is planned stands beside it."""

    stream: ClassVar[Stream] = SESSIONS

    session_id: SessionId
    pairs: tuple[PairId, ...] = Field(description="Pairs that meet; one, as a rule.")
    programme_id: ProgrammeId | None = Field(default=None, description="The programme that it belongs to.")
    participants: tuple[Participant, ...] = Field(description="Who takes part.")
    starts_at: Instant = Field(description="When it starts.")
    timezone: Zone = Field(default="Europe/Paris", description="The IANA time zone in which the hour is meant.")
    minutes: int = Field(ge=1, le=720, description="How long it lasts, minutes.")
    mode: Mode
    place: Place | None = Field(default=None, description="Where, if in person.")
    told_to: tuple[Voice, ...] = Field(
        default=(), description="Who else was told before: school or guardian of a minor."
    )
    revision: int = Field(default=1, ge=1, description="Which of its plans this is: higher with every move.")


class SessionAsked(SessionEvent):
    """One of them asked for a meeting; it is not booked yet."""

    options: tuple[Instant, ...] = Field(default=(), max_length=10, description="Starts to choose from; both are free.")
    asks: Awaited = ()


class SessionScheduled(SessionEvent):
    """A meeting is booked."""

    first: bool = Field(default=False, description="Whether it is the pair's first.")


class SessionMoved(SessionEvent):
    """A booked meeting has a new time or place, which is the one given here."""

    moved_from: Instant = Field(description="When it was to start before.")
    by: Voice = Field(description="Who moved it.")


class SessionCancelled(SessionEvent):
    """A meeting was called off."""

    by: Voice = Field(description="Who called it off; clock where a rule did.")
    reason: Annotated[
        str,
        Codes("own-wish", "unwell", "school", "pair-paused", "pair-ended", "suspended", "not-answered", "hours-taken"),
    ] = Field(description="Why, as a code that singles nobody out; `unwell` is read, and never told any more.")
    occurred_at: Occurred


class SessionHeld(SessionEvent):
    """They met: `minutes`, `mode` and `participants` are as it was."""

    said_by: Voice = Field(description="Whose word it is.")
    disputed: bool = Field(default=False, description="Whether the other says otherwise; the referent sees both.")
    occurred_at: Occurred


class SessionMissed(SessionEvent):
    """They were to meet, and did not."""

    absent: tuple[PersonId, ...] = Field(description="Who was not there.")
    said_by: Voice = Field(description="Whose word it is.")
    disputed: bool = Field(default=False, description="Whether the other says otherwise; the referent sees both.")
    occurred_at: Occurred


class SessionCorrected(SessionEvent):
    """What was recorded of a meeting was put right; `minutes`, `mode` and `participants` are as it was."""

    before: Outcome = Field(description="What had been recorded.")
    outcome: Outcome = Field(description="What holds now.")
    absent: tuple[PersonId, ...] = Field(default=(), description="Who was not there, if it was missed.")
    occurred_at: Occurred


class ReminderDue(SessionEvent):
    """A meeting is near."""

    hours_before: int = Field(ge=0, description="How many hours before the start the reminder was due.")
    asks: Awaited = ()


class SessionUnrecorded(SessionEvent):
    """Nobody has said how the meeting went."""

    due_at: Instant = Field(description="When that was due.")
    escalated: bool = Field(
        default=False, description="Whether the referent is now asked, both having been asked before."
    )
    asks: Awaited = ()
