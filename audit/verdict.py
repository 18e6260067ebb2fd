"""What an invariant says once it has seen everything."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Violation:
    """`what` happened to `id`: an event, a document, a lane or a person. Never content."""

    id: str
    what: str


@dataclass(frozen=True)
class Verdict:
    """`checked` counts what was looked at; `notes` are worth knowing and break nothing."""

    invariant: str
    checked: int
    violations: tuple[Violation, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.violations
