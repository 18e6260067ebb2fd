"""Somebody in a spreadsheet, before a school's habits of writing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SEASON = 2026
"""The autumn in which the sample's school year begins."""
IMPORT_DAY = date(SEASON, 9, 7)
"""Day on which coordinators import their files; who is below 18 then is a minor here."""

Level = tuple[str, int]
"""A skill's id and its level, 1 to 4."""
Slot = tuple[int, int, int]
"""Day of the week, 1 Monday to 7 Sunday; start and end in minutes from midnight."""


@dataclass(frozen=True, kw_only=True)
class Guardian:
    """Holder of parental authority."""

    first_name: str
    last_name: str
    email: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """One row. Words are the sample's own codes; a dialect turns them into what a coordinator writes."""

    reference: str
    role: str
    first_name: str
    last_name: str
    birth_date: date
    email: str
    phone: str
    organisation: str
    programmes: tuple[str, ...]
    languages: tuple[str, ...]
    skills: tuple[Level, ...]
    availability: tuple[Slot, ...]
    territory: str
    travel_km: int
    modes: tuple[str, ...]
    source: str
    charter: date | None
    channel: str = "email"
    guardian: Guardian | None = None
    stage: str = ""
    priority: int = 0
    goals: tuple[str, ...] = ()
    consent: date | None = None
    guardian_consent: date | None = None
    proof: str = ""
    places: int = 0
    months: int = 0
    hours: int = 0
    former_employer: str = ""
    trade: str = ""

    @property
    def minor(self) -> bool:
        """Below 18 on the day of the import."""
        born = self.birth_date
        return (born.year + 18, born.month, born.day) > (IMPORT_DAY.year, IMPORT_DAY.month, IMPORT_DAY.day)


def meet(a: Sequence[Slot], b: Sequence[Slot]) -> int:
    """The longest stretch of an ordinary week in which both are free, minutes."""
    shared = [min(x[2], y[2]) - max(x[1], y[1]) for x in a for y in b if x[0] == y[0]]
    return max([0, *shared])
