"""Every company reads what became of what it sent."""

import time
from collections.abc import Callable
from functools import cache, partial
from typing import ClassVar

from audit.documents import Lookup
from audit.invariants.invariant import MOST_SUSPECTS, Invariant
from audit.network import is_of
from audit.records import Record
from audit.spill import Spill
from audit.verdict import Found, Verdict
from contracts.event import Event
from contracts.partners import INBOUND, Receipt

QUOTED = 200  # characters of a ce_id that a receipt repeats


class Receipts(Invariant):
    """Every record of a partner has one receipt, accepted or rejected, because silence would make it send again.

    A second record with the same `ce_source` and `ce_id` is a duplicate and has no receipt of its own. A
    receipt of a record that the inbound stream no longer keeps is passed over, and so is a record that came within
    the grace before the audit, or since: its receipt may be on its way.
    """

    name = "receipts"
    hears: ClassVar[tuple[type[Event], ...]] = (Receipt,)

    def __init__(self, grace_s: float, clock: Callable[[], float] = time.time) -> None:
        self._before = clock() - grace_s
        self._is_inbound = cache(partial(is_of, INBOUND))
        self._spill = Spill(3)  # by what a receipt quotes: source, ce_id and position, or which receipt
        self._wrong: dict[str, tuple[int, int]] = {}  # by position: receipts, and how many are owed
        self._checked = 0

    def see_record(self, record: Record) -> None:
        if self._is_inbound(record.stream) and record.written_at < self._before:
            at = _at(record.partition, record.offset)
            ce_id = record.headers.get("ce_id") or at
            source = record.headers.get("ce_source", at)
            self._spill.add(f"{record.stream}\n{ce_id[:QUOTED]}", source, ce_id, record.position)

    def see_event(self, record: Record) -> None:
        receipt = record.event
        if isinstance(receipt, Receipt):
            quoted = receipt.ce_id or _at(receipt.partition, receipt.offset)
            told = f"{record.subject}/{record.sequence}"
            self._spill.add(f"{INBOUND.of(receipt.partner).name}\n{quoted}", None, told, None)

    def conclude(self) -> None:
        for _, rows in self._spill.groups():
            sent = {(source, ce_id) for source, ce_id, position in rows if position is not None}
            count = len({told for _, told, position in rows if position is None})
            self._checked += bool(sent)
            if sent and count != len(sent):
                position = next(row[2] for row in rows if row[2] is not None)
                if len(self._wrong) < MOST_SUSPECTS:
                    self._wrong[position] = (count, len(sent))

    async def verdict(self, stores: Lookup) -> Verdict:
        """What waits in the lot has its receipt later."""
        lots = await stores.lots("profiles") if self._wrong else ()
        standing = {f"{lot.stream}{_at(entry.partition, entry.offset)}" for lot in lots for entry in lot.entries}
        found = Found()
        for position, (count, owed) in self._wrong.items():
            if position not in standing:
                found.add(position, f"{count} receipts, {owed} owed")
        return Verdict.of(self.name, self._checked, found)


def _at(partition: int, offset: int) -> str:
    return f"[{partition}]@{offset}"
