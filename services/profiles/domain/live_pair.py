"""Which pairs live, and of whom: as long as one does, its programme stays open and the two know each other."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from contracts.pairs import PairEnded, PairFormed, PairResumed, Side


class LivePair(BaseModel):
    """A pair as far as profiles needs to know it; `mentor` and `mentee` as long as it lives."""

    model_config = ConfigDict(frozen=True)

    programme_id: str
    lives: bool
    mentor: Side | None = None
    mentee: Side | None = None


def goes_on(state: LivePair | None, event: PairFormed | PairResumed, now: datetime) -> tuple[LivePair | None, Any]:
    return LivePair(programme_id=event.programme_id, lives=True, mentor=event.mentor, mentee=event.mentee), []


def ended(state: LivePair | None, event: PairEnded, now: datetime) -> tuple[LivePair | None, Any]:
    return LivePair(programme_id=event.programme_id, lives=False), []
