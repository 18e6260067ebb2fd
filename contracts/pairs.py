"""Pairs: a mentee and a mentor, from the proposal to the goodbye."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.stream import Stream
from contracts.words import (
    AgreementTerms,
    Awaited,
    Cadence,
    EnrolmentId,
    Goal,
    Instant,
    Mode,
    Occurred,
    OrganisationId,
    PairId,
    Part,
    PersonId,
    Priority,
    ProgrammeId,
    Reason,
    RoundId,
    Stage,
    Territory,
    Voice,
)

PAIRS = Stream(
    name="matching.pairs.v1",
    description="Pairs: proposed, formed, agreed, paused, ended.",
    key="pair",
    partitions=12,
    readers=("profiles", "scheduling", "feedback", "matching"),
)
Origin = Annotated[
    str, Codes("round", "live", "coordinator", "import"), Field(description="How the pair came to be proposed.")
]
EndKind = Annotated[str, Codes("planned", "early"), Field(description="Whether it ends as planned or early.")]
EndReason = Annotated[
    str,
    Codes(
        "time-up",
        "goals-reached",
        "no-contact",
        "not-a-fit",
        "moved",
        "no-time",
        "own-wish",
        "left",
        "enrolment-ended",
        "concern",
        "administrative",
    ),
    Field(description="Why, as a code; for coordinators only, the other side gets neutral words."),
]


class Side(Part):
    """One of the two."""

    person_id: PersonId
    enrolment_id: EnrolmentId


class PairEvent(Event):
    """Something happened to a pair."""

    stream: ClassVar[Stream] = PAIRS

    pair_id: PairId
    programme_id: ProgrammeId
    mentor: Side = Field(description="The mentor.")
    mentee: Side = Field(description="The mentee.")


class PairProposed(PairEvent):
    """Two people were proposed to each other; a place of the mentor's is held until the answer."""

    origin: Origin
    round_id: RoundId | None = Field(default=None, description="The round that found it, if one did.")
    score: int = Field(ge=0, description="How relevant the match is, in the programme's points.")
    reasons: tuple[Reason, ...] = Field(default=(), max_length=40, description="The score in facts.")
    expires_at: Instant = Field(description="When it expires without both answers.")
    asks: Awaited = ()


class PairAccepted(PairEvent):
    """One of the two accepted the proposal; when both have, PairFormed follows."""

    by: Voice = Field(description="Who accepted: mentor or mentee.")
    occurred_at: Occurred
    asks: Awaited = ()


class PairDeclined(PairEvent):
    """One of the two declined the proposal."""

    by: Voice = Field(description="Who declined: mentor, mentee or guardian.")
    reason: Annotated[
        str, Codes("hours", "distance", "subject", "no-time", "already-known", "conflict-of-interest", "own-wish")
    ] = Field(description="Why, as a code; for coordinators only.")
    occurred_at: Occurred


class PairExpired(PairEvent):
    """A proposal ran out before both had answered."""

    silent: tuple[Voice, ...] = Field(description="Who had not answered.")


class PairWithdrawn(PairEvent):
    """A proposal was taken back before both had accepted."""

    by: Voice = Field(description="Who took it back: coordinator, or clock where a rule did.")
    reason: Annotated[
        str,
        Codes(
            "coordinator",
            "suspended",
            "left",
            "enrolment-ended",
            "already-paired",
            "excluded",
            "policy-changed",
            "moved",
        ),
    ] = Field(description="Why, as a code.")


