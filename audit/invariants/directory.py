"""The streams that keep a last word only."""

from collections import defaultdict
from functools import cache

from audit.documents import Document, Lookup
from audit.invariants.form import fault
from audit.invariants.invariant import Invariant
from audit.network import Network, Publishing
from audit.records import Record
from audit.verdict import Verdict, Violation

Words = tuple[int, int]  # the last in the order of the stream, and the highest sequence


class Directory(Invariant):
    """On a compacted stream the last record is the document's last word, because it stands for ever.

    Gaps are normal. A late resend by a paused process must not be it: that would bring back what was erased.
    """

    name = "last words"

    def __init__(self, network: Network) -> None:
        self._parties = {(p.service, p.collection): p for p in network.publishing if p.stream.cleanup == "compact"}
        self._publisher = cache(network.publisher)
        self._owed: dict[Publishing, dict[str, int]] = defaultdict(dict)
        self._words: dict[Publishing, dict[str, Words]] = defaultdict(dict)
        self._wrong: set[Violation] = set()

    def see_document(self, document: Document) -> None:
        party = self._parties.get((document.service, document.collection))
        if party and document.sequence:
            owed = document.pending[0] - 1 if document.pending else document.sequence
            self._owed[party][document.id] = 0 if document.erased else owed  # a tombstone goes, in the end

    def see_record(self, record: Record) -> None:
        party = self._publisher(record.stream)
        if party is None or party.stream.cleanup != "compact" or not record.sequence:
            return
        if wrong := fault(record, party.stream):
            self._wrong.add(Violation(f"{record.stream}/{record.subject}/{record.sequence}", wrong))
        _, highest = self._words[party].get(record.subject, (0, 0))
        self._words[party][record.subject] = (record.sequence, max(highest, record.sequence))

    async def verdict(self, stores: Lookup) -> Verdict:
        found, checked = set(self._wrong), 0
        for party in self._parties.values():
            words, owed = self._words[party], self._owed[party]
            checked += len(words)
            ahead = [subject for subject, (_, highest) in words.items() if highest > owed.get(subject, 0)]
            decided = await stores.documents(party.service, party.collection, ahead)
            for subject in ahead:
                if subject not in decided or decided[subject].sequence < words[subject][1]:
                    found.add(Violation(f"{party.stream.name}/{subject}", "no document has decided this"))
            for subject in words.keys() | owed.keys():
                if wrong := _wrong(*words.get(subject, (0, 0)), owed.get(subject, 0)):
                    found.add(Violation(f"{party.stream.name}/{subject}", wrong))
        return Verdict(self.name, checked, tuple(sorted(found)))


def _wrong(last: int, highest: int, owed: int) -> str | None:
    if last < highest:
        return f"{last} stands after {highest}: an older word is the last"
    return f"lost: the last word is {owed}, {last} stands" if last < owed else None
