"""Asking for a meeting until it is booked: the hours, or one of several options, then both agendas."""

from datetime import datetime, timedelta

from chassis.errors import Refused
from contracts.sessions import SessionAsked, SessionScheduled
from contracts.words import Asks
from services.scheduling.domain.cancelling import cancel
from services.scheduling.domain.meeting import Plan
from services.scheduling.domain.session import UNANSWERED, Decided, Session, SessionClosed, facts

OPTIONS_UNANSWERED = timedelta(days=7)
REMINDERS_H = (48, 2)


class NotAnOption(Refused):
    """This hour was not proposed, or another has been chosen already: look at the session again."""


def ask(new: Session, options: tuple[datetime, ...], asker: str, now: datetime) -> Decided:
    """Record that a meeting is asked for. With several `options` the other is to choose one."""
    wait = OPTIONS_UNANSWERED if options else UNANSWERED
    until = min(now + wait, max(options, default=now + wait))
    asked = new.model_copy(update={"options": options, "answer_by": until})
    others = [p for p in new.participants if p.person_id != asker] if options else []
    asks = tuple(Asks(whom=p.person_id, role=p.role, what="book", until=until) for p in others)
    return asked, [SessionAsked(**facts(asked), options=options, asks=asks)]


def choose(state: Session, starts_at: datetime, now: datetime) -> Decided:
    """The other chose one of the options, whose hours are now to be taken."""
    if state.status == "asked" and starts_at in state.options:
        plan = state.plan.model_copy(update={"starts_at": starts_at})
        return state.model_copy(update={"plan": plan, "options": (), "answer_by": now + UNANSWERED}), []
    if state.plan.starts_at == starts_at and not state.options and state.status in ("asked", "booked"):
        return state, []
    raise NotAnOption


def book(state: Session, first: bool, now: datetime) -> Decided:
    """Both agendas have given the hours. Raises SessionClosed where it was cancelled meanwhile."""
    if state.status == "booked":
        return state, []
    if state.status != "asked":
        raise SessionClosed
    changes = {"status": "booked", "options": (), "answer_by": None, "reminders": reminders(state.plan, now)}
    booked = state.model_copy(update=changes)
    return booked, [SessionScheduled(**facts(booked), first=first)]


def fail(state: Session, reason: str, now: datetime) -> Decided:
    """Its hours could not be had. What is booked by now stays."""
    return cancel(state, "clock", reason, now) if state.status == "asked" else (state, [])


def reminders(plan: Plan, now: datetime) -> tuple[int, ...]:
    """Those that are still to come, hours before the start."""
    return tuple(hours for hours in REMINDERS_H if plan.starts_at - timedelta(hours=hours) > now)
