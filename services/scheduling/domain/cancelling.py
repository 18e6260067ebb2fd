"""Calling a session off: somebody does, or the pair stands still."""

from datetime import datetime

from contracts.sessions import SessionCancelled
from services.scheduling.domain.session import Decided, Session, SessionClosed, SessionOver, closed, facts


def cancel(state: Session, by: str, reason: str, occurred_at: datetime) -> Decided:
    """Call it off. Cancelling twice is cancelling once."""
    if state.status == "cancelled":
        return state, []
    if state.status not in ("asked", "booked"):
        raise SessionClosed
    cancelled = closed(state, "cancelled", now=occurred_at)
    neutral = "own-wish" if reason == "unwell" else reason  # nobody's health is told
    return cancelled, [SessionCancelled(**facts(cancelled), by=by, reason=neutral, occurred_at=occurred_at)]


def cancel_in_time(state: Session, by: str, reason: str, now: datetime) -> Decided:
    """Somebody calls it off. Raises SessionOver once it has begun."""
    if state.status == "booked" and state.plan.starts_at <= now:
        raise SessionOver
    return cancel(state, by, reason, now)


def call_off(reason: str, state: Session, now: datetime) -> Decided:
    """The pair stands still or has ended. What has begun stays, to be recorded."""
    if state.status == "asked" or (state.status == "booked" and state.plan.starts_at > now):
        return cancel(state, "clock", reason, now)
    return state, []
