"""Processes that a due date resumes: sessions of a pair that stands still, and what is due to a session."""

from functools import partial

from chassis.kind import Cause
from chassis.store import Store
from services.scheduling.book import free_what_is_left
from services.scheduling.domain import cancelling, rhythm, waiting
from services.scheduling.store import Rhythms, Sessions, change_session, open_sessions


async def call_off(store: Store, pair_id: str) -> None:
    """Cancel what is booked for a pair that stands still or has ended.

    It looks for sessions after the rhythm has stopped, and a booking looks at the rhythm after its session was
    recorded: whichever comes first, the other sees it.
    """
    network = await store.network_of(Rhythms, pair_id)
    if network is None:
        return
    state, cause = await store.get(Rhythms, pair_id, network), Cause.clock(network)
    if state.calling_off:
        cancel = partial(cancelling.call_off, state.calling_off)
        for each in await open_sessions(store, [pair_id], network):
            await change_session(store, each.session_id, cancel, cause)
    await store.change(Rhythms, pair_id, lambda s, now: rhythm.called_off(s or state, now), cause)


async def resume(store: Store, session_id: str) -> None:
    """What is due to a session; then the hours of a move that was given up."""
    network = await store.network_of(Sessions, session_id)
    if network is None:
        return
    state = await change_session(store, session_id, waiting.catch_up, Cause.clock(network))
    await free_what_is_left(store, state, Cause.clock(network))
