"""Nobody is named where everybody reads."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from audit.documents import Document, Lookup, Lot
from audit.invariants.invariant import Invariant
from audit.network import Network
from audit.records import Record
from audit.verdict import Found, Verdict

ADDRESS = re.compile(rb"@(?<=[A-Za-z0-9._%+-]@)[A-Za-z0-9-]+\.[A-Za-z]{2,}")
REST = rb"\s?[1-9](?:[ .]?[0-9]{2}){4}(?![A-Za-z0-9_-])"
# begin with a literal, which makes them ten times faster; what stands before must be no part of a word
ABROAD = re.compile(rb"\+33(?<![A-Za-z0-9_.+-]\+33)" + REST)
AT_HOME = re.compile(rb"0(?<![A-Za-z0-9_.+-]0)(?:033)?" + REST)
FIELDS = re.compile(rb'"(?:given_name|family_name|birth_date|email|phone|address)"\s*:')
# a number of ten figures, however it is spaced: a quick look, four times as fast as the search that decides
FIGURES, APART, TEN = bytes.maketrans(b"123456789", b"0" * 9), b" .\t\n\r\f\v", b"0" * 10
FEW = 8  # words: faster looked for one by one


class Privacy(Invariant):
    """Streams other than the directory and the partners' own name nobody, because they are kept for ever.

    Nor does a log, a metric, a lot of a personal stream, or a document of a collection that is not for names.
    Canaries are words that were put into names, addresses and free text on purpose. What was found is never repeated.
    """

    name = "privacy"

    def __init__(
        self,
        network: Network,
        canaries: Sequence[str] = (),
        *,
        named: Collection[tuple[str, str]] = (),
        pages: Iterable[tuple[str, bytes]] = (),
    ) -> None:
        """`named`: collections that may name people. `pages`: logs and metrics, by name, line by line."""
        self._network, self._named = network, named
        self._canaries = [word.encode() for word in canaries]
        self._any = re.compile(b"|".join(map(re.escape, self._canaries))) if len(canaries) > FEW else None
        self._open: dict[str, bool] = {}
        self._found = Found()
        self._checked = 0
        for place, text in pages:
            self._look(place, text, phones=False)

    def see_record(self, record: Record) -> None:
        if self._is_open(record.stream):
            self._look(record.position, record.text)

    def see_document(self, document: Document) -> None:
        if (document.service, document.collection) not in self._named:
            self._look(document.name, document.text)

    def see_lot(self, lot: Lot) -> None:
        for entry in lot.entries:
            place = f"{lot.name} [{entry.partition}]@{entry.offset}"
            if self._is_open(lot.stream):
                self._look(place, entry.content)
            elif entry.content:
                self._found.add(place, "the lot keeps what a personal stream says")

    def _look(self, place: str, text: bytes, phones: bool = True) -> None:
        self._checked += 1
        if b"@" in text and ADDRESS.search(text):
            self._found.add(place, "an e-mail address")
        if phones and TEN in text.translate(FIGURES, APART) and (AT_HOME.search(text) or ABROAD.search(text)):
            self._found.add(place, "a phone number")
        if FIELDS.search(text):
            self._found.add(place, "a field of the directory")
        if self._any.search(text) if self._any else any(word in text for word in self._canaries):
            self._found.add(place, "a canary")

    def _is_open(self, name: str) -> bool:
        if name not in self._open:
            stream = self._network.stream(name)
            self._open[name] = stream is not None and not stream.personal
        return self._open[name]

    async def verdict(self, stores: Lookup) -> Verdict:
        return Verdict.of(self.name, self._checked, self._found)


def lines(files: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Log by log, line by line, each by its number."""
    for file in files:
        with file.open("rb") as log:
            for number, line in enumerate(log, 1):
                yield f"{file.name}:{number}", line
