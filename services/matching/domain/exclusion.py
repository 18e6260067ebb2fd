"""Two people who must not be brought together; why is kept nowhere."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from contracts.event import Event
from contracts.people import ProfileMerged
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


def merged(state: Exclusion | None, event: ProfileMerged, now: datetime) -> tuple[Exclusion | None, list[Event]]:
    """Whoever stays for one of the two is kept apart from the other."""
    if state is None or event.person_id not in state.people:
        return state, []
    one, other = sorted(event.into if each == event.person_id else each for each in state.people)
    return state.model_copy(update={"people": (one, other)}), []
