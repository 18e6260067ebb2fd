"""When people did something, as they tell it."""

from datetime import datetime

from chassis.errors import Refused


class InTheFuture(Refused):
    """Nothing has happened in the future: say when it did."""

    status = 422


def occurred(at: datetime | None, now: datetime) -> datetime:
    """As told, or now. Raises InTheFuture."""
    if at is not None and at > now:
        raise InTheFuture
    return at or now
