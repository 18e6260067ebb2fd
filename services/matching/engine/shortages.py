"""Where mentors are missing: what is looked for against the places of those who offer it."""

from collections import Counter

from services.matching.engine.people import Pool, Shortage

LEAST = 5  # fewer are not shown: they might single somebody out
MOST = 200


def shortages(pool: Pool) -> tuple[Shortage, ...]:
    """The greatest first: by skill, by territory, and by both."""
    wanted: Counter[tuple[str | None, str | None]] = Counter()
    offered: Counter[tuple[str | None, str | None]] = Counter()
    for mentee in pool.mentees:
        wanted.update(_cells(mentee.seeks, mentee.territory))
    for mentor in pool.mentors:
        for cell in _cells(mentor.offers, mentor.territory):
            offered[cell] += mentor.places
    short = [
        Shortage(skill, territory, number, offered[skill, territory])
        for (skill, territory), number in wanted.items()
        if number >= LEAST and number > offered[skill, territory]
    ]
    short.sort(key=lambda s: (s.offered - s.wanted, s.skill or "", s.territory or ""))
    return tuple(short[:MOST])


def _cells(skills: dict[str, int], territory: str) -> list[tuple[str | None, str | None]]:
    return [(None, territory), *((skill, None) for skill in skills), *((skill, territory) for skill in skills)]
