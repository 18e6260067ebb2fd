"""What all invariants have in common."""

from abc import ABC, abstractmethod
from typing import ClassVar

from audit.documents import Document, Lookup, Lot
from audit.records import Record
from audit.verdict import Verdict


class Invariant(ABC):
    """Sees every document, then every record, keeping small counters only, then judges.

    Services may be at work meanwhile: whatever was seen last may be ahead of what was seen first. So `verdict` asks
    the stores again about what looks wrong, and is asked again itself until it holds or the grace is over.
    """

    name: ClassVar[str]

    def see_document(self, document: Document) -> None:
        """One document, as it was before the streams were read."""

    def see_lot(self, lot: Lot) -> None:
        """One lane in the lot, as it was before the streams were read."""

    def see_record(self, record: Record) -> None:
        """One record; those of a partition come in order."""

    def see_event(self, record: Record) -> None:
        """One record that is no duplicate; those of a subject come in order of sequence."""

    @abstractmethod
    async def verdict(self, stores: Lookup) -> Verdict:
        """May be asked several times."""
