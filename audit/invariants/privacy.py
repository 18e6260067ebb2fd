"""Nobody is named where everybody reads."""

import re
from collections.abc import Sequence

from audit.documents import Lookup
from audit.invariants.invariant import Invariant
from audit.network import Network
from audit.records import Record
from audit.verdict import Verdict, Violation

NOT_IN_A_WORD = rb"(?<![A-Za-z0-9_.+-])%s(?![A-Za-z0-9_-])"
PATTERNS = {
    "an e-mail address": re.compile(
        rb"@(?<=[A-Za-z0-9._%+-]@)[A-Za-z0-9-]+\.[A-Za-z]{2,}"
    ),  # a literal first: ten times faster
    "a phone number": re.compile(NOT_IN_A_WORD % rb"(?:\+33|0033|0)\s?[1-9](?:[ .]?[0-9]{2}){4}"),
    "a field of the directory": re.compile(rb'"(?:given_name|family_name|birth_date|email|phone|address)"\s*:'),
}


class Privacy(Invariant):
    """Streams other than the directory and the partners' own name nobody, because they are kept for ever.

    Canaries are words that were put into names, addresses and free text on purpose. What was found is never repeated.
    """

    name = "privacy"

    def __init__(self, network: Network, canaries: Sequence[str] = ()) -> None:
        self._network = network
        self._canaries = re.compile(b"|".join(re.escape(c.encode()) for c in canaries)) if canaries else None
        self._open: dict[str, bool] = {}
        self._found: set[Violation] = set()
        self._checked = 0

    def see_record(self, record: Record) -> None:
        if not self._is_open(record.stream):
            return
        self._checked += 1
        text = b"\n".join([record.value or b"", record.key.encode(), *(v.encode() for v in record.headers.values())])
        found = [what for what, pattern in PATTERNS.items() if pattern.search(text)]
        if self._canaries and self._canaries.search(text):
            found.append("a canary")
        self._found |= {Violation(record.position, what) for what in found}

    def _is_open(self, name: str) -> bool:
        if name not in self._open:
            stream = self._network.stream(name)
            self._open[name] = stream is not None and not stream.personal
        return self._open[name]

    async def verdict(self, stores: Lookup) -> Verdict:
        return Verdict(self.name, self._checked, tuple(sorted(self._found)))
