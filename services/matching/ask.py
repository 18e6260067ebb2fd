"""Asking for a round: the programme's slot is taken first, then the round is there; its process goes on."""

from datetime import datetime

from chassis.kind import Cause
from chassis.store import Store
from contracts.event import Event
from services.matching.domain import round, slot
from services.matching.domain.programme import Programme
from services.matching.domain.round import Round
from services.matching.domain.slot import Slot
from services.matching.store import Rounds, RoundSlots


async def ask(
    store: Store, cause: Cause, round_id: str, programme: Programme, *, origin: str, asked_by: str | None
) -> Round:
    """Raises slot.RoundUnderWay."""

    def take(state: Slot | None, now: datetime) -> tuple[Slot, list[Event]]:
        return slot.take(state, now, programme_id=programme.programme_id, round_id=round_id)

    def request(state: Round | None, now: datetime) -> round.Decided:
        return round.request(
            state,
            now,
            round_id=round_id,
            programme_id=programme.programme_id,
            origin=origin,
            equity=programme.policy.equity,
            asked_by=asked_by,
        )

    await store.change(RoundSlots, programme.programme_id, take, Cause(cause.network, cause.actor))
    asked = await store.change(Rounds, round_id, request, cause)
    assert asked
    return asked
