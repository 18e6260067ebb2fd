"""What an invariant says once it has seen everything."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

LISTED = 10_000


@dataclass(frozen=True, order=True)
class Violation:
    """`what` happened to `id`: an event, a document, a lane or a person. Never content."""

    id: str
    what: str


class Found:
    """Violations, each once; where everything is wrong, most of them are only counted."""

    def __init__(self) -> None:
        self.listed: set[Violation] = set()
        self.unlisted = 0

    def add(self, id: str, what: str) -> None:
        violation = Violation(id, what)
        if violation not in self.listed:
            if len(self.listed) < LISTED:
                self.listed.add(violation)
            else:
                self.unlisted += 1

    def and_more(self, others: "Found") -> "Found":
        both = Found()
        both.listed, both.unlisted = self.listed | others.listed, self.unlisted + others.unlisted
        return both


@dataclass(frozen=True)
class Verdict:
    """`checked` counts what was looked at; `notes` are worth knowing and break nothing; `unlisted` violations more."""

    invariant: str
    checked: int
    violations: tuple[Violation, ...] = ()
    notes: tuple[str, ...] = ()
    unlisted: int = 0

    @classmethod
    def of(cls, invariant: str, checked: int, found: Found, notes: Iterable[str] = ()) -> Self:
        return cls(invariant, checked, tuple(sorted(found.listed)), tuple(notes), found.unlisted)

    @property
    def holds(self) -> bool:
        return not self.violations

    @property
    def count(self) -> int:
        return len(self.violations) + self.unlisted
