"""Nothing lost, nothing out of order, nothing said twice in different words."""

from array import array
from collections import defaultdict
from functools import cache

from audit.documents import Document, Lookup
from audit.invariants.form import fault
from audit.invariants.invariant import Invariant
from audit.network import Network, Publishing
from audit.records import Record
from audit.verdict import Verdict, Violation

MOST_SKIPPED = 100_000


class Lane:
    """What was heard of one subject. Eight bytes an event are kept, to know it again."""

    __slots__ = ("bodies", "first", "last", "missing")

    def __init__(self, first: int) -> None:
        self.first, self.last = first, first - 1
        self.bodies = array("q")
        self.missing: set[int] = set()

    def hear(self, sequence: int, body: int) -> str | None:
        """What is wrong with hearing it now. A hole shows at the end only: it may yet be filled, too late."""
        if sequence > self.last + MOST_SKIPPED:
            return f"leaps from {self.last}"
        if sequence > self.last:
            skipped = range(self.last + 1, sequence)
            self.missing.update(skipped)
            self.bodies.extend([0] * len(skipped) + [body])
            self.last = sequence
            return None
        if sequence in self.missing:
            self.missing.discard(sequence)
            self.bodies[sequence - self.first] = body
            return "came after its successor"
        same = sequence < self.first or self.bodies[sequence - self.first] == body
        return None if same else "two different events have this id"


class Sequences(Invariant):
    """Every version of a document has its events on its stream, once and in order, because readers count them."""

    name = "sequences"

    def __init__(self, network: Network) -> None:
        self._parties = {(p.service, p.collection): p for p in network.publishing if p.stream.cleanup != "compact"}
        self._publisher = cache(network.publisher)
        self._owed: dict[Publishing, dict[str, int]] = defaultdict(dict)
        self._lanes: dict[Publishing, dict[str, Lane]] = defaultdict(dict)
        self._wrong: set[Violation] = set()
        self._checked = self._duplicates = self._foreign = 0

    def see_document(self, document: Document) -> None:
        party = self._parties.get((document.service, document.collection))
        if party and document.sequence:
            self._owed[party][document.id] = document.pending[0] - 1 if document.pending else document.sequence

    def see_record(self, record: Record) -> None:
        party = self._publisher(record.stream)
        if party is None or party.stream.cleanup == "compact":
            return
        if not record.sequence or not record.subject:
            self._foreign += 1
            return
        self._checked += 1
        for wrong in (fault(record, party.stream), self._hear(party, record)):
            if wrong:
                self._wrong.add(Violation(f"{record.stream}/{record.subject}/{record.sequence}", wrong))

    def _hear(self, party: Publishing, record: Record) -> str | None:
        lanes = self._lanes[party]
        if record.subject not in lanes:
            lanes[record.subject] = Lane(record.sequence if party.stream.cleanup == "expire" else 1)
        lane = lanes[record.subject]
        self._duplicates += record.sequence <= lane.last and record.sequence not in lane.missing
        return lane.hear(record.sequence, hash((record.value, *sorted(record.headers.items()))))

    async def verdict(self, stores: Lookup) -> Verdict:
        found = set(self._wrong)
        for party in self._parties.values():
            found |= self._lost(party)
            found |= await self._unfounded(party, stores)
        notes = [f"{self._duplicates} delivered more than once"] if self._duplicates else []
        notes += [f"{self._foreign} records are not events"] if self._foreign else []
        return Verdict(self.name, self._checked, tuple(sorted(found)), tuple(notes))

    def _lost(self, party: Publishing) -> set[Violation]:
        lanes, found = self._lanes[party], set()
        for subject, owed in self._owed[party].items():
            lane = lanes.get(subject)
            if lane is None and party.stream.cleanup == "expire":
                continue  # may be older than what the stream keeps; `receipts` looks at those
            missing = sorted(lane.missing) if lane else []
            missing += range(lane.last + 1 if lane else 1, owed + 1)
            if missing:
                found.add(_lost(party, subject, missing))
        holes = ((subject, lane) for subject, lane in lanes.items() if lane.missing)
        return found | {_lost(party, s, sorted(lane.missing)) for s, lane in holes if s not in self._owed[party]}

    async def _unfounded(self, party: Publishing, stores: Lookup) -> set[Violation]:
        """Events that no document has decided. Written first, then published: so the document is asked once more."""
        owed = self._owed[party]
        ahead = {subject: lane.last for subject, lane in self._lanes[party].items() if lane.last > owed.get(subject, 0)}
        now = await stores.documents(party.service, party.collection, ahead)
        return {
            Violation(f"{party.stream.name}/{subject}/{last}", "no document has decided this")
            for subject, last in ahead.items()
            if subject not in now or now[subject].sequence < last
        }


def _lost(party: Publishing, subject: str, missing: list[int]) -> Violation:
    shown = ", ".join(map(str, missing[:10])) + ("…" if len(missing) > 10 else "")
    return Violation(f"{party.stream.name}/{subject}", f"lost: {shown}")
