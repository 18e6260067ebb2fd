"""What the engine is given: people as plain values, and what a programme wants of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Stretch = tuple[int, int]  # minutes since Monday 00:00, start and end; sorted and apart from one another
Middles = Mapping[str, tuple[float, float]]  # latitude and longitude of the middle of territories, degrees
Band = tuple[int, int]  # up to so many kilometres, points


def field_of(skill: str) -> str:
    """The part of a skill's name before the first dot, as in `trades.joinery`; all of it where it has none."""
    return skill.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Mentee:
    """Somebody who looks for a mentor.

    `tier` is the class of priority, 0 lowest. `waited` is in days. `never` are people who must not be proposed.
    `school` decides nothing; reports count by it.
    """

    id: str
    person: str
    languages: frozenset[str]
    seeks: dict[str, int]
    hours: tuple[Stretch, ...]
    territory: str
    modes: frozenset[str]
    goals: frozenset[str] = frozenset()
    travels: bool = True
    tier: int = 0
    waited: int = 0
    never: frozenset[str] = frozenset()
    school: str | None = None


@dataclass(frozen=True, slots=True)
class Mentor:
    """Somebody who takes mentees; `places` are those that are free."""

    id: str
    person: str
    languages: frozenset[str]
    offers: dict[str, int]
    hours: tuple[Stretch, ...]
    territory: str
    modes: frozenset[str]
    places: int
    travels: bool = True


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a pair is to meet: sessions of so many minutes, so many in a week."""

    minutes: int = 60
    a_week: int = 1


@dataclass(frozen=True, slots=True)
class Pool:
    """Cleared people of one programme. A territory without a middle is near itself only."""

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    rhythm: Rhythm = Rhythm()
    middles: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of the relevance, a whole number each, 0 or more.

    `field` is for a field of which a skill is sought and none is offered at its level, but another is. `bands` are for
    territories apart, nearest first; whoever lives beyond the last does not meet in person.
    """

    skill: int = 100
    skills_counted: int = 5
    field: int = 40
    fields_counted: int = 2
    goal: int = 150
    goals_counted: int = 2
    hour: int = 10
    hours_counted: int = 10
    language: int = 20
    languages_counted: int = 3
    territory: int = 80
    bands: tuple[Band, ...] = ((10, 50), (25, 20))
    mode: int = 20
    modes_counted: int = 3

    @property
    def most(self) -> int:
        """No pair has more points."""
        counted = (
            self.skill * self.skills_counted + self.field * self.fields_counted + self.goal * self.goals_counted,
            self.hour * self.hours_counted + self.language * self.languages_counted + self.mode * self.modes_counted,
        )
        return sum(counted) + max(self.territory, *(points for _, points in self.bands), 0)


Demand = Literal["skill", "field", "nothing"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What the programme optimises: the highest total, with a bonus a tier, or tier after tier whatever the total.

    `demand` is what a mentor must offer of what is sought: a skill at whatever level, a skill of its field, or nothing.
    """

    rule: Literal["total", "bonus", "strict"] = "total"
    bonus: int = 0
    weights: Weights = field(default=Weights())
    demand: Demand = "field"


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a score with its facts."""

    code: str
    points: int
    facts: dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Match:
    """A planned pair. The sum of its terms is its score."""

    mentee: str
    mentor: str
    score: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Shortage:
    """Where more is looked for than is offered; None stands for all skills or all territories."""

    skill: str | None
    territory: str | None
    wanted: int
    offered: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes with whom.

    `proved`: the certificate was checked. `bound`: no plan scores more, known under `total`. `barriers` tells for
    each mentee without a mentor how many mentors each rule removed, and how many were `feasible`. `utilities` and
    `prices` (by id, in units of value) are the proof; `seconds` by stage: index, solve, certify.
    """

    matches: tuple[Match, ...]
    score: int
    proved: bool
    bound: int | None
    shortages: tuple[Shortage, ...]
    barriers: dict[str, dict[str, int]]
    utilities: dict[str, int] = field(default_factory=dict)
    prices: dict[str, int] = field(default_factory=dict)
    feasible_pairs: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
