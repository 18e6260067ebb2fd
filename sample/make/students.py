"""120 students of four schools: what they seek, when they are free, who signs for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sample.make.names import PARENTS, YOUNG, People, address
from sample.make.network import CAMPUS_PROGRAMME, SCHOOL_PROGRAMME, TOWNS
from sample.make.person import IMPORT_DAY, SEASON, Guardian, Level, Person, Slot
from sample.make.wanted import CAMPUS, GENERAL, TECHNICAL, VOCATIONAL

BORN = {"seconde": 15, "premiere": 16, "terminale": 17, "bts1": 18, "bts2": 19, "l1": 18, "l2": 19, "l3": 20}
"""Age reached in the year in which the stage begins; vocational stages count like the general ones."""
AFTERNOON, MORNING = (3, 14 * 60, 17 * 60), (6, 10 * 60, 12 * 60)
AFTER_CLASS: tuple[Slot, ...] = tuple((day, 17 * 60, 18 * 60 + 30) for day in (1, 2, 4, 5))
BETWEEN_LECTURES: tuple[Slot, ...] = ((1, 600, 720), (2, 840, 1020), (4, 810, 960), (5, 540, 720))


@dataclass(frozen=True)
class School:
    """A school's habits. `wanted` lists skills by how often they are sought, most often first."""

    reference: str
    prefix: str
    size: int
    stages: Sequence[str]
    wanted: Sequence[str]
    towns: Sequence[str]
    programme: str = SCHOOL_PROGRAMME


SCHOOLS = (
    School("lycee-trois-rivieres", "TR", 38, ("seconde", "premiere", "terminale"), GENERAL, TOWNS[:4]),
    School("lycee-grand-chene", "GC", 32, ("terminale", "bts1", "bts2"), TECHNICAL, (*TOWNS[:2], *TOWNS[5:7])),
    School(
        "lycee-pro-forges",
        "FO",
        25,
        ("seconde-pro", "premiere-pro", "terminale-pro"),
        VOCATIONAL,
        (*TOWNS[2:5], TOWNS[7]),
    ),
    School("college-universitaire", "CU", 25, ("l1", "l2", "l3"), CAMPUS, TOWNS, CAMPUS_PROGRAMME),
)


def students(chance: Random, people: People, school: School) -> list[Person]:
    """The school's students, the first two of the largest school being twins who share address and phone."""
    pupils = [student(chance, people, school, number) for number in range(1, school.size + 1)]
    if school is SCHOOLS[0]:
        pupils[1] = twin(pupils[0], pupils[1], people)
    return pupils


def student(chance: Random, people: People, school: School, number: int) -> Person:
    first, last = people.name(YOUNG)
    stage = chance.choice(school.stages)
    born = date(SEASON - BORN[stage.removesuffix("-pro")], 1, 1) + timedelta(days=chance.randrange(365))
    signed = IMPORT_DAY - timedelta(days=chance.randint(1, 6))
    pupil = Person(
        reference=f"{school.prefix}-{SEASON % 100}-{number:03d}",
        role="mentee",
        first_name=first,
        last_name=last,
        birth_date=born,
        email=address(first, last, "example.net"),
        phone=people.phone(),
        organisation=school.reference,
        programmes=(school.programme,),
        stage=stage,
        priority=int(chance.random() < 0.3),
        languages=languages(chance, number),
        skills=sought(chance, school.wanted),
        availability=free_hours(chance, school.programme),
        territory=chance.choice(school.towns),
        travel_km=chance.choice((5, 10, 10, 15, 20)),
        modes=("in-person", *chance.choice(((), ("online",), ("online",), ("online", "phone")))),
        goals=goals(chance, stage),
        charter=signed,
        consent=signed,
        proof=f"{school.prefix}-dossier-{number:03d}",
        source="school",
        channel=chance.choice(("email", "sms", "sms")),
    )
    return with_guardian(chance, people, pupil) if pupil.minor else pupil


def with_guardian(chance: Random, people: People, pupil: Person) -> Person:
    """The minor with a guardian, whose signature one family in twelve still owes."""
    first, last = people.name(PARENTS, pupil.last_name if chance.random() < 0.75 else None)
    guardian = Guardian(
        first_name=first, last_name=last, email=address(first, last, "example.com"), phone=people.phone()
    )
    return replace(pupil, guardian=guardian, guardian_consent=pupil.consent if chance.random() > 1 / 12 else None)


def twin(elder: Person, other: Person, people: People) -> Person:
    """The other student as the elder's twin."""
    first, last = people.name(YOUNG, elder.last_name)
    shared = {name: getattr(elder, name) for name in ("birth_date", "email", "phone", "stage", "territory", "guardian")}
    return replace(other, first_name=first, last_name=last, guardian_consent=elder.guardian_consent, **shared)


def sought(chance: Random, wanted: Sequence[str]) -> tuple[Level, ...]:
    """Two or three skills, the first of the list twice as likely as the last."""
    weights = [2 - place / len(wanted) for place in range(len(wanted))]
    drawn = dict.fromkeys(chance.choices(wanted, weights, k=3))
    return tuple((skill, chance.randint(1, 3)) for skill in drawn)


def free_hours(chance: Random, programme: str) -> tuple[Slot, ...]:
    if programme == CAMPUS_PROGRAMME:
        return tuple(sorted({*chance.sample(BETWEEN_LECTURES, 2), chance.choice(AFTER_CLASS)}))
    slots = {*chance.sample(AFTER_CLASS, 2), *([AFTERNOON] if chance.random() < 0.8 else [])}
    return tuple(sorted(slots | ({MORNING} if chance.random() < 0.4 else set())))


def languages(chance: Random, number: int) -> tuple[str, ...]:
    """French, often with another; one in thirty-one does not speak it yet."""
    if number % 31 == 0:
        return ("ar",)
    return ("fr", *chance.choice(((), (), (), ("en",), ("ar",), ("pt",), ("tr",), ("de",))))


def goals(chance: Random, stage: str) -> tuple[str, ...]:
    """One or two; who is near the end of their studies looks for work more often."""
    leaving = stage in {"terminale-pro", "bts2", "l3"}
    return tuple(dict.fromkeys(("employment" if leaving else "orientation", chance.choice(("skill", "employment")))))
