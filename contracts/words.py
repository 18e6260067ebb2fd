"""The words that several events share: ids, codes and small facts."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from contracts.codes import Codes

ID = r"^[A-Za-z0-9_-]{1,64}$"
SLUG = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"

Id = Annotated[str, Field(pattern=ID, description="A random id, never derived from personal data.")]
PersonId = Annotated[str, Field(pattern=ID, description="The person.")]
OrganisationId = Annotated[str, Field(pattern=ID, description="The organisation.")]
ProgrammeId = Annotated[str, Field(pattern=ID, description="The programme.")]
EnrolmentId = Annotated[str, Field(pattern=ID, description="The enrolment: a person in a programme in a role.")]
PairId = Annotated[str, Field(pattern=ID, description="The pair.")]
RoundId = Annotated[str, Field(pattern=ID, description="The round of matching.")]
SessionId = Annotated[str, Field(pattern=ID, description="The session.")]
ConcernId = Annotated[str, Field(pattern=ID, description="The concern.")]
Slug = Annotated[str, Field(pattern=SLUG, description="A short technical word, never free text.")]
Skill = Annotated[str, Field(pattern=SLUG, description="A skill of the network's taxonomy.")]
Territory = Annotated[
    str, Field(pattern=SLUG, description="One of the network's territories, none under 5,000 inhabitants.")
]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$", description="A language, as in ISO 639: fr, en, ar.")]
Zone = Annotated[
    str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_+/-]{1,63}$", description="An IANA time zone, such as Europe/Paris.")
]
Instant = AwareDatetime
Occurred = Annotated[
    AwareDatetime, Field(description="When people did it; `ce_time` says when it was told, which may be later.")
]
Percent = Annotated[int, Field(ge=0, le=100, description="A share in hundredths.")]

Role = Annotated[str, Codes("mentor", "mentee"), Field(description="Role in a programme.")]
Voice = Annotated[
    str,
    Codes("mentor", "mentee", "guardian", "school", "coordinator", "safeguarding", "clock"),
    Field(description="In what quality somebody spoke; `clock` where time decided."),
]
Mode = Annotated[str, Codes("in-person", "online", "phone"), Field(description="How people meet.")]
Stage = Annotated[
    str,
    Codes("lower-secondary", "upper-secondary", "vocational", "apprentice", "higher", "intern", "young-employee"),
    Field(description="Where the student stands in school or work; it is given instead of an age."),
]
Priority = Annotated[
    int, Field(ge=0, le=3, description="Class of priority, 0 (none) to 3 (first); its ground is never told.")
]


class Part(BaseModel):
    """A part of an event: frozen, fields that are not known are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Competence(Part):
    """A skill with its level."""

    skill: Skill
    level: int = Field(ge=1, le=4, description="1 first notions, 2 with help, 3 alone, 4 can teach it.")
    assessed: bool = Field(default=False, description="Whether a coordinator assessed the level, or the person alone.")


class Goal(Part):
    """What a mentee wants to reach."""

    goal_id: Id
    kind: Annotated[str, Codes("skill", "employment", "orientation")] = Field(description="What kind of goal it is.")
    skill: Skill | None = Field(default=None, description="The skill to gain, where the goal is one.")


class Participant(Part):
    """Somebody who takes part in a session."""

    person_id: PersonId
    role: Annotated[
        str,
        Codes("mentor", "mentee", "guardian", "coordinator", "teacher"),
        Field(description="As what they take part."),
    ]
    present: bool | None = Field(default=None, description="Whether they were there; null as long as nobody said.")


PlaceKind = Annotated[
    str,
    Codes("school", "company", "association", "library", "online"),
    Field(description="What kind of place it is; a home is none of them."),
]


class Place(Part):
    """Where people meet; never an address."""

    kind: PlaceKind
    place_id: Id | None = Field(default=None, description="The organisation or room that the place belongs to, if any.")


class Asks(Part):
    """An answer that is awaited."""

    whom: Id = Field(description="The person who is asked.")
    role: Voice = Field(description="In what quality the person is asked.")
    what: Annotated[
        str,
        Codes(
            "accept",
            "sign",
            "book",
            "answer",
            "record",
            "confirm",
            "renew",
            "consent",
            "look-into",
            "say-goodbye",
            "match",
        ),
    ] = Field(description="What the person is asked to do.")
    until: Instant | None = Field(default=None, description="By when; null where nothing happens by itself.")


Awaited = Annotated[tuple[Asks, ...], Field(description="Answers that are awaited: of whom, what, by when.")]


class Reason(Part):
    """One fact that speaks for a match, or against it."""

    code: Slug = Field(description="What kind of fact, such as `skill-offered` or `hours-shared`; the list is open.")
    points: int = Field(default=0, description="What it adds to the score, negative where it takes away.")
    facts: dict[Slug, int | Slug] = Field(
        default_factory=dict,
        description="The fact's own numbers and words, such as the skill, a level, a distance band.",
    )


class Cadence(Part):
    """How often a pair meets, and how long."""

    days: int = Field(ge=1, le=120, description="Days from one session to the next.")
    minutes: int = Field(ge=10, le=480, description="Minutes of a session.")


class Commitment(Part):
    """What a mentor promises to give."""

    months: int = Field(ge=1, le=60, description="For how many months.")
    hours_per_month: int = Field(ge=1, le=200, description="Hours a month.")


class AgreementTerms(Part):
    """What a pair agrees upon."""

    goals: tuple[Goal, ...] = Field(description="What the mentee wants to reach.")
    cadence: Cadence = Field(description="How often they meet.")
    modes: tuple[Mode, ...] = Field(description="How they meet.")
    support: Annotated[str, Codes("schoolwork", "trade", "orientation", "job-search", "network", "confidence")] = Field(
        description="What kind of support it is."
    )
    duration_months: int = Field(ge=1, le=60, description="How long it is meant to last.")
