"""A mentor as one would expect them: what the programme might recruit for a skill or a territory."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from services.matching.engine.columns import Columns, Flags, Ints, Listing, Side
from services.matching.engine.people import Mentor
from services.matching.engine.week import A_DAY, DAYS, stretches

HIGHEST = 4
NOBODY = ""  # the person of somebody who does not exist


class Typical:
    """What is usual in the pool: the languages and modes of at least half of its mentors, as many hours
    as the median mentor, those at which most are free; whether half travel. Students stand in where nobody is a mentor.
    """

    def __init__(self, columns: Columns) -> None:
        side = columns.mentors if len(columns.mentors) else columns.mentees
        words, self._columns = columns.words, columns
        self._usual = Mentor(
            id=NOBODY,
            person=NOBODY,
            languages=_of_half(_bits(side.languages, len(words.languages)), words.languages, len(side)),
            offers={},
            hours=stretches(_week(side)) if len(side) else (),
            territory="",
            modes=_of_half(_bits(side.modes, len(words.modes)), words.modes, len(side)),
            places=1,
            travels=2 * int(side.travels.sum()) >= len(side),
        )

    def mentor(self, skill: str | None, territory: str | None) -> Mentor:
        """With one place and the skill at the highest level. Where the cell names no skill or territory, it is the one
        that most of the cell's students look for, or live in."""
        columns, words = self._columns, self._columns.words
        students = columns.mentees
        cell = np.ones(len(students), np.bool_)
        if territory is not None:
            cell = students.territory == _number(words.territories, territory)
        if skill is not None:
            cell = cell & having(students.skills, _number(words.skills, skill))
        sought = students.skills.item[np.repeat(cell, np.diff(students.skills.start))]
        offered = skill or _commonest(np.bincount(sought, minlength=len(words.skills)), words.skills)
        lived_in = np.bincount(students.territory[cell], minlength=len(words.territories))
        return replace(
            self._usual,
            offers={offered: HIGHEST} if offered else {},
            territory=territory or _commonest(lived_in, words.territories) or "",
        )


def having(listing: Listing, item: int) -> Flags:
    """Who has an item (people,)."""
    who = np.repeat(np.arange(len(listing.start) - 1), np.diff(listing.start))
    found = np.zeros(len(listing.start) - 1, np.bool_)
    found[who[listing.item == item]] = True
    return found


def _number(words: Sequence[str], word: str) -> int:
    return words.index(word) if word in words else -1


def _bits(given: Ints | np.ndarray, many: int) -> list[int]:
    """How many have each bit."""
    return [int((given >> np.array(bit, given.dtype) & np.array(1, given.dtype)).sum()) for bit in range(many)]


def _commonest(counted: Iterable[int], words: Sequence[str]) -> str | None:
    found = [(-int(number), word) for number, word in zip(counted, words, strict=True) if number]
    return min(found)[1] if found else None


def _of_half(counted: list[int], words: Sequence[str], many: int) -> frozenset[str]:
    common = frozenset(word for word, number in zip(words, counted, strict=True) if number and 2 * number >= many)
    one = _commonest(counted, words)
    return common or frozenset([one] if one else [])


def _week(side: Side) -> list[int]:
    """Half-hours by day, the earlier of those at which equally many are free."""
    free = np.concatenate([_bits(side.hours[:, day], A_DAY) for day in range(DAYS)])
    many = int(np.median(np.bitwise_count(side.hours[:, :DAYS]).sum(axis=1)))
    chosen = [int(at) for at in np.argsort(-free, kind="stable")[:many] if free[at]]
    return [sum(1 << at % A_DAY for at in chosen if at // A_DAY == day) for day in range(DAYS)]
