"""What is due is done."""

from datetime import UTC, datetime
from functools import cache

from audit.documents import Document, Lookup
from audit.invariants.invariant import Invariant
from audit.network import Network
from audit.records import Record
from audit.verdict import Verdict, Violation


class DueDates(Invariant):
    """No due date stays undone beyond the grace, because expiries, reminders and silence come from nothing else.

    Programme time is taken from the services' own streams: it is at least what the latest event says.
    """

    name = "due dates"

    def __init__(self, network: Network) -> None:
        self._publisher = cache(network.publisher)
        self._due: dict[tuple[str, str], dict[str, datetime]] = {}
        self._now = datetime.min.replace(tzinfo=UTC)
        self._checked = 0

    def see_document(self, document: Document) -> None:
        if document.due_at is not None:
            self._checked += 1
            self._due.setdefault((document.service, document.collection), {})[document.id] = document.due_at

    def see_event(self, record: Record) -> None:
        if record.time is not None and self._publisher(record.stream):
            self._now = max(self._now, record.time)

    async def verdict(self, stores: Lookup) -> Verdict:
        found = []
        for place, due in self._due.items():
            past = {id for id, at in due.items() if at < self._now}
            for id, document in (await stores.documents(*place, past)).items():
                if document.due_at is not None and document.due_at <= due[id]:
                    found.append(Violation(document.name, f"was due at {due[id].isoformat()}"))
        return Verdict(self.name, self._checked, tuple(sorted(found)))
