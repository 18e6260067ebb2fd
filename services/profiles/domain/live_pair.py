"""Which pairs of a programme live: as long as one does, the programme stays open."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from contracts.pairs import PairEnded, PairFormed, PairResumed


class LivePair(BaseModel):
    """A pair as far as profiles needs to know it."""

    model_config = ConfigDict(frozen=True)

    programme_id: str
    lives: bool


def goes_on(state: LivePair | None, event: PairFormed | PairResumed, now: datetime) -> tuple[LivePair | None, Any]:
    return LivePair(programme_id=event.programme_id, lives=True), []


def ended(state: LivePair | None, event: PairEnded, now: datetime) -> tuple[LivePair | None, Any]:
    return LivePair(programme_id=event.programme_id, lives=False), []
