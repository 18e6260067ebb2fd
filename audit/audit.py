"""The judge from outside: reads the stores first, then the streams to their end, and says which promises hold."""

import asyncio
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from audit.court import Court
from audit.documents import Lookup, Stores
from audit.effects import EFFECTS
from audit.invariants.bookings import Bookings
from audit.invariants.clearance import Clearance
from audit.invariants.directory import Directory
from audit.invariants.due_dates import DueDates, Promise
from audit.invariants.effects import Effect, Effects
from audit.invariants.invariant import Invariant
from audit.invariants.lots import Lots
from audit.invariants.outboxes import Outboxes
from audit.invariants.owed import OwedReactions
from audit.invariants.places import Places
from audit.invariants.privacy import Privacy
from audit.invariants.projections import Projection, Projections
from audit.invariants.receipts import Receipts
from audit.invariants.sequences import Sequences
from audit.invariants.tenants import Tenants
from audit.network import Network
from audit.projections import PROJECTIONS
from audit.records import Streams
from audit.relais import NAMED, PROMISES, RELAIS
from audit.report import Report
from audit.verdict import Verdict

PAUSE_S = 0.5


@dataclass(frozen=True)
class Promises:
    """What is held against a network. `pages`: logs and metrics, which name nobody either."""

    network: Network = RELAIS
    effects: Sequence[Effect] = EFFECTS
    dates: Sequence[Promise] = PROMISES
    projections: Sequence[Projection] = PROJECTIONS
    named: Collection[tuple[str, str]] = frozenset(NAMED)
    canaries: Sequence[str] = ()
    pages: Iterable[tuple[str, bytes]] = ()
    grace_s: float = 10
    clearance_s: float = 60

    def invariants(self) -> list[Invariant]:
        """All of them, in the order in which they are shown."""
        network = self.network
        return [
            Sequences(network),
            Directory(network),
            Outboxes(network),
            OwedReactions(network),
            Effects(self.effects, self.clearance_s),
            Projections(self.projections),
            Receipts(self.grace_s),
            Places(),
            Bookings(),
            Clearance(self.clearance_s),
            DueDates(network, self.dates),
            Lots(network),
            Tenants(),
            Privacy(network, self.canaries, named=self.named, pages=self.pages),
        ]


async def audit(kafka: str, mongo: str, database: str = "relais", promises: Promises | None = None) -> Report:
    """Audit a network, at work or at rest. `database` is the prefix of the databases.

    What looks unfinished has `grace_s` to settle. A pair may run for `clearance_s` with somebody who is not cleared.
    `canaries` are words that nobody but the directory and the partners' own streams may carry. Memory stays the same
    however much there is to read. Raises KafkaError, PyMongoError.
    """
    promises = promises or Promises()
    court = Court(promises.network, promises.invariants())
    async with Stores(mongo, database) as stores:
        documents = await court.read_stores(stores, promises.network)
        async with Streams(kafka) as streams:
            names = promises.network.streams(await streams.names())
            records = await court.read_streams(streams.records(names))
        court.conclude()
        deadline = time.monotonic() + promises.grace_s
        verdicts = await asyncio.gather(*(_settled(judge, stores, deadline) for judge in court.judges))
    return Report(tuple(verdicts), documents, records)


async def _settled(judge: Invariant, stores: Lookup, deadline: float) -> Verdict:
    """Services may be at work: what is unfinished now may be done in a moment."""
    while True:
        verdict = await judge.verdict(stores)
        if verdict.holds or time.monotonic() >= deadline:
            return verdict
        await asyncio.sleep(PAUSE_S)
