"""When people did something, as they tell it."""

from datetime import date, datetime

from chassis.errors import Refused
from services.profiles.domain.birthday import day_of


class InTheFuture(Refused):
    """Nothing has happened in the future: say when it did."""

    status = 422


def occurred(at: datetime | None, now: datetime) -> datetime:
    """As told, or now. Raises InTheFuture."""
    if at is not None and at > now:
        raise InTheFuture
    return at or now


def not_later(day: date, zone: str, now: datetime) -> None:
    """Raises InTheFuture for a day that has not begun there."""
    if day > day_of(now, zone):
        raise InTheFuture
