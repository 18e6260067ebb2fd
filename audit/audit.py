"""The judge from outside: reads the stores first, then the streams to their end, and says which promises hold."""

import asyncio
import time
from collections.abc import Sequence

from audit.documents import Lookup, Stores
from audit.ends import Ends
from audit.invariants.bookings import Bookings
from audit.invariants.clearance import Clearance
from audit.invariants.directory import Directory
from audit.invariants.due_dates import DueDates
from audit.invariants.effects import Effect, Effects
from audit.invariants.invariant import Invariant
from audit.invariants.lots import Lots
from audit.invariants.outboxes import Outboxes
from audit.invariants.owed import OwedReactions
from audit.invariants.places import Places
from audit.invariants.privacy import Privacy
from audit.invariants.receipts import Receipts
from audit.invariants.sequences import Sequences
from audit.network import Network
from audit.records import Streams
from audit.relais import EFFECTS, RELAIS
from audit.report import Report
from audit.verdict import Verdict

PAUSE_S = 0.5


def invariants(
    network: Network,
    effects: Sequence[Effect],
    ends: Ends,
    *,
    canaries: Sequence[str],
    grace_s: float,
    clearance_s: float,
) -> list[Invariant]:
    """All of them, in the order in which they are shown."""
    return [
        Sequences(network),
        Directory(network),
        Outboxes(network),
        OwedReactions(network, ends),
        Effects(effects),
        Receipts(grace_s),
        Places(),
        Bookings(),
        Clearance(clearance_s),
        DueDates(network),
        Lots(network, ends),
        Privacy(network, canaries),
    ]


async def audit(
    kafka: str,
    mongo: str,
    database: str = "relais",
    *,
    grace_s: float = 10,
    clearance_s: float = 60,
    canaries: Sequence[str] = (),
    network: Network = RELAIS,
    effects: Sequence[Effect] = EFFECTS,
) -> Report:
    """Audit a network, at work or at rest. `database` is the prefix of the databases.

    What looks unfinished has `grace_s` to settle. A pair may run for `clearance_s` with somebody who is not cleared.
    `canaries` are words that no open stream may carry. Raises KafkaError, PyMongoError.
    """
    ends = Ends(network)
    judges = invariants(network, effects, ends, canaries=canaries, grace_s=grace_s, clearance_s=clearance_s)
    async with Stores(mongo, database) as stores:
        documents = await _read_stores(stores, network, judges)
        records = await _read_streams(kafka, network, judges, ends)
        deadline = time.monotonic() + grace_s
        verdicts = await asyncio.gather(*(_settled(judge, stores, deadline) for judge in judges))
    return Report(tuple(verdicts), documents, records)


async def _read_stores(stores: Stores, network: Network, judges: Sequence[Invariant]) -> int:
    count = 0
    for service in network.services:
        async for document in stores.everything(service):
            count += 1
            for judge in judges:
                judge.see_document(document)
        for lot in await stores.lots(service):
            for judge in judges:
                judge.see_lot(lot)
    return count


async def _read_streams(kafka: str, network: Network, judges: Sequence[Invariant], ends: Ends) -> int:
    count = 0
    async with Streams(kafka) as streams:
        async for record in streams.records(network.streams(await streams.names())):
            count += 1
            new = ends.see(record)
            for judge in judges:
                judge.see_record(record)
                if new:
                    judge.see_event(record)
    return count


async def _settled(judge: Invariant, stores: Lookup, deadline: float) -> Verdict:
    """Services may be at work: what is unfinished now may be done in a moment."""
    while True:
        verdict = await judge.verdict(stores)
        if verdict.holds or time.monotonic() >= deadline:
            return verdict
        await asyncio.sleep(PAUSE_S)
