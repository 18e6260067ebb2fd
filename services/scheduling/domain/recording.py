"""How a meeting went: each side may say, the first word stands, a disagreement is kept until it is settled."""

from datetime import datetime
from typing import Any

from chassis.errors import Refused
from contracts.event import Event
from contracts.sessions import SessionCorrected, SessionHeld, SessionMissed
from services.scheduling.domain.session import Decided, Session, SessionClosed, Word, closed, facts

RECORDED = ("held", "missed")
COORDINATOR = "coordinator"


class NotYetOver(Refused):
    """It has not begun yet: say how it went once it has."""


class NotTheirs(Refused):
    """Only those who take part can have been absent: check the list."""

    status = 422


def say(state: Session, role: str, word: Word, now: datetime) -> Decided:
    """One side says how it went. Raises NotYetOver, NotTheirs or SessionClosed."""
    if state.status not in ("booked", *RECORDED):
        raise SessionClosed
    if now < state.plan.starts_at or word.occurred_at > now:
        raise NotYetOver
    if not set(word.absent) <= set(state.people):
        raise NotTheirs
    known = state.model_copy(update={"words": {**state.words, role: word}})
    return _first(known, role, word, now) if state.status == "booked" else _further(known, word)


def spontaneous(new: Session, role: str, word: Word, now: datetime) -> Decided:
    """They met without a booking."""
    return say(new.model_copy(update={"status": "booked"}), role, word, now)


def correct(state: Session, word: Word) -> Decided:
    """A coordinator puts right what was recorded, and so settles what was disputed."""
    if state.status not in RECORDED:
        raise SessionClosed
    if not set(word.absent) <= set(state.people):
        raise NotTheirs
    return _put_right(state.model_copy(update={"words": {**state.words, COORDINATOR: word}}), word)


def _first(state: Session, role: str, word: Word, now: datetime) -> Decided:
    recorded = _as_it_was(closed(state, word.outcome, now), word)
    return recorded, [_told(recorded, word, role)]


def _further(state: Session, word: Word) -> Decided:
    """Another word: both agree, or one has changed their mind, or they contradict each other. A correction is final."""
    if COORDINATOR in state.words:
        return state, []
    agreed = len({other.outcome for other in state.words.values()}) == 1
    if agreed and (state.disputed or state.status != word.outcome):
        return _put_right(state, word)
    if agreed or state.disputed:
        return state, []
    disputed = state.model_copy(update={"disputed": True})
    role = next(role for role, other in state.words.items() if other.outcome == state.status)
    return disputed, [_told(disputed, state.recorded or word, role)]


def _put_right(state: Session, word: Word) -> Decided:
    before = state.status
    right = _as_it_was(state.model_copy(update={"status": word.outcome, "disputed": False}), word)
    event = SessionCorrected(
        **_as_told(right, word), before=before, outcome=word.outcome, absent=word.absent, occurred_at=word.occurred_at
    )
    return right, [event]


def _as_it_was(state: Session, word: Word) -> Session:
    there = word.outcome == "held"
    participants = tuple(
        p.model_copy(update={"present": p.person_id not in word.absent if there or word.absent else None})
        for p in state.participants
    )
    return state.model_copy(update={"participants": participants, "recorded": word})


def _told(state: Session, word: Word, role: str) -> Event:
    what: dict[str, Any] = {"said_by": role, "disputed": state.disputed, "occurred_at": word.occurred_at}
    if state.status == "held":
        return SessionHeld(**_as_told(state, word), **what)
    return SessionMissed(**_as_told(state, word), absent=word.absent, **what)


def _as_told(state: Session, word: Word) -> dict[str, Any]:
    return {**facts(state), "minutes": word.minutes, "mode": word.mode}
