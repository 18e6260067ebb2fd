"""Nothing decided stays unsaid."""

from audit.documents import Document, Lookup
from audit.invariants.invariant import Invariant
from audit.network import Network
from audit.verdict import Found, Verdict

Place = tuple[str, str]  # service and collection


class Outboxes(Invariant):
    """No event waits longer than the grace, and what waits can be found, because the sweeper only sees `pending_since`.

    Age is what the audit itself sees: the same event at the head of the outbox from the first look to the last.
    """

    name = "outboxes"

    def __init__(self, network: Network) -> None:
        self._publishing = {(party.service, party.collection) for party in network.publishing}
        self._suspects: dict[Place, dict[str, Document]] = {}
        self._checked = 0

    def see_document(self, document: Document) -> None:
        self._checked += 1
        if document.pending or document.pending_since is not None:
            self._suspects.setdefault((document.service, document.collection), {})[document.id] = document

    async def verdict(self, stores: Lookup) -> Verdict:
        found = Found()
        for place, suspects in self._suspects.items():
            now = await stores.documents(*place, suspects)
            for id, before in suspects.items():
                if id in now and (wrong := self._wrong(place, before, now[id])):
                    found.add(now[id].name, wrong)
        return Verdict.of(self.name, self._checked, found)

    def _wrong(self, place: Place, before: Document, now: Document) -> str | None:
        if not now.pending:
            return "pending_since stands, and nothing is pending" if now.pending_since else None
        if place not in self._publishing:
            return "has events to publish, and publishes on no stream"
        if now.pending != tuple(range(now.sequence - len(now.pending) + 1, now.sequence + 1)):
            return f"its outbox has {now.pending[0]} to {now.pending[-1]} with holes, its sequence is {now.sequence}"
        if now.pending_since is None:
            return "pending_since is absent: no sweeper will find its events"
        same = before.pending and before.pending[0] == now.pending[0]
        return f"{len(now.pending)} events wait from {now.pending[0]} on" if same else None
