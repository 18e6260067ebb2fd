"""Moving a session: the new hours are taken first, then it moves, then the old ones are free."""

from datetime import datetime

from contracts.sessions import SessionMoved
from services.scheduling.domain.asking import reminders
from services.scheduling.domain.meeting import Plan
from services.scheduling.domain.session import (
    UNANSWERED,
    Decided,
    Moving,
    Session,
    SessionClosed,
    SessionOver,
    facts,
    stay,
)


def ask_move(state: Session, plan: Plan, by: str, now: datetime) -> Decided:
    """Record the plan to which it is to move; its hours are taken next. Of two moves the later one counts."""
    if state.status != "booked":
        raise SessionClosed
    if state.plan.starts_at <= now:
        raise SessionOver
    if state.moving and state.moving.plan == plan:
        return state, []
    revision = state.last_revision + 1
    moving = Moving(revision=revision, plan=plan, by=by, until=now + UNANSWERED)
    return stay(state, now).model_copy(update={"moving": moving, "last_revision": revision}), []


def move(state: Session, revision: int, now: datetime) -> Decided:
    """Both agendas have given the new hours. Raises SessionClosed where the move was given up meanwhile."""
    if state.revision == revision:
        return state, []
    moving = state.moving
    if moving is None or moving.revision != revision or state.status != "booked":
        raise SessionClosed
    before = state.plan.starts_at
    changes = {"plan": moving.plan, "revision": revision, "moving": None, "reminders": reminders(moving.plan, now)}
    moved = state.model_copy(update={**changes, "asked_how_it_went": 0})
    return moved, [SessionMoved(**facts(moved), moved_from=before, by=moving.by)]


def give_up(state: Session, revision: int, now: datetime) -> Decided:
    """The new hours cannot be had: the old plan stays."""
    if state.moving is None or state.moving.revision != revision:
        return state, []
    return stay(state, now), []


def freed(state: Session, revision: int) -> Decided:
    """The hours of a plan that was given up are free again."""
    left = tuple(other for other in state.left if other != revision)
    return state.model_copy(update={"left": left, "left_since": state.left_since if left else None}), []
