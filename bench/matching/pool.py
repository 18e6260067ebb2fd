"""The same synthetic people in full: what `relais match` would read of them, as the engine's columns."""

import numpy as np

from bench.matching.people import DOMAINS, HOURS, LANGUAGES, REGIONS, SKILLS, Bits, People, drawn
from services.matching.engine.columns import Bytes, Columns, Ints, Listing, Side, Vocabulary, Words
from services.matching.engine.people import Rhythm

TWO_HOURS = Rhythm(minutes=60, a_week=2)


def pool(students: int, seats: str, seed: int = 1) -> Columns:
    """As `people.instance`; levels, a goal for two in five, one in seven does not travel, one in a hundred declined."""
    chance = np.random.default_rng(seed)
    seeking, offering, places, priority = drawn(chance, students, seats)
    mentors = len(places)
    goal = np.flatnonzero(chance.random(students) < 0.4)
    declined = np.flatnonzero(chance.random(students) < 0.01)
    return Columns(
        mentees=_side("s", seeking, chance.integers(1, 4, seeking.skills.shape), chance),
        mentors=_side("m", offering, chance.integers(2, 5, offering.skills.shape), chance),
        places=places,
        tier=priority,
        waited=np.sort(chance.integers(0, 400, students))[::-1].copy(),
        school=chance.integers(0, max(students // 200, 1), students).astype(np.int32),
        goals=_one_each(students, goal, seeking.skills[goal, 0]),
        apart=_one_each(students, declined, chance.integers(0, mentors, len(declined))),
        never={},
        words=_words(max(students // 200, 1)),
        rhythm=TWO_HOURS,
        middles={},
    )


def _side(letter: str, people: People, levels: Ints, chance: np.random.Generator) -> Side:
    many, width = people.skills.shape
    order = np.argsort(people.skills, axis=1)
    skills, levels = (np.take_along_axis(each, order, axis=1).ravel() for each in (people.skills, levels))
    start = np.arange(0, many * width + 1, width, dtype=np.int32)
    ids = [f"{letter}{number:07}" for number in range(many)]
    return Side(
        ids,
        ids,
        Listing(start, skills.astype(np.int32), levels.astype(np.uint8)),
        people.languages.astype(np.uint64),
        (1 + 2 * people.online).astype(np.uint8),
        people.region.astype(np.int32),
        np.asarray(chance.random(many) < 6 / 7),
        _half_hours(people.hours),
    )


def _half_hours(hours: Bits) -> Words:
    """An hour of the week is two bits of its day's word."""
    week = np.zeros((len(hours), 8), np.uint64)
    for hour in range(HOURS):
        free = hours[:, hour // 64] >> np.uint64(hour % 64) & np.uint64(1)
        week[:, hour // 24] |= free * np.uint64(3 << hour % 24 * 2)
    return week


def _one_each(many: int, who: Ints, item: Ints) -> Listing:
    start = np.searchsorted(who, np.arange(many + 1)).astype(np.int32)
    level: Bytes = np.zeros(len(item), np.uint8)
    return Listing(start, item.astype(np.int32), level)


def _words(schools: int) -> Vocabulary:
    field = np.arange(SKILLS) // (SKILLS // DOMAINS)
    return Vocabulary(
        skills=[f"field-{of}.skill-{number}" for number, of in enumerate(field)],
        fields=[f"field-{number}" for number in range(DOMAINS)],
        languages=[f"l{chr(97 + number)}" for number in range(LANGUAGES)],
        modes=["in-person", "online"],
        territories=[f"territory-{number}" for number in range(REGIONS)],
        schools=[f"school-{number}" for number in range(schools)],
        field_of=field.astype(np.int32),
    )
