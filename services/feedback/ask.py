"""Raises what is due for a pair, with the questions that its programme asks on that day."""

from chassis.kind import Cause
from chassis.store import Store
from services.feedback.domain.due import catch_up
from services.feedback.store import FollowUps, questions_of


async def ask(store: Store, pair_id: str) -> None:
    """Everything that is due now, in one decision; the follow-up's version lets one of two pollers win."""
    network = await store.network_of(FollowUps, pair_id)
    if network is None:
        return
    follow_up = await store.get(FollowUps, pair_id, network)
    questions = await questions_of(store, follow_up.programme_id, network)
    await store.change(FollowUps, pair_id, lambda state, now: catch_up(state, now, questions), Cause.clock(network))
