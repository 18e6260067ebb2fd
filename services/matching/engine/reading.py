"""People into columns, one by one: whoever was read need not be kept."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from services.matching.engine.columns import Columns, Listing, Side, Small, Vocabulary
from services.matching.engine.people import Mentee, Mentor, Middles, Pool, Rhythm, field_of
from services.matching.engine.week import DAYS, days

LANGUAGES, MODES, LEVELS = 64, 8, 4


class Numbering(dict[str, int]):
    """Words numbered as they come."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]

    def bits(self, words: Iterable[str]) -> int:
        return sum(1 << self[word] for word in words)


@dataclass(slots=True)
class Lists:
    """Lists of numbers that grow by one person at a time."""

    start: "array[int]" = field(default_factory=lambda: array("i", [0]))
    item: "array[int]" = field(default_factory=lambda: array("i"))
    level: "array[int]" = field(default_factory=lambda: array("B"))

    def add(self, found: Mapping[int, int]) -> None:
        for item, level in sorted(found.items()):
            self.item.append(item)
            self.level.append(level)
        self.start.append(len(self.item))

    def ordered(self, order: Small) -> Listing:
        start = np.frombuffer(self.start, np.int32)
        many = np.diff(start)[order]
        first = np.concatenate(([0], np.cumsum(many))).astype(np.int32)
        place = np.repeat(start[order] - first[:-1], many) + np.arange(first[-1], dtype=np.int32)
        item, level = (np.array(each, kind)[place] for each, kind in ((self.item, np.int32), (self.level, np.uint8)))
        return Listing(first, item, level)


class Reader:
    """One side of the pool as it is read; `words` are shared by both."""

    def __init__(self, words: dict[str, Numbering]) -> None:
        self.words = words
        self.ids: list[str] = []
        self.persons: list[str] = []
        self.skills, self.goals = Lists(), Lists()
        self.languages, self.hours = array("Q"), array("Q")
        self.modes, self.travels, self.territory = array("B"), array("B"), array("i")

    def add(self, person: Mentee | Mentor, skills: Mapping[str, int]) -> None:
        words = self.words
        self.ids.append(person.id)
        self.persons.append(person.person)
        for skill, level in skills.items():
            if not 1 <= level <= LEVELS:
                raise ValueError(f"{person.id}: level {level} of {skill} is not 1 to {LEVELS}")
        self.skills.add({words["skills"][skill]: level for skill, level in skills.items()})
        languages, modes = words["languages"].bits(person.languages), words["modes"].bits(person.modes)
        if languages >> LANGUAGES or modes >> MODES:
            raise ValueError(f"more than {LANGUAGES} languages, or {MODES} modes")
        self.languages.append(languages)
        self.modes.append(modes)
        self.travels.append(person.travels)
        self.territory.append(words["territories"][person.territory])
        self.hours.extend((*days(person.hours), 0))

    def side(self, order: Small) -> Side:
        """Raises ValueError where an id comes twice."""
        if len(set(self.ids)) < len(self.ids):
            raise ValueError(f"{next(id for id, times in Counter(self.ids).items() if times > 1)} is given twice")
        return Side(
            [self.ids[i] for i in order],
            [self.persons[i] for i in order],
            self.skills.ordered(order),
            np.array(self.languages, np.uint64)[order],
            np.array(self.modes, np.uint8)[order],
            np.array(self.territory, np.int32)[order],
            np.array(self.travels, np.bool_)[order],
            np.array(self.hours, np.uint64).reshape(-1, DAYS + 1)[order],
        )


def columns_of(pool: Pool) -> Columns:
    return columns(pool.mentees, pool.mentors, pool.rhythm, pool.middles)


def columns(
    mentees: Iterable[Mentee], mentors: Iterable[Mentor], rhythm: Rhythm = Rhythm(), middles: Middles | None = None
) -> Columns:
    """Raises ValueError where an id comes twice on a side, or a level, a tier or the places make no sense."""
    names = ("skills", "languages", "modes", "territories", "schools")
    words = {name: Numbering() for name in names}
    words["modes"]["in-person"]
    seeking, offering = Reader(words), Reader(words)
    tier, waited, places, school = array("q"), array("q"), array("q"), array("i")
    never: dict[int, frozenset[str]] = {}
    for mentee in mentees:
        if mentee.tier < 0:
            raise ValueError(f"{mentee.id}: tier {mentee.tier}")
        if mentee.never:
            never[len(tier)] = mentee.never
        seeking.add(mentee, mentee.seeks)
        seeking.goals.add({words["skills"][skill]: 0 for skill in mentee.goals})
        tier.append(mentee.tier)
        waited.append(mentee.waited)
        school.append(-1 if mentee.school is None else words["schools"][mentee.school])
    for mentor in mentors:
        if mentor.places < 0:
            raise ValueError(f"{mentor.id}: {mentor.places} places")
        offering.add(mentor, mentor.offers)
        places.append(mentor.places)
    order = np.array(sorted(range(len(tier)), key=lambda i: (-waited[i], seeking.ids[i])), np.int32)
    by_id = np.array(sorted(range(len(places)), key=offering.ids.__getitem__), np.int32)
    students, helpers = seeking.side(order), offering.side(by_id)
    place = {int(i): number for number, i in enumerate(order) if int(i) in never}
    kept_apart = {place[i]: people for i, people in never.items()}
    return Columns(
        mentees=students,
        mentors=helpers,
        places=np.array(places, np.int64)[by_id],
        tier=np.array(tier, np.int64)[order],
        waited=np.array(waited, np.int64)[order],
        school=np.array(school, np.int32)[order],
        goals=seeking.goals.ordered(order),
        apart=_apart(students, helpers, kept_apart),
        never=kept_apart,
        words=_vocabulary(words),
        rhythm=rhythm,
        middles=middles or {},
    )


def _apart(mentees: Side, mentors: Side, never: Mapping[int, frozenset[str]]) -> Listing:
    of_person: dict[str, list[int]] = {}
    for number, person in enumerate(mentors.persons):
        of_person.setdefault(person, []).append(number)
    found = Lists()
    for number, person in enumerate(mentees.persons):
        people = (person, *never.get(number, ()))
        found.add({mentor: 0 for each in people for mentor in of_person.get(each, ())})
    return found.ordered(np.arange(len(mentees), dtype=np.int32))


def _vocabulary(words: Mapping[str, Numbering]) -> Vocabulary:
    fields = Numbering()
    field_numbers = [fields[field_of(skill)] for skill in words["skills"]]
    return Vocabulary(
        skills=list(words["skills"]),
        fields=list(fields),
        languages=list(words["languages"]),
        modes=list(words["modes"]),
        territories=list(words["territories"]),
        schools=list(words["schools"]),
        field_of=np.array(field_numbers, np.int32),
    )
