"""One cell each: what it says, or why it cannot be taken. Nothing that names a person is ever quoted."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import TypeVar

from contracts.hours import Hours
from contracts.words import SLUG, Competence
from services.profiles.domain.competence import UnknownSkill, skill_id
from services.profiles.domain.skills import Taxonomy, fold

T = TypeVar("T")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
STRETCH = re.compile(r"(\w+)\.? +(\d{1,2})(?:[:hH](\d{2})?)? *[-–—] *(\d{1,2})(?:[:hH](\d{2})?)?")


class Bad(ValueError):
    """Why a cell is refused: a stable code, and what may have been meant."""

    def __init__(self, reason: str, suggestion: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.suggestion = reason, suggestion


def several(text: str) -> list[str]:
    """Several values stand in one cell with `,` or `|` between them."""
    return [part.strip() for part in re.split(r"[,|]", text) if part.strip()]


def day(text: str) -> date:
    """31/12/2026 or 2026-12-31."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise Bad("not-a-day", "31/12/2026")


def slug(text: str) -> str:
    """A reference or a territory's id."""
    if not re.fullmatch(SLUG, text):
        raise Bad("not-a-reference", "letters, digits, dots and hyphens")
    return text


def email(text: str) -> str:
    if not EMAIL.fullmatch(text) or len(text) > 254:
        raise Bad("not-an-email")
    return text


def phone(text: str) -> str:
    """+33639981234, or ten digits with spaces, dots or nothing between."""
    digits = re.sub(r"[ .\u00a0()-]", "", text)
    if re.fullmatch(r"0\d{9}", digits):
        return "+33" + digits[1:]
    if re.fullmatch(r"\+\d{6,15}", digits):
        return digits
    raise Bad("not-a-phone", "06 12 34 56 78")


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number within these bounds."""

    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,6}", text):
            raise Bad("not-a-number")
        if not least <= int(text) <= most:
            raise Bad("out-of-range", f"{least} to {most}")
        return int(text)

    return read


def one_of(words: Mapping[str, T]) -> Callable[[str], T]:
    """One of these words, accents and case aside."""

    def read(text: str) -> T:
        try:
            return words[fold(text)]
        except KeyError:
            raise Bad("unknown-word", ", ".join(sorted({str(value) for value in words.values()}))) from None

    return read


def each_of(words: Mapping[str, T]) -> Callable[[str], tuple[T, ...]]:
    return lambda text: tuple(dict.fromkeys(map(one_of(words), several(text))))


def known(ids: Mapping[str, str], reason: str) -> Callable[[str], str]:
    """An organisation, programme or territory by reference or id."""

    def read(text: str) -> str:
        if text not in ids:
            raise Bad(reason)
        return ids[text]

    return read


def competences(taxonomy: Taxonomy) -> Callable[[str], tuple[Competence, ...]]:
    """`Soudage:3, Maçonnerie:2`, each skill once."""

    def read(text: str) -> tuple[Competence, ...]:
        found = (_competence(part, taxonomy) for part in several(text))
        return tuple({each.skill: each for each in found}.values())

    return read


def _competence(text: str, taxonomy: Taxonomy) -> Competence:
    name, colon, level = text.rpartition(":")
    if not colon:
        raise Bad("level-missing", f"{text}:2")
    try:
        skill = skill_id(name.strip(), taxonomy)
    except UnknownSkill as error:
        raise Bad("unknown-skill", ", ".join(error.near) or None) from error
    if level.strip() not in ("1", "2", "3", "4"):
        raise Bad("level-out-of-range", "1 to 4")
    return Competence(skill=skill, level=int(level))


def hours(weekdays: Mapping[str, str]) -> Callable[[str], tuple[Hours, ...]]:
    """`mer 14:00-17:00`, `Wed 14:00-17:00`, `mercredi 14h–17h30`, several, none overlapping."""

    def read(text: str) -> tuple[Hours, ...]:
        week = sorted((_stretch(part, weekdays) for part in several(text)), key=lambda h: (h.weekday, h.start))
        for one, next_one in pairwise(week):
            if one.weekday == next_one.weekday and one.end > next_one.start:
                raise Bad("hours-overlap")
        return tuple(week)

    return read


def _stretch(text: str, weekdays: Mapping[str, str]) -> Hours:
    found = STRETCH.fullmatch(text)
    if not found or fold(found[1]) not in weekdays:
        raise Bad("not-hours", "mer 14:00-17:00")
    start, end = (f"{int(hour):02d}:{minute or '00'}" for hour, minute in ((found[2], found[3]), (found[4], found[5])))
    if end > "24:00" or start >= "24:00" or max(start[3:], end[3:]) > "59":
        raise Bad("not-hours", "mer 14:00-17:00")
    if end <= start:
        raise Bad("hours-end-before-they-start")
    return Hours(weekday=int(weekdays[fold(found[1])]), start=start, end=end)
