"""A pool as arrays. A student's or a mentor's number is their place in these."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from services.matching.engine.people import Mentee, Mentor, Middles, Rhythm
from services.matching.engine.week import stretches

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
IN_PERSON = 0  # the number of this mode


@dataclass(frozen=True, slots=True)
class Listing:
    """Some numbers for each person: those of person i are `item[start[i]:start[i + 1]]`, ascending; so the levels."""

    start: Small
    item: Small
    level: Bytes

    def of(self, person: int) -> dict[int, int]:
        part = slice(self.start[person], self.start[person + 1])
        return dict(zip(self.item[part].tolist(), self.level[part].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Side:
    """What students and mentors both have: `languages` and `modes` are bits, `hours` (n, 8) half-hours by day."""

    ids: list[str]
    persons: list[str]
    skills: Listing
    languages: Words
    modes: Bytes
    territory: Small
    travels: Flags
    hours: Words

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by their numbers. `field_of` (skills,) is each skill's field."""

    skills: list[str]
    fields: list[str]
    languages: list[str]
    modes: list[str]
    territories: list[str]
    schools: list[str]
    field_of: Small


@dataclass(frozen=True)
class Columns:
    """Students by waiting time, longest first, then id; mentors by id.

    `goals` are skills, level 0. `apart` lists for each student the mentors (by number, level 0) who are kept from
    them or are themselves. `school` is -1 for none. Built by `reading.columns`.
    """

    mentees: Side
    mentors: Side
    places: Ints
    tier: Ints
    waited: Ints
    school: Small
    goals: Listing
    apart: Listing
    never: dict[int, frozenset[str]]
    words: Vocabulary
    rhythm: Rhythm
    middles: Middles

    @cached_property
    def number_of_mentee(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self.mentees.ids)}

    @cached_property
    def number_of_mentor(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self.mentors.ids)}

    def mentee(self, number: int) -> Mentee:
        """As given, but hours in whole half-hours, apart at midnight."""
        side, words = self.mentees, self.words
        school = int(self.school[number])
        return Mentee(
            id=side.ids[number],
            person=side.persons[number],
            languages=_named(int(side.languages[number]), words.languages),
            seeks=self._skills(side.skills, number),
            hours=stretches(side.hours[number, :7].tolist()),
            territory=words.territories[side.territory[number]],
            modes=_named(int(side.modes[number]), words.modes),
            goals=frozenset(self._skills(self.goals, number)),
            travels=bool(side.travels[number]),
            tier=int(self.tier[number]),
            waited=int(self.waited[number]),
            never=self.never.get(number, frozenset()),
            school=words.schools[school] if school >= 0 else None,
        )

    def mentor(self, number: int) -> Mentor:
        """As given, but hours in whole half-hours, apart at midnight."""
        side, words = self.mentors, self.words
        return Mentor(
            id=side.ids[number],
            person=side.persons[number],
            languages=_named(int(side.languages[number]), words.languages),
            offers=self._skills(side.skills, number),
            hours=stretches(side.hours[number, :7].tolist()),
            territory=words.territories[side.territory[number]],
            modes=_named(int(side.modes[number]), words.modes),
            places=int(self.places[number]),
            travels=bool(side.travels[number]),
        )

    def _skills(self, listing: Listing, number: int) -> dict[str, int]:
        return {self.words.skills[item]: level for item, level in listing.of(number).items()}


def _named(bits: int, words: list[str]) -> frozenset[str]:
    return frozenset(word for number, word in enumerate(words) if bits >> number & 1)
