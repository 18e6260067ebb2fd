"""Whoever hears a stream has heard all of it."""

from audit.documents import Lookup, lane
from audit.ends import Ends
from audit.invariants.invariant import Invariant
from audit.network import Hearing, Network, is_of
from audit.verdict import Verdict, Violation


class OwedReactions(Invariant):
    """Every event has moved the guard of each hearer, or waits in its lot, because what is skipped never comes again.

    The guard and the effect are one write, so the guard stands for the effect.
    """

    name = "owed reactions"

    def __init__(self, network: Network, ends: Ends) -> None:
        self._network, self._ends = network, ends
        self._settled: dict[tuple[Hearing, str], set[str]] = {}

    async def verdict(self, stores: Lookup) -> Verdict:
        found, checked, in_lot = [], 0, 0
        for service in self._network.services:
            standing = {(lot.stream, lot.key) for lot in await stores.lots(service)}
            for hearing in self._network.hearing:
                for stream in self._ends.streams():
                    if hearing.service == service and is_of(hearing.stream, stream):
                        checked += len(self._ends.of(stream))
                        behind = await self._behind(hearing, stream, stores)
                        in_lot += sum((stream, subject) in standing for subject in behind)
                        found += [v for subject, v in behind.items() if (stream, subject) not in standing]
        notes = (f"{in_lot} lanes have events in the lot",) if in_lot else ()
        return Verdict(self.name, checked, tuple(sorted(found)), notes)

    async def _behind(self, hearing: Hearing, stream: str, stores: Lookup) -> dict[str, Violation]:
        settled = self._settled.setdefault((hearing, stream), set())
        owed = {subject: last for subject, last in self._ends.of(stream).items() if subject not in settled}
        documents = await stores.documents(hearing.service, hearing.collection, owed)
        behind = {}
        for subject, last in owed.items():
            document = documents.get(subject)
            heard = document.applied.get(lane(stream, subject), 0) if document else 0
            if heard < last:
                what = f"{hearing.service} has heard {heard} of {last} in {hearing.collection}"
                behind[subject] = Violation(f"{stream}/{subject}", what)
        settled.update(owed.keys() - behind.keys())
        return behind
