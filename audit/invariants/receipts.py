"""Every company reads what became of what it sent."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache, partial

from audit.documents import Lookup
from audit.invariants.invariant import Invariant
from audit.network import is_of
from audit.records import Record
from audit.verdict import Verdict, Violation
from contracts.partners import INBOUND, Receipt

QUOTED = 200  # characters of a ce_id that a receipt repeats
Sent = tuple[str, str]  # the inbound stream, and ce_id or the position


class Receipts(Invariant):
    """Every record of a partner has one receipt, accepted or rejected, because silence would make it send again.

    A second record with the same `ce_source` and `ce_id` is a duplicate and has no receipt of its own. A
    receipt of a record that the inbound stream no longer keeps is passed over, and so is a record that came within
    the grace before the audit, or since: its receipt may be on its way.
    """

    name = "receipts"

    def __init__(self, grace_s: float, clock: Callable[[], float] = time.time) -> None:
        self._before = clock() - grace_s
        self._is_inbound = cache(partial(is_of, INBOUND))
        self._sent: dict[Sent, set[tuple[str, str]]] = defaultdict(set)  # source and ce_id by what a receipt quotes
        self._positions: dict[Sent, str] = {}
        self._receipts: dict[Sent, int] = Counter()

    def see_record(self, record: Record) -> None:
        if self._is_inbound(record.stream) and record.written_at < self._before:
            at = _at(record.partition, record.offset)
            ce_id = record.headers.get("ce_id") or at
            sent = (record.stream, ce_id[:QUOTED])
            self._sent[sent].add((record.headers.get("ce_source", at), ce_id))
            self._positions.setdefault(sent, record.position)

    def see_event(self, record: Record) -> None:
        receipt = record.event
        if isinstance(receipt, Receipt):
            stream = INBOUND.of(receipt.partner).name
            self._receipts[stream, receipt.ce_id or _at(receipt.partition, receipt.offset)] += 1

    async def verdict(self, stores: Lookup) -> Verdict:
        """What waits in the lot has its receipt later."""
        standing = {
            lot.stream + _at(entry.partition, entry.offset)
            for lot in await stores.lots("profiles")
            for entry in lot.entries
        }
        found = []
        for sent, sources in self._sent.items():
            count, position = self._receipts[sent], self._positions[sent]
            if count != len(sources) and position not in standing:
                found.append(Violation(position, f"{count} receipts, {len(sources)} owed"))
        return Verdict(self.name, len(self._sent), tuple(sorted(found)))


def _at(partition: int, offset: int) -> str:
    return f"[{partition}]@{offset}"