class PairFormed(PairEvent):
    """Both accepted: they are a pair. Carries, as of then, all that a rhythm and a follow-up start from."""

    origin: Origin
    round_id: RoundId | None = Field(default=None, description="The round that found it, if one did.")
    waiting_days: int = Field(ge=0, description="How long the mentee had waited, days.")
    territory: Territory
    priority: Priority = 0
    stage: Stage | None = Field(default=None, description="Where the mentee stands in school or work.")
    minor: bool = Field(description="Whether the mentee is below 18.")
    guardians: tuple[PersonId, ...] = Field(default=(), description="The mentee's guardians, below 18.")
    school: OrganisationId | None = Field(default=None, description="The mentee's school.")
    calendar: SchoolCalendar = Field(description="By whose holidays the pair's time is counted, and its time zone.")
    referent: PersonId | None = Field(description="The coordinator to whom its escalations go.")
    deputy: PersonId | None = Field(default=None, description="Who stands in for the referent.")
    cadence: Cadence = Field(description="How often they are to meet, until they agree otherwise.")
    modes: tuple[Mode, ...] = Field(description="How they can meet.")
    goals: tuple[Goal, ...] = Field(default=(), description="What the mentee wants to reach.")
    duration_months: int = Field(ge=1, description="How long it is meant to last.")
    starts_on: date = Field(description="First day of the pair; long past where a running pair was imported.")
    ends_on: date = Field(description="Day on which it is planned to end.")
    occurred_at: Occurred
    asks: Awaited = ()


class AgreementSigned(PairEvent):
    """Somebody signed the pair's agreement."""

    version: int = Field(ge=1, description="Version of the agreement: 1, 2, 3…")
    signer: Voice = Field(description="Who signed: mentor, mentee, guardian or school.")
    terms: AgreementTerms = Field(description="What was agreed.")
    complete: bool = Field(description="Whether everybody has now signed this version, so that it holds.")
    occurred_at: Occurred
    asks: Awaited = ()


class AgreementMissing(PairEvent):
    """The second meeting has come, and the agreement is not signed by all."""

    missing: tuple[Voice, ...] = Field(description="Who has not signed.")
    due_at: Instant = Field(description="When it was due.")
    asks: Awaited = ()


class PairPaused(PairEvent):
    """A pair stands still and keeps its place."""

    reason: Annotated[str, Codes("own-wish", "check", "consent", "concern", "administrative")] = Field(
        description="Why, as a code that singles nobody out."
    )
    back_on: date | None = Field(default=None, description="The day on which it is meant to go on, where it is known.")
    occurred_at: Occurred


class PairResumed(PairEvent):
    """A pair goes on: after a pause, or because a mistaken ending was undone."""

    undone: bool = Field(default=False, description="Whether a mistaken ending was undone, rather than a pause ended.")
    ends_on: date = Field(description="Day on which it is now planned to end.")
    occurred_at: Occurred


class PairRenewed(PairEvent):
    """The two go on for longer than planned."""

    ends_on: date = Field(description="Day on which it is now planned to end.")
    occurred_at: Occurred


class ReferentChanged(PairEvent):
    """Another coordinator answers for the pair from now on."""

    referent: PersonId = Field(description="To whom its escalations go from now on.")
    deputy: PersonId | None = Field(default=None, description="Who stands in for the referent.")
    acting: bool = Field(default=False, description="Whether the deputy acts for a referent who is away.")


class SchoolChanged(PairEvent):
    """The mentee goes to another school: the pair lives, others follow it, its time counts by other holidays."""

    school: OrganisationId | None = Field(description="The mentee's school from now on; null for none.")
    calendar: SchoolCalendar = Field(description="By whose holidays the pair's time is counted from now on.")
    referent: PersonId | None = Field(default=None, description="To whom its escalations go from now on.")
    deputy: PersonId | None = Field(default=None, description="Who stands in for the referent.")


class PairEnding(PairEvent):
    """The end is in sight: a goodbye is asked for."""

    kind: EndKind
    by: Voice = Field(description="Who brought it about; clock where the time is up.")
    ends_on: date = Field(description="Day on which it ends.")
    occurred_at: Occurred
    asks: Awaited = ()


class PairEnded(PairEvent):
    """A pair parted."""

    kind: EndKind
    by: Voice = Field(description="Who brought it about; clock where the time was up.")
    reason: EndReason
    rematch_wanted: bool = Field(description="Whether the mentee wants another mentor.")
    undo_until: Instant | None = Field(default=None, description="Until when a mistaken ending can be undone.")
    territory: Territory
    priority: Priority = 0
    occurred_at: Occurred
