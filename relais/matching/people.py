"""Students and mentors as the engine takes them, from lines of spreadsheets. Names are not even looked at."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from contracts.hours import Hours
from contracts.words import Competence
from relais.matching.sheet import Sheet
from services.matching.engine.people import Mentee, Mentor, Stretch
from services.profiles.spreadsheet import cells, words
from services.profiles.spreadsheet.reader import Reader
from services.profiles.taxonomy import taxonomy

T = TypeVar("T")

STUDENTS = ("seeks", "availability", "territory")
MENTORS = ("offers", "availability", "territory")
NEVER_FREE: tuple[Stretch, ...] = ()


def students(sheet: Sheet) -> Iterator[Mentee]:
    """One by one, in the order of the file."""
    for reader, id in sheet.readers():
        mentee = Mentee(
            id=id,
            person=f"mentee {id}",
            seeks=reader.get("seeks", _skills, {}),
            tier=reader.get("priority", _priority, 0),
            school=reader.line.cells.get("organisation"),
            **_shared(reader, sheet.role),
        )
        if not reader.refusals:
            yield mentee


def mentors(sheet: Sheet) -> Iterator[Mentor]:
    """One by one, in the order of the file; whoever says nothing of places has one."""
    for reader, id in sheet.readers():
        mentor = Mentor(
            id=id,
            person=f"mentor {id}",
            offers=reader.get("offers", _skills, {}),
            places=reader.get("places", _places, 1),
            **_shared(reader, sheet.role),
        )
        if not reader.refusals:
            yield mentor


def _shared(reader: Reader, role: str) -> dict[str, Any]:
    """What both say, by the engine's names; what a line leaves out is as in an import."""
    if reader.get("role", _role, role) != role:
        reader.refuse("role", "other-role")
    return {
        "languages": reader.get("languages", _languages, frozenset({"fr"})),
        "hours": reader.get("availability", _hours, NEVER_FREE),
        "territory": reader.need("territory", cells.slug, ""),
        "modes": reader.get("modes", _modes, frozenset(words.MODES.values())),
        "travels": reader.get("travel_km", _kilometres, 20) > 0,
    }


def _kept(read: Callable[[str], T]) -> Callable[[str], T]:
    """The same text is read once: many people are free at the same hours."""
    return lru_cache(maxsize=1 << 15)(read)


_role = _kept(cells.one_of(words.ROLES))
_priority = _kept(cells.one_of(words.PRIORITIES))
_places = _kept(cells.whole(0, 50))
_kilometres = _kept(cells.whole(0, 500))
_languages = _kept(lambda text: frozenset(cells.each_of(words.LANGUAGES)(text)))
_modes = _kept(lambda text: frozenset(cells.each_of(words.MODES)(text)))
_hours = _kept(lambda text: stretches(cells.hours(words.WEEKDAYS)(text)))


def _skills(text: str) -> dict[str, int]:
    return {each.skill: each.level for part in cells.several(text) for each in _skill(part)}


@_kept
def _skill(part: str) -> tuple[Competence, ...]:
    return cells.competences(taxonomy())(part)


def stretches(week: Iterable[Hours]) -> tuple[Stretch, ...]:
    """Minutes since Monday 00:00, of sorted hours; those that touch are joined."""
    joined: list[Stretch] = []
    for each in week:
        start, end = ((each.weekday - 1) * 24 * 60 + _minutes(clock) for clock in (each.start, each.end))
        if joined and joined[-1][1] == start:
            start = joined.pop()[0]
        joined.append((start, end))
    return tuple(joined)


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
