"""What a decision may answer instead of a change."""

import re
from typing import TypeVar

T = TypeVar("T")


class Refused(Exception):
    """A rule says no. Subclasses are named as facts (`NothingToOffer`); the text says what to do about it.

    The text carries no personal data: it is logged, answered, and kept with what is parked.
    """

    status = 409

    @property
    def code(self) -> str:
        """The class name with hyphens: `nothing-to-offer`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()


class NotYet(Exception):
    """Something that must come first, on another stream, has not come: wait, then try again."""


class NotFound(Refused):
    """No such thing for this caller; unknown and foreign alike."""

    status = 404


def found(thing: T | None, text: str = "There is no such thing here.") -> T:
    """What must be there. Raises NotFound."""
    if thing is None:
        raise NotFound(text)
    return thing


class Taken(Refused):
    """Another document has the same unique key."""


class KeyReused(Refused):
    """The Idempotency-Key belongs to another command: use a new key for a new command."""

    status = 422


class EventRefused(Refused):
    """An event too large, or for a stream that its aggregate does not publish on."""


class Congested(Exception):
    """Too much waits to be published: try again later."""


class Gap(Exception):
    """An event came before its predecessor of the same aggregate."""


class Transient(Exception):
    """The store or the broker does not answer: nothing is wrong with the work itself."""
