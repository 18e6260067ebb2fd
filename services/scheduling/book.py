"""Taking hours of two agendas for a session: recorded first, taken next, finished last; every step may be repeated."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from chassis.errors import Refused
from chassis.kind import Cause
from chassis.store import Store
from services.scheduling.domain import agenda, asking, moving
from services.scheduling.domain.meeting import Plan
from services.scheduling.domain.rhythm import PairNotLive
from services.scheduling.domain.session import Decided, Session
from services.scheduling.store import Agendas, Rhythms, change_session

REASONS: dict[type[Refused], str] = {PairNotLive: "pair-paused", agenda.NotTakingPart: "suspended"}


async def check_free(store: Store, wanted: Session, plan: Plan, network: str) -> None:
    """Raises what the agendas would: nothing is recorded for hours that are known to be taken."""
    hours, now = wanted.hours(wanted.last_revision + 1, plan), store.clock.now()
    for draft in (await store.load(Agendas, wanted.people)).values():
        draft.belongs(network)
        agenda.check(draft.state, hours, now)


async def book(store: Store, asked: Session, cause: Cause) -> Session:
    """Take the hours of a session that was asked for. Raises Refused, after which it is cancelled."""
    step = replace(cause, key=None)
    if asked.status == "booked":
        return asked
    try:
        await _take(store, asked, asked.revision, asked.plan, step)
        rhythm = await store.get(Rhythms, asked.pair_id, cause.network)  # after the session was recorded, see call_off
        rhythm.check_live()
        first = not rhythm.held and not rhythm.booked
        return await change_session(store, asked.session_id, lambda s, now: asking.book(s, first, now), step)
    except Refused as refusal:
        reason = REASONS.get(type(refusal), "hours-taken")
        state = await change_session(store, asked.session_id, lambda s, now: asking.fail(s, reason, now), step)
        if state.status == "cancelled":
            await give_back(store, state, None, step)
        if state.status == "booked":  # the same command, repeated, was faster
            return state
        raise


async def move(store: Store, asked: Session, cause: Cause) -> Session:
    """Take the hours of the plan to which a session is to move. Raises Refused, after which it stays where it was."""
    step, wanted = replace(cause, key=None), asked.moving
    if wanted is None:
        return asked
    revision = wanted.revision
    try:
        await _take(store, asked, revision, wanted.plan, step)
        return await change_session(store, asked.session_id, lambda s, now: moving.move(s, revision, now), step)
    except Refused:
        state = await change_session(store, asked.session_id, lambda s, now: moving.give_up(s, revision, now), step)
        await free_what_is_left(store, state, step)
        raise


async def free_what_is_left(store: Store, state: Session, step: Cause) -> None:
    """Give back the hours of plans that were given up, then say so."""
    for revision in state.left:
        await give_back(store, state, revision, step)
        await change_session(store, state.session_id, partial(_freed, revision), step)


async def give_back(store: Store, state: Session, revision: int | None, step: Cause) -> None:
    """In both agendas, with a tombstone in each."""

    def decide(found: agenda.Agenda | None, now: datetime) -> agenda.Decided:
        return agenda.give_back(found, state.session_id, revision, now)

    for person in sorted(state.people):
        await store.change(Agendas, person, decide, step)


async def _take(store: Store, state: Session, revision: int, plan: Plan, step: Cause) -> None:
    hours = state.hours(revision, plan)
    for person in sorted(state.people):
        await store.change(Agendas, person, lambda found, now: agenda.take(found, hours, now), step)


def _freed(revision: int, state: Session, now: datetime) -> Decided:
    return moving.freed(state, revision)
