"""Rounds: runs of matching over a programme's pool."""

from typing import Annotated, ClassVar

from pydantic import Field

from contracts.codes import Codes
from contracts.event import Event
from contracts.policy import Equity
from contracts.stream import Stream
from contracts.words import Awaited, Instant, Part, ProgrammeId, RoundId, Skill, Territory

ROUNDS = Stream(
    name="matching.rounds.v1",
    description="Runs of matching: asked for, solved, published or dropped.",
    key="round",
    partitions=3,
    readers=(),
)


class Totals(Part):
    """What a round found; 0 stands for a total below five too, and for one by which such a total could be computed."""

    mentees: int = Field(ge=0, description="Mentees in the pool.")
    mentors: int = Field(ge=0, description="Mentors in the pool.")
    places: int = Field(ge=0, description="Places that these mentors had free.")
    pairs: int = Field(ge=0, description="Pairs found.")
    score: int = Field(description="Sum of the pairs' scores.")
    without: int = Field(ge=0, description="Mentees for whom nobody was found.")
    feasible: int = Field(default=0, ge=0, description="Pairs that the rules allowed, of which these are the best.")


class Certificate(Part):
    """How good the solution is proved to be."""

    optimal: bool = Field(description="Whether nothing better exists under the same rules.")
    bound: int | None = Field(default=None, description="No solution can score more than this, where it is known.")
    verified: bool = Field(default=False, description="Whether the proof was checked apart from the solver.")
    seed: int = Field(default=0, description="Seed with which the same pool gives the same pairs.")


class Worth(Part):
    """What a plan would gain."""

    points: int = Field(description="Points of score, negative where more students cost some.")
    students: int = Field(default=0, ge=0, description="Students more with a mentor, where these count first.")
    priority: int = Field(default=0, ge=0, description="Those of them who have priority.")
    exact: bool = Field(default=True, description="Whether it is exact; else it is at most this.")


class Shortage(Part):
    """Where mentors are missing. Fewer than five mentees are not shown."""

    skill: Skill | None = Field(default=None, description="The skill that is short; null for all of them.")
    territory: Territory | None = Field(default=None, description="Where; null for the whole programme.")
    wanted: int = Field(ge=5, description="Mentees who look for it.")
    offered: int = Field(ge=0, description="Places of mentors who offer it; 0 where they are fewer than five.")
    worth: Worth | None = Field(
        default=None, description="What one more mentor there, with one place, would bring; null where it is not known."
    )


class RoundEvent(Event):
    """Something happened to a round."""

    stream: ClassVar[Stream] = ROUNDS

    round_id: RoundId
    programme_id: ProgrammeId


class RoundRequested(RoundEvent):
    """Somebody asked for a round, or it fell due."""

    origin: Annotated[str, Codes("coordinator", "due", "rematch")] = Field(description="What brought it about.")
    equity: Equity = Field(description="How it weighs priority: the programme's policy as of then.")


class RoundSolved(RoundEvent):
    """A round has its pairs, as a preview; nobody else is told yet."""

    totals: Totals = Field(description="What it found.")
    certificate: Certificate = Field(description="How good that is proved to be.")
    shortages: tuple[Shortage, ...] = Field(
        default=(), max_length=200, description="Where mentors are missing, the greatest shortage first."
    )
    drops_at: Instant | None = Field(default=None, description="When it is dropped by itself, if nobody publishes it.")
    asks: Awaited = ()


class RoundPublished(RoundEvent):
    """A round's pairs go out as proposals, each as its own PairProposed with this round's id."""

    proposals: int = Field(
        ge=0, description="How many proposals; 0 where they, or those who got none, are fewer than five."
    )
    struck: int = Field(
        default=0, ge=0, description="How many pairs of the preview were struck out; 0 where fewer than five."
    )


class RoundDropped(RoundEvent):
    """A round was given up; nothing of it goes out."""

    reason: Annotated[str, Codes("coordinator", "stale", "empty-pool", "failed")] = Field(description="Why.")
