"""What must be heard before a story counts as shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sample.play.stream import Heard

Sign = Callable[[Heard], bool]


def told(type: str, about: str | None = None, by: str | None = None, **facts: Any) -> Sign:
    """An event of this type about this id, in this person's name (`by`, recorded by another), saying these facts."""

    def heard(event: Heard) -> bool:
        fits = event.type == type and about in (None, event.subject) and by in (None, event.on_behalf)
        return fits and all(event.data.get(name) == value for name, value in facts.items())

    return heard


@dataclass
class Proof:
    """The signs that are still to be heard, in any order: between streams there is none."""

    what: str
    how: str
    signs: list[Sign]

    def complete(self, event: Heard) -> bool:
        """Whether this event was the last sign. One event is one sign."""
        found = next((sign for sign in self.signs if sign(event)), None)
        if found:
            self.signs.remove(found)
        return not self.signs
