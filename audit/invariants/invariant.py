"""What all invariants have in common."""

from abc import ABC, abstractmethod
from typing import ClassVar

from audit.documents import Document, Lookup, Lot
from audit.lanes import Lane
from audit.records import Record
from audit.verdict import Verdict
from contracts.event import Event

MOST_SUSPECTS = 100_000  # to be asked about again; where more is wrong, it is wrong


class Invariant(ABC):
    """Sees every document, then every record, then every lane, and judges. What grows with them goes into a Spill.

    Services may be at work meanwhile: whatever was seen last may be ahead of what was seen first. So `verdict` asks
    the stores again about what looks wrong, and is asked again itself until it holds or the grace is over.
    """

    name: ClassVar[str]
    hears: ClassVar[tuple[type[Event], ...]] = ()

    def see_document(self, document: Document) -> None:
        """One document, as it was before the streams were read."""

    def see_lot(self, lot: Lot) -> None:
        """One lane in the lot with what stands there, as it was before the streams were read."""

    def see_record(self, record: Record) -> None:
        """One record; those of a partition come in order."""

    def see_event(self, record: Record) -> None:
        """One record that the contracts can read, of a type that the invariant `hears`; perhaps not for the first time.

        A spill brings those of a subject together: in order of sequence the history is whole again.
        """

    def see_lane(self, lane: Lane) -> None:
        """One subject of a sequenced stream, once everything has been read."""

    def conclude(self) -> None:
        """Everything has been seen: go through what was spilled."""

    @abstractmethod
    async def verdict(self, stores: Lookup) -> Verdict:
        """May be asked several times."""
