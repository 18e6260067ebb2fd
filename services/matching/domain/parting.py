"""How a pair ends: as planned or early, without accusing; renewed before, or taken back after."""

from datetime import date, datetime, timedelta

from chassis.errors import Refused
from contracts.event import Event
from contracts.pairs import PairEnded, PairEnding, PairRenewed, PairResumed
from services.matching.domain.calendar_days import day_of
from services.matching.domain.pair import Decided, Ending, Pair, living, told, when

REVIVED_FOR = timedelta(days=28)  # least time that a pair has left whose ending was taken back


class NothingToUndo(Refused):
    """There is no ending that can be taken back: the time for it has passed, or nobody ended the pair by mistake."""


class NoLaterDay(Refused):
    """The new last day is not later than the planned one."""

    status = 422


class NoSuchLastDay(Refused):
    """The last day lies before today or after the planned end."""

    status = 422


def end_early(
    state: Pair | None,
    now: datetime,
    *,
    by: str,
    reason: str,
    rematch_wanted: bool,
    last_day: date | None = None,
    occurred_at: datetime | None = None,
) -> Decided:
    """Either side, or a coordinator, ends it: now, or with a goodbye until `last_day`. Raises PairNotLive."""
    state, at = living(state), when(occurred_at, now)
    today = day_of(now, state.zone)
    if last_day and (last_day < today or (state.ends_on and last_day > state.ends_on)):
        raise NoSuchLastDay
    ending = Ending(kind="early", by=by, reason=reason, rematch_wanted=rematch_wanted, on=last_day or today)
    if last_day is None or last_day == today or state.pauses:
        return over(state, ending, now, at)
    asks = tuple(ask for voice in ("mentor", "mentee") for ask in state.asked(voice, "say-goodbye"))
    event = told(state, PairEnding, kind="early", by=by, ends_on=last_day, occurred_at=at, asks=asks)
    return state.model_copy(update={"status": "ending", "ending": ending}), [event]


def over(state: Pair, ending: Ending, now: datetime, occurred_at: datetime, *, undo: bool = True) -> Decided:
    """They part. `undo`: whether it can have been a mistake."""
    known = state.circumstances
    until = now + timedelta(days=known.grace_days) if undo and known.grace_days else None
    ending = ending.model_copy(update={"undo_until": until})
    event = told(
        state,
        PairEnded,
        kind=ending.kind,
        by=ending.by,
        reason=ending.reason,
        rematch_wanted=ending.rematch_wanted,
        undo_until=until,
        territory=known.territory,
        priority=known.priority,
        occurred_at=occurred_at,
    )
    return state.model_copy(update={"status": "ended", "ending": ending}), [event]


def time_comes(state: Pair, instant: datetime) -> Decided:
    """A goodbye is asked for when the planned end is near; then the end. A pair that stands still just ends."""
    assert state.ends_on
    planned = Ending(kind="planned", by="clock", reason="time-up", rematch_wanted=False, on=state.ends_on)
    if state.status == "ending" or state.pauses:
        return over(state, state.ending or planned, instant, instant)
    asks = tuple(ask for voice in ("mentor", "mentee") for ask in state.asked(voice, "say-goodbye"))
    event = told(state, PairEnding, kind="planned", by="clock", ends_on=state.ends_on, occurred_at=instant, asks=asks)
    return state.model_copy(update={"status": "ending", "ending": planned}), [event]


def undo(state: Pair | None, now: datetime, *, by: str, occurred_at: datetime | None = None) -> Decided:
    """Take an ending back: who brought it about, or a coordinator. Raises NothingToUndo."""
    if not undoable(state, now, by):
        raise NothingToUndo
    assert state and state.ends_on
    ends_on = state.ends_on
    if state.status == "ended":
        ends_on = max(ends_on, day_of(now + REVIVED_FOR, state.zone))
    back = state.model_copy(update={"status": "formed", "ending": None, "ends_on": ends_on, "pauses": {}})
    event = told(state, PairResumed, undone=True, ends_on=ends_on, occurred_at=when(occurred_at, now))
    return back, [event]


def undoable(state: Pair | None, now: datetime, by: str) -> bool:
    """Whether this voice can take the ending back now."""
    if state is None or state.ending is None or by not in ("coordinator", state.ending.by):
        return False
    if state.status == "ending":
        return state.ending.kind == "early"
    return state.status == "ended" and state.ending.undo_until is not None and now < state.ending.undo_until


def renew(state: Pair | None, now: datetime, *, ends_on: date, occurred_at: datetime | None = None) -> Decided:
    """The two go on for longer; an end in sight is off. Raises PairNotLive or NoLaterDay."""
    state, at = living(state), when(occurred_at, now)
    if state.ends_on == ends_on and state.status == "formed":
        return state, []
    if state.ends_on and ends_on <= state.ends_on:
        raise NoLaterDay
    longer = state.model_copy(update={"status": "formed", "ending": None, "ends_on": ends_on})
    events: list[Event] = [told(state, PairRenewed, ends_on=ends_on, occurred_at=at)]
    return longer, events
