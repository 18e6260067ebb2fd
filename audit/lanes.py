"""Everything about one subject of one stream, once all has been read: its events, who decided them, who heard them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from audit.documents import Document, lane
from audit.network import Hearing, Network, Publishing
from audit.records import Record
from audit.spill import Spill
from contracts.stream import Stream

EVENT, DECIDED, HEARD = 0, 1, 2
APART = "\n"  # in no name of a stream


@dataclass(slots=True)
class Told:
    """An event as it stands on the stream. Equal `body`: said again, word for word."""

    sequence: int
    body: int
    network: str
    partition: int


@dataclass(slots=True)
class Lane:
    """One subject. `told` in the order of the stream, duplicates too; `heard` by who hears: how far, in whose network.

    `stream` as it is declared: one partner's goes by the name of all. `owed` is the last sequence that ought to stand
    there, None where no document publishes under this id; `erased`: it was a tombstone.
    """

    stream: str
    subject: str
    told: list[Told] = field(default_factory=list)
    owed: int | None = None
    network: str | None = None
    erased: bool = False
    heard: dict[int, tuple[int, str | None]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.stream}/{self.subject}"

    @property
    def last(self) -> int:
        """The highest sequence that was told; 0 where none."""
        return max((each.sequence for each in self.told), default=0)


class Lanes:
    """Collects what belongs together. Unsequenced streams, those of strangers, have no lanes."""

    def __init__(self, network: Network) -> None:
        self._spill = Spill(5)
        self._network = network
        self._publishing: dict[tuple[str, str], list[Publishing]] = {}
        for party in network.publishing:
            self._publishing.setdefault((party.service, party.collection), []).append(party)
        self._hearing: dict[tuple[str, str], list[tuple[int, Hearing]]] = {}
        for number, hearing in enumerate(network.hearing):
            if hearing.stream.sequenced and hearing.stream.cleanup != "compact":
                self._hearing.setdefault((hearing.service, hearing.collection), []).append((number, hearing))
        self.declared = cache(self._declared)

    def _declared(self, stream: str) -> Stream | None:
        """The stream's declaration, where it has lanes."""
        party = self._network.publisher(stream)
        known = party.stream if party else self._network.stream(stream)
        return known if known and known.sequenced else None

    def see_document(self, document: Document) -> None:
        place = (document.service, document.collection)
        for party in self._publishing.get(place, ()):
            if document.sequence:
                owed = document.pending[0] - 1 if document.pending else document.sequence
                row = (DECIDED, owed, int(document.erased), document.network, 0)
                self._spill.add(f"{party.stream.name}{APART}{document.id}", *row)
        for number, hearing in self._hearing.get(place, ()):
            if heard := document.applied.get(lane(hearing.stream.name, document.id)):
                row = (HEARD, number, heard, document.network, 0)
                self._spill.add(f"{hearing.stream.name}{APART}{document.id}", *row)

    def see_record(self, record: Record) -> None:
        stream = self.declared(record.stream)
        if stream and record.sequence and record.key == record.subject:
            network = record.headers.get("ce_network", "")
            row = (EVENT, record.sequence, record.body, network, record.partition)
            self._spill.add(f"{stream.name}{APART}{record.subject}", *row)

    def all(self) -> Iterator[Lane]:
        """One after another, by stream and subject."""
        for key, rows in self._spill.groups():
            stream, _, subject = key.partition(APART)
            found = Lane(stream, subject)
            for what, number, value, network, partition in rows:
                if what == EVENT:
                    found.told.append(Told(number, value, network, partition))
                elif what == DECIDED:
                    found.owed, found.erased, found.network = number, bool(value), network
                else:
                    found.heard[number] = (value, network)
            yield found
