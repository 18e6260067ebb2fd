"""Two people who must not be brought together; why is kept nowhere."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from contracts.event import Event
from services.matching.domain.derived import derived


class Exclusion(BaseModel):
    model_config = ConfigDict(frozen=True)

    people: tuple[str, str]
    lifted: bool = False


def id_of(one: str, other: str) -> str:
    """The same for both orders."""
    return derived(*sorted((one, other)))


def exclude(state: Exclusion | None, now: datetime, *, one: str, other: str) -> tuple[Exclusion, list[Event]]:
    return Exclusion(people=(min(one, other), max(one, other))), []


def lift(state: Exclusion | None, now: datetime, *, one: str, other: str) -> tuple[Exclusion, list[Event]]:
    return Exclusion(people=(min(one, other), max(one, other)), lifted=True), []
