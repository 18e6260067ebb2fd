"""A pair stands still and keeps its place, for one reason or several; it goes on when none is left."""

from datetime import date, datetime

from chassis.errors import Refused
from contracts.pairs import PairPaused, PairResumed
from services.matching.domain.pair import Decided, Pair, living, told, when


class NotPausedByYou(Refused):
    """You have not paused this pair: who did can let it go on."""


def pause(
    state: Pair | None, now: datetime, *, by: str, back_on: date | None, occurred_at: datetime | None = None
) -> Decided:
    """One of the two, or a coordinator, wants a break. Raises PairNotLive."""
    return stand_still(living(state), by, "own-wish", when(occurred_at, now), back_on)


def resume(state: Pair | None, now: datetime, *, by: str, occurred_at: datetime | None = None) -> Decided:
    """Whoever wanted the break is back; a coordinator speaks for both. Raises PairNotLive or NotPausedByYou."""
    state, at = living(state), when(occurred_at, now)
    wished = {who for who, reason in state.pauses.items() if reason == "own-wish" and who in VOICES}
    mine = wished if by == "coordinator" else wished & {by}
    if not mine:
        raise NotPausedByYou
    return go_on(state, mine, at)


VOICES = ("mentor", "mentee", "guardian", "coordinator")


def stand_still(state: Pair, who: str, reason: str, at: datetime, back_on: date | None = None) -> Decided:
    """One reason more; only the first is told."""
    paused = state.model_copy(update={"pauses": state.pauses | {who: reason}})
    if state.pauses:
        return paused, []
    return paused, [told(state, PairPaused, reason=reason, back_on=back_on, occurred_at=at)]


def go_on(state: Pair, who: set[str], at: datetime) -> Decided:
    """Some reasons less; only the last is told."""
    left = {each: reason for each, reason in state.pauses.items() if each not in who}
    resumed = state.model_copy(update={"pauses": left})
    if left or not state.pauses:
        return resumed, []
    return resumed, [told(state, PairResumed, ends_on=state.ends_on, occurred_at=at)]
