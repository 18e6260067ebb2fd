"""The taxonomy of skills: what people type, found among labels and aliases in French and English."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from rapidfuzz import fuzz

NEAR = 70
"""Likeness, 0 to 100, from which a name is worth a "Vouliez-vous dire… ?"."""
SHORTEST_NEAR = 4
"""Letters below which a name only matches exactly: abbreviations resemble everything."""


class AmbiguousName(ValueError):
    """Two skills claim one name, so nobody could tell which is meant."""


def fold(text: str) -> str:
    """Without case, accents and punctuation, one space between words. Keeps + and #, as in C++."""
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae")
    letters = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(re.findall(r"(?:[^\W_]|[+#])+", letters))


def likeness(typed: str, name: str) -> float:
    """How near two folded texts are, 0 to 100. WRatio alone finds "estime de soi" in "dressage de licornes"."""
    return (fuzz.WRatio(typed, name) + fuzz.token_sort_ratio(typed, name)) / 2


@dataclass(frozen=True, slots=True)
class Skill:
    """Something that one can teach another. `field` is the id of its field, `esco` its URI in ESCO if it has one."""

    id: str
    field: str
    fr: str
    en: str
    aliases: tuple[str, ...] = ()
    esco: str | None = None

    @classmethod
    def parse(cls, entry: Mapping[str, Any]) -> Self:
        """From an entry of `skills.json`; the part of the id before the dot is the field."""
        names = entry.get("aliases", {})
        return cls(
            id=entry["id"],
            field=entry["id"].partition(".")[0],
            fr=entry["fr"],
            en=entry["en"],
            aliases=(*names.get("fr", ()), *names.get("en", ())),
            esco=entry.get("esco"),
        )

    def names(self) -> Iterator[str]:
        """Everything that people may call it, folded; the id is not among them."""
        return map(fold, (self.fr, self.en, *self.aliases))


@dataclass(frozen=True)
class Field:
    """A family of skills, with its label in both languages."""

    id: str
    fr: str
    en: str


@dataclass(frozen=True)
class Taxonomy:
    """All skills. An id, a label or an alias belongs to one of them only."""

    fields: tuple[Field, ...]
    skills: tuple[Skill, ...]

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> Self:
        """From the parsed `skills.json`. Raises AmbiguousName."""
        taxonomy = cls(
            fields=tuple(Field(**entry) for entry in data["fields"]),
            skills=tuple(Skill.parse(entry) for entry in data["skills"]),
        )
        _ = taxonomy._by_name  # an ambiguous taxonomy fails here, not at the first search
        return taxonomy

    def find(self, text: str) -> Skill | None:
        """The skill whose id, label or alias this is, accents and case aside."""
        return self._by_name.get(fold(text))

    def suggest(self, text: str, n: int = 3) -> list[Skill]:
        """At most `n` skills that may have been meant, nearest first; none where nothing is near."""
        typed = fold(text)
        scored = [(likeness(typed, name), name) for name in self._near_names]
        hits = sorted((hit for hit in scored if hit[0] >= NEAR), reverse=True)
        nearest = {self._by_name[name].id: self._by_name[name] for _, name in hits}
        return list(nearest.values())[:n]

    @cached_property
    def _by_name(self) -> dict[str, Skill]:
        owners: dict[str, Skill] = {}
        for skill in self.skills:
            for name in (fold(skill.id), *skill.names()):
                if owners.setdefault(name, skill).id != skill.id:
                    raise AmbiguousName(f"'{name}' names both {owners[name].id} and {skill.id}")
        return owners

    @cached_property
    def _near_names(self) -> list[str]:
        return [name for skill in self.skills for name in skill.names() if len(name) >= SHORTEST_NEAR]
