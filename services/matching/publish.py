"""A published round goes out pair by pair. Killed half-way it completes; two at once do the same thing once."""

import asyncio
from datetime import datetime

from chassis.errors import Refused
from chassis.kind import Cause
from chassis.store import Store
from services.matching.domain import round
from services.matching.domain.round import Planned, Round
from services.matching.propose import Wanted, propose
from services.matching.store import Rounds

SIDE_BY_SIDE = 8


async def publish(store: Store, wanted: Round, network: str) -> None:
    """Propose every pair of the preview that was not struck out; one that is not possible any more is skipped."""
    assert wanted.publication
    cause = Cause(network, actor=wanted.publication.by, channel=wanted.publication.channel)
    skipped: dict[str, str] = {}
    room = asyncio.Semaphore(SIDE_BY_SIDE)

    async def send(planned: Planned) -> None:
        async with room:
            try:
                await propose(store, _wanted(wanted, planned), cause)
            except Refused as refusal:
                skipped[planned.pair_id] = refusal.code

    await asyncio.gather(*(send(planned) for planned in wanted.to_propose()))

    def decide(state: Round | None, now: datetime) -> round.Decided:
        assert state
        return round.published(state, now, skipped=skipped)

    await store.change(Rounds, wanted.round_id, decide, cause)


def _wanted(wanted: Round, planned: Planned) -> Wanted:
    return Wanted(planned.pair_id, planned.mentee, planned.mentor, "round", wanted.round_id, planned.reasons)
