"""How a pair gets on: check-ins, feedback, goals, health. Never an answer, never a bare number."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.policy import CheckInKind
from contracts.stream import Stream
from contracts.words import Awaited, Id, Instant, Occurred, PairId, PersonId, ProgrammeId, SessionId, Slug, Voice

FOLLOWUPS = Stream(
    name="feedback.followups.v1",
    description="How pairs get on: check-ins, feedback, goals, silence, risk.",
    key="pair",
    partitions=12,
    readers=("matching", "feedback"),
)
RiskReason = Annotated[
    str,
    Codes(
        "no-first-meeting",
        "silent",
        "low-feedback",
        "missed-check-ins",
        "missed-sessions",
        "not-at-ease",
        "goals-off-track",
        "agreement-missing",
    ),
    Field(description="Why a pair needs looking after."),
]
CheckInFlag = Annotated[str, Codes("going-well", "wants-help", "not-at-ease", "wants-to-stop", "goals-off-track")]
GoalStanding = Annotated[str, Codes("begun", "advancing", "reached", "dropped")]


class FollowUpEvent(Event):
    """Something was noted of how a pair gets on."""

    stream: ClassVar[Stream] = FOLLOWUPS

    pair_id: PairId
    programme_id: ProgrammeId


class CheckInEvent(FollowUpEvent):
    """Something happened to a check-in, which has one respondent."""

    check_in_id: Id = Field(description="The check-in.")
    kind: CheckInKind
    respondent: PersonId = Field(description="Who is asked.")
    role: Voice = Field(description="In what quality: mentor, mentee or guardian.")
    question_set: Slug = Field(description="The questions asked.")
    version: int = Field(ge=1, description="Version of the questions.")


class CheckInDue(CheckInEvent):
    """It is time to ask somebody how it goes."""

    due_at: Instant = Field(description="The scheduled moment, even where it was raised later.")
    asks: Awaited = ()


class CheckInAnswered(CheckInEvent):
    """Somebody said how it goes; the answers stay with the follow-up."""

    flags: tuple[CheckInFlag, ...] = Field(default=(), description="What the answers call for; never the answers.")
    occurred_at: Occurred


class CheckInOverdue(CheckInEvent):
    """A check-in was not answered in time."""

    due_at: Instant = Field(description="When the answer was due.")
    escalated: bool = Field(default=False, description="Whether the referent is now asked.")
    asks: Awaited = ()


class FeedbackGiven(FollowUpEvent):
    """Somebody said how a session was."""

    session_id: SessionId
    by: Voice = Field(description="Who said it: mentor or mentee.")
    rating: int = Field(ge=1, le=5, description="1 bad to 5 very good.")
    occurred_at: Occurred


class ReflectionShared(FollowUpEvent):
    """Somebody wrote down what they learnt, and shared that they did; never the text."""

    reflection_id: Id = Field(description="The reflection.")
    by: Voice = Field(description="Who wrote it: mentor or mentee.")
    session_id: SessionId | None = Field(default=None, description="The session that it looks back on, if one.")
    goal_id: Id | None = Field(default=None, description="The goal that it is about, if one.")
    occurred_at: Occurred


class GoalProgressed(FollowUpEvent):
    """A goal came nearer, or was dropped."""

    goal_id: Id = Field(description="The goal.")
    progress: GoalStanding = Field(description="Where it stands now.")
    by: Voice = Field(description="Whose word it is.")
    occurred_at: Occurred


class FirstMeetingMissing(FollowUpEvent):
    """A pair has formed and has not met in time."""

    due_at: Instant = Field(description="When the first meeting was due.")
    open_weeks: int = Field(ge=0, description="School weeks since the pair formed.")
    asks: Awaited = ()


class PairSilent(FollowUpEvent):
    """A pair has not met for longer than its cadence allows."""

    due_at: Instant = Field(description="When a meeting was due.")
    last_met_at: Instant | None = Field(default=None, description="When they last met; null where they never did.")
    open_weeks: int = Field(ge=0, description="School weeks since then.")
    asks: Awaited = ()


class PairAtRisk(FollowUpEvent):
    """A pair needs looking after."""

    reasons: tuple[RiskReason, ...] = Field(min_length=1, description="Why; all reasons that hold now.")
    asks: Awaited = ()


class PairBackOnTrack(FollowUpEvent):
    """A pair that was silent or at risk is well again."""

    settled: tuple[RiskReason, ...] = Field(description="Reasons that hold no longer.")
