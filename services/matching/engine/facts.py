"""People of a live pool as arrays that grow: a row a number, rewritten when somebody comes, changes or leaves."""

from typing import Any, NamedTuple

import numpy as np

from services.matching.engine.columns import IN_PERSON, Bytes, Flags, Small, Words
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Mentee, Mentor, field_of
from services.matching.engine.reading import LANGUAGES, MODES, Numbering
from services.matching.engine.week import days

FAR, NONE, ALL, DAYS = 255, -1, 2**64 - 1, 8


class Facts(NamedTuple):
    """One side. `skill`, in order of field, and `goal` are numbers (n, width), NONE behind the last.

    `languages` and `modes` are bits, and so are half-hours (n, 8): the free ones, and where a session may begin.
    `fields`, `some_skills` and `some_goals` have bits too, one for several where there are more than 64: who shares no
    bit shares none. Of the fields of somebody who seeks nothing in particular, ALL are set.
    """

    here: Flags
    languages: Words
    modes: Bytes
    fields: Words
    territory: Small
    travels: Flags
    hours: Words
    begins: Words
    skill: Small
    level: Bytes
    goal: Small
    some_skills: Words
    some_goals: Words


class Vocabulary:
    """Numbers for words as they come; `field` (skills,) is each skill's, `band` (territories, territories) how near."""

    def __init__(self, near: Nearness) -> None:
        self.near = near
        self.skills, self.fields, self.languages = Numbering(), Numbering(), Numbering()
        self.modes, self.territories = Numbering({"in-person": IN_PERSON}), Numbering()
        self.field, self.band = np.zeros(0, np.int32), np.zeros((0, 0), np.uint8)

    def skill(self, name: str) -> int:
        if name not in self.skills:
            self.field = np.append(self.field, np.int32(self.fields[field_of(name)]))
        return self.skills[name]

    def territory(self, name: str) -> int:
        if name not in self.territories:
            number, others = self.territories[name], list(self.territories)
            self.band = grown(self.band, (number + 1, number + 1))
            bands = [FAR if band is None else band for band in (self.near.band(name, each) for each in others)]
            self.band[number, :] = self.band[:, number] = bands
        return self.territories[name]


def nobody() -> Facts:
    kinds: Any = (np.bool_, np.uint64, np.uint8, np.uint64, np.int32, np.bool_)
    week = np.zeros((0, DAYS), np.uint64)
    lists = (np.zeros((0, 1), np.int32), np.zeros((0, 1), np.uint8), np.zeros((0, 1), np.int32))
    arrays: Any = (
        *(np.zeros(0, kind) for kind in kinds),
        week,
        week,
        *lists,
        *(np.zeros(0, np.uint64) for _ in range(2)),
    )
    return Facts(*arrays)


def written(facts: Facts, number: int, person: Mentee | Mentor, words: Vocabulary, session: int) -> Facts:
    """With the person at this number; the same arrays where they have room. `session` is in half-hours."""
    known = person.seeks if isinstance(person, Mentee) else person.offers
    skills = sorted((words.skill(each), level) for each, level in known.items())
    skills.sort(key=lambda each: words.field[each[0]])
    goals = [words.skill(each) for each in sorted(person.goals)] if isinstance(person, Mentee) else []
    free = days(person.hours)
    values: tuple[Any, ...] = (
        True, _bits(words.languages, person.languages, LANGUAGES), _bits(words.modes, person.modes, MODES),
        _fields([int(words.field[each]) for each, _ in skills], person), words.territory(person.territory),
        person.travels, free, [_begins(day, session) for day in free],
        [each for each, _ in skills], [level for _, level in skills], goals,
        _some([each for each, _ in skills]), _some(goals),
    )  # fmt: skip
    facts = _with_room(facts, number + 1, max(len(skills), 1), max(len(goals), 1))
    arrays: tuple[Any, ...] = tuple(facts)
    for array, value in zip(arrays, values, strict=True):
        if array.ndim == 1:
            array[number] = value
        else:
            array[number] = 0 if array.dtype != np.int32 else NONE
            array[number, : len(value)] = value
    return facts


def _with_room(facts: Facts, people: int, skills: int, goals: int) -> Facts:
    if people <= len(facts.here) and skills <= facts.skill.shape[1] and goals <= facts.goal.shape[1]:
        return facts
    many = max(len(facts.here), people * 5 // 4 + 8 if people > len(facts.here) else 0)
    wide = {"skill": skills, "level": skills, "goal": goals, "hours": DAYS, "begins": DAYS}
    shapes = {name: (many, max(wide[name], getattr(facts, name).shape[1])) for name in wide}
    return Facts(**{name: grown(getattr(facts, name), shapes.get(name, (many,))) for name in Facts._fields})


def grown(array: Any, shape: tuple[int, ...]) -> Any:
    """The same in the first corner of a larger array; NONE around it where there are numbers, else 0."""
    larger = np.full(shape, NONE if array.dtype == np.int32 else 0, array.dtype)
    larger[tuple(map(slice, array.shape))] = array
    return larger


def _bits(numbers: Numbering, words: Any, most: int) -> int:
    bits = numbers.bits(sorted(words))
    if bits >> most:
        raise ValueError(f"more than {most} languages or modes")
    return bits


def _fields(fields: list[int], person: Mentee | Mentor) -> int:
    if isinstance(person, Mentee) and not fields:
        return ALL
    return _some(fields)


def _some(numbers: list[int]) -> int:
    return sum(1 << bit for bit in {each % 64 for each in numbers})


def _begins(day: int, session: int) -> int:
    for _ in range(1, session):
        day &= day >> 1
    return day
