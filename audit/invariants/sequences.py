"""Nothing lost, nothing out of order, nothing said twice in different words."""

from collections.abc import Iterable
from functools import cache

from audit.documents import Lookup
from audit.invariants.form import fault
from audit.invariants.invariant import MOST_SUSPECTS, Invariant
from audit.lanes import Lane
from audit.network import Network, Publishing
from audit.partition import partition_of
from audit.records import Record
from audit.verdict import Found, Verdict

MOST_SKIPPED = 100_000


class History:
    """The sequences of one subject as they came, from `first` on."""

    def __init__(self, first: int) -> None:
        self.last = first - 1
        self.bodies: dict[int, int] = {}
        self.missing: set[int] = set()
        self.duplicates = 0

    def hear(self, sequence: int, body: int) -> str | None:
        """What is wrong with hearing it now. A hole shows at the end only: it may yet be filled, too late."""
        if sequence > self.last + MOST_SKIPPED:
            return f"leaps from {self.last}"
        known = self.bodies.setdefault(sequence, body)
        if sequence > self.last:
            self.missing.update(range(self.last + 1, sequence))
            self.last = sequence
            return None
        if sequence in self.missing:
            self.missing.discard(sequence)
            return "came after its successor"
        self.duplicates += 1
        return None if known == body else "two different events have this id"


class Sequences(Invariant):
    """Every version of a document has its events on its stream, once and in order, because readers count them."""

    name = "sequences"

    def __init__(self, network: Network) -> None:
        self._parties = {p.stream.name: p for p in network.publishing if p.stream.cleanup != "compact"}
        self._places: dict[str, list[Publishing]] = {}
        for party in network.publishing:
            self._places.setdefault(party.stream.name, []).append(party)
        self._publisher = cache(network.publisher)
        self._ahead: dict[str, dict[str, int]] = {}
        self._found = Found()
        self._checked = self._duplicates = self._foreign = 0

    def see_record(self, record: Record) -> None:
        party = self._publisher(record.stream)
        if party is None or party.stream.cleanup == "compact":
            return
        if not record.sequence or not record.subject:
            self._foreign += 1
            return
        self._checked += 1
        if wrong := fault(record):
            self._found.add(f"{record.stream}/{record.subject}/{record.sequence}", wrong)

    def see_lane(self, lane: Lane) -> None:
        party = self._parties.get(lane.stream)
        if party is None or not (lane.told or lane.owed):
            return
        expires = party.stream.cleanup == "expire"
        if expires and not lane.told:
            return  # may be older than what the stream keeps; `receipts` looks at those
        history = History(lane.told[0].sequence if expires else 1)
        for told in lane.told:
            if wrong := history.hear(told.sequence, told.body):
                self._found.add(f"{lane.name}/{told.sequence}", wrong)
        self._duplicates += history.duplicates
        self._placed(lane, party)
        owed = lane.owed or 0
        if missing := [*sorted(history.missing), *range(history.last + 1, owed + 1)]:
            self._found.add(lane.name, _lost(missing))
        if history.last > owed:
            ahead = self._ahead.setdefault(lane.stream, {})
            if len(ahead) < MOST_SUSPECTS:
                ahead[lane.subject] = history.last

    def _placed(self, lane: Lane, party: Publishing) -> None:
        """All of a subject's events in one partition, its key's, or nothing orders them."""
        partitions = {told.partition for told in lane.told}
        for stray in partitions - {partition_of(lane.subject, party.stream.partitions)} if partitions else ():
            self._found.add(lane.name, f"stands in partition {stray}, not in its key's")

    async def verdict(self, stores: Lookup) -> Verdict:
        """Written first, then published: of an event that nobody decided when the stores were read, they know now."""
        unfounded = Found()
        for stream, ahead in self._ahead.items():
            decided: dict[str, int] = {}
            for party in self._places[stream]:
                documents = await stores.documents(party.service, party.collection, ahead)
                decided |= {id: document.sequence for id, document in documents.items()}
            for subject, last in ahead.items():
                if decided.get(subject, 0) < last:
                    unfounded.add(f"{stream}/{subject}/{last}", "no document has decided this")
        notes = [f"{self._duplicates} delivered more than once"] if self._duplicates else []
        notes += [f"{self._foreign} records are not events"] if self._foreign else []
        return Verdict.of(self.name, self._checked, self._found.and_more(unfounded), notes)


def _lost(missing: Iterable[int]) -> str:
    numbers = [str(number) for number in missing]
    return f"lost: {', '.join(numbers[:10])}{'…' if len(numbers) > 10 else ''}"
