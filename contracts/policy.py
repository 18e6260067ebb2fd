"""A programme's policy: what it demands, allows and waits for."""

from typing import Annotated

from pydantic import Field

from contracts.codes import Codes
from contracts.hours import Hours
from contracts.words import Cadence, Language, Part, PlaceKind, Role, Slug, Voice, Zone

CheckInKind = Annotated[
    str,
    Codes("week-1", "week-2", "monthly", "half-way", "before-end", "end", "baseline"),
    Field(description="At which moment of the pair's life it is asked."),
]
StepKind = Annotated[
    str,
    Codes("interview", "honourability-check", "references", "charter", "training", "consent"),
    Field(description="What is done to vet somebody."),
]
Purpose = Annotated[str, Codes("participation", "data", "results"), Field(description="What a consent is given for.")]


class VettingStep(Part):
    """A step that somebody must have done to be cleared."""

    role: Role = Field(description="For whom it is demanded.")
    kind: StepKind
    version: int = Field(default=1, ge=1, description="Version of its text or course.")
    valid_months: int | None = Field(default=None, ge=1, description="Months that it holds; null holds for good.")


class QuestionSet(Part):
    """Which questions a check-in asks."""

    kind: CheckInKind
    role: Voice = Field(description="Who is asked: mentor, mentee or guardian.")
    question_set: Slug = Field(description="The set of questions.")
    version: int = Field(default=1, ge=1, description="Version of the set.")


class Equity(Part):
    """How a round weighs those who come first against the total."""

    rule: Annotated[str, Codes("total", "bonus", "strict")] = Field(
        default="total",
        description="The highest total; a bonus a class of priority; or class after class, whatever the total.",
    )
    bonus_points: int = Field(default=0, ge=0, description="Points that each class of priority adds under `bonus`.")


class Band(Part):
    """Territories whose middles lie no farther apart than this."""

    kilometres: int = Field(ge=1, le=500, description="Up to how far apart.")
    points: int = Field(ge=0, le=10_000, description="Points for it.")


Points = Annotated[int, Field(ge=0, le=10_000)]
Number = Annotated[int, Field(ge=0, le=50)]


class Relevance(Part):
    """What a pair of people is worth, in points; every term that counts is told with the proposal."""

    skill: Points = Field(default=100, description="A skill that is sought and offered, at that level or above.")
    skills_counted: Number = Field(default=5, description="So many of them at most.")
    field: Points = Field(default=40, description="A field of which a skill is sought and only another is offered.")
    fields_counted: Number = Field(default=2, description="So many of them at most.")
    goal: Points = Field(default=150, description="The skill of a goal, offered.")
    goals_counted: Number = Field(default=2, description="So many of them at most.")
    hour: Points = Field(default=10, description="An hour of the week in which both are free.")
    hours_counted: Number = Field(default=10, description="So many of them at most.")
    language: Points = Field(default=20, description="A language that both speak.")
    languages_counted: Number = Field(default=3, description="So many of them at most.")
    territory: Points = Field(default=80, description="The same territory, where they can meet in person.")
    bands: tuple[Band, ...] = Field(
        default=(Band(kilometres=10, points=50), Band(kilometres=25, points=20)),
        max_length=10,
        description="Territories apart, the nearest first; beyond the last nobody meets in person.",
    )
    mode: Points = Field(default=20, description="A way of meeting that both can take.")
    modes_counted: Number = Field(default=3, description="So many of them at most.")


class MeetingRules(Part):
    """Where and when a mentor may meet a minor in person; a home is never allowed."""

    places: tuple[PlaceKind, ...] = Field(default=("school", "association", "library"), description="Places allowed.")
    hours: tuple[Hours, ...] = Field(default=(), description="Local hours allowed; none given, any hour is.")
    told: tuple[Voice, ...] = Field(default=("school",), description="Who is told before: school, guardian or both.")


class Policy(Part):
    """What the programme sets."""

    duration_months: int = Field(default=10, ge=1, le=60, description="How long a pair is meant to last.")
    cadence: Cadence = Field(default=Cadence(days=14, minutes=60), description="How often a pair meets.")
    equity: Equity = Field(default=Equity(), description="How a round weighs priority.")
    relevance: Relevance = Field(default=Relevance(), description="What makes two people fit each other.")
    demand: Annotated[str, Codes("skill", "field", "nothing")] = Field(
        default="field",
        description="What a mentor must offer of what is sought: a skill at any level, one of its field, or nothing.",
    )
    question_sets: tuple[QuestionSet, ...] = Field(default=(), description="What check-ins ask, by moment and role.")
    proposal_validity_days: int = Field(default=14, ge=1, le=120, description="Open days to answer a proposal.")
    vetting: tuple[VettingStep, ...] = Field(default=(), description="Steps demanded before somebody is cleared.")
    consent_age: int = Field(default=18, ge=15, le=18, description="Age from which nobody else need consent.")
    both_parents: bool = Field(default=False, description="Whether both holders of parental authority must consent.")
    meetings_with_minors: MeetingRules = Field(default=MeetingRules(), description="Places and hours with minors.")
    waiting_limit_days: int = Field(default=60, ge=1, description="Days after which a mentee has waited too long.")
    languages: tuple[Language, ...] = Field(default=("fr",), description="Languages of the programme.")
    timezone: Zone = Field(default="Europe/Paris", description="The programme's IANA time zone.")
    matching: Annotated[str, Codes("rounds", "live")] = Field(
        default="rounds",
        description="Whether pairs are proposed in rounds that a coordinator previews, or at once at any change.",
    )
    keep_points: int = Field(
        default=100,
        ge=0,
        description="Points that a proposal not yet answered keeps over a better one, live: the more, the fewer move.",
    )
    round_every_days: int = Field(default=0, ge=0, description="Days between rounds; 0 where only people ask for one.")
    nominations_open: bool = Field(default=True, description="Whether companies may nominate mentors for it.")
    agreement_signers: tuple[Voice, ...] = Field(
        default=("mentor", "mentee"),
        description="Who signs a pair's agreement: also guardian or school, where they must.",
    )
    grace_days: int = Field(default=14, ge=0, description="Days within which a mistaken ending can be undone.")
