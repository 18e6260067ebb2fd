"""A play without a network: doors that answer what a test says, a clock that stands."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sample.play.association import Association
from sample.play.cast import Cast
from sample.play.company import Company
from sample.play.coordinator import Coordinator
from sample.play.diary import Diary
from sample.play.doors import Visitor
from sample.play.known import Pair
from sample.play.opening import Staff
from sample.play.safeguarding import Safeguarding
from sample.play.screen import Screen
from sample.play.stage import Stage
from sample.play.stream import Heard
from sample.play.world import Clock, World
from tests.sample.play.standing import StandingDoors

NOW = datetime(2026, 11, 12, 9, tzinfo=UTC)
STREAMS = {
    "Enrolment": "profiles.enrolments.v1",
    "Clearance": "profiles.enrolments.v1",
    "Profile": "profiles.people.v1",
    "Concern": "feedback.concerns.v1",
    "PairBack": "feedback.followups.v1",
    "Pair": "matching.pairs.v1",
    "Referent": "matching.pairs.v1",
    "School": "matching.pairs.v1",
}


class Play:
    """A stage on which one school and one pair, m and s, are known."""

    def __init__(self) -> None:
        clock = Clock(start=NOW, epoch=datetime.now(UTC) + timedelta(hours=1), speed=1, until=NOW + timedelta(days=999))
        sources = {"works": "//works", "bank": "//bank"}
        key = {"kty": "EC", "crv": "P-256", "x": "", "y": "", "d": ""}
        world = World("n", "", {}, clock, sources, key)
        self.doors = StandingDoors()
        self.stage = _Stage(world, self.doors)
        self.said: list[str] = []
        self.stage.say = lambda line, style="": self.said.append(line)  # type: ignore[method-assign]
        self.school = Coordinator(self.stage, "claire", "school", "Lycée")
        staff = Staff(
            association=Association(self.stage, "anna", "home", "Passerelles"),
            schools={"lycee": self.school, "other": Coordinator(self.stage, "olga", "elsewhere", "Collège")},
            lead=Safeguarding(self.stage, "lead", "second"),
            companies={name: Company(self.stage, name, name) for name in sources},
            programmes={"avenir": "p"},
            organisations={"lycee": "school", "home": "home"},
            office=Visitor("office", ()),
        )
        staff.association.main_programme = "p"
        self.staff, self.cast = staff, Cast(self.stage, staff)

    def hear(self, type: str, subject: str, **data: Any) -> None:
        event = heard(type, subject, **data)
        self.stage.book.hear(event)
        self.stage.shown.hear(event, str)
        meant = list(self.stage.diary._heap)
        self.cast.hear(event)
        self.stage.diary._heap[:] = meant  # what people do of themselves is not played here

    def enrol(self, person: str, role: str, **facts: Any) -> None:
        """Asked and cleared, under the id `e-<person>`."""
        told: dict[str, Any] = {
            "person_id": person,
            "programme_id": "p",
            "role": role,
            "guardians": [],
            "school": None,
            "source": "",
        }
        told |= {"state": "cleared", "minor": False, "places": 1, "cleared_until": None} | facts
        for type in ("EnrolmentAsked", "EnrolmentCleared"):
            self.hear(type, f"e-{person}", **told)

    def pair(self, mentor: str = "m", mentee: str = "s", **facts: Any) -> Pair:
        """Two who have met three times."""
        self.enrol(mentor, "mentor")
        self.enrol(mentee, "mentee", school="school", **facts)
        two = sides(mentor, mentee)
        id, guardians = f"{mentor}-{mentee}", facts.get("guardians", [])
        self.hear("PairProposed", id, programme_id="p", origin="round", reasons=[], score=1, **two)
        terms: dict[str, Any] = {
            "origin": "round",
            "referent": "claire",
            "school": "school",
            "modes": ["phone"],
            "goals": [],
        }
        terms |= {"cadence": {"days": 14, "minutes": 60}, "guardians": guardians, "duration_months": 9}
        self.hear("PairFormed", id, programme_id="p", **two, **terms)
        self.stage.book.pairs[id].meetings = 5
        return self.stage.book.pairs[id]

    async def later(self) -> None:
        """What is in the diary, at once."""
        acts = sorted(self.stage.diary._heap)
        self.stage.diary._heap.clear()
        for _, _, act in acts:
            await act()


class _Stage(Stage):
    def __init__(self, world: World, doors: Any) -> None:
        self._doors = doors
        super().__init__(7, world, Screen(world.clock))
        self.doors = doors

    def __post_init__(self) -> None:
        self.diary = Diary(self.world.clock, self.failed)


def heard(type: str, subject: str, on_behalf: str | None = None, **data: Any) -> Heard:
    stream = next(name for start, name in STREAMS.items() if type.startswith(start))
    if stream.startswith("profiles.enrolments"):
        data = {"person_id": subject.removeprefix("e-"), "programme_id": "p", "role": "mentor"} | data
    if stream.startswith("matching"):
        data.setdefault("pair_id", subject)
    return Heard(type, subject, NOW, stream, data, on_behalf)


def sides(mentor: str = "m", mentee: str = "s") -> dict[str, dict[str, str]]:
    both = {"mentor": mentor, "mentee": mentee}
    return {role: {"person_id": person, "enrolment_id": f"e-{person}"} for role, person in both.items()}


@pytest.fixture
def play() -> Play:
    return Play()


def scenes(kind: Any, play: Play) -> Any:
    """The scenes of one kind, on this stage."""
    return kind(play.stage, play.cast, play.staff)


def shown(play: Play, what: str) -> bool:
    return what in play.stage.shown.ticked
