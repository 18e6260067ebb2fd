"""Whoever hears a stream has heard all of it."""

from audit.documents import Lookup, lane
from audit.invariants.invariant import MOST_SUSPECTS, Invariant
from audit.lanes import Lane
from audit.network import Hearing, Network
from audit.verdict import Found, Verdict


class OwedReactions(Invariant):
    """Every event has moved the guard of each hearer, or waits in its lot, because what is skipped never comes again.

    The guard and the effect are one write, so the guard stands for the effect.
    """

    name = "owed reactions"

    def __init__(self, network: Network) -> None:
        self._hearings: dict[str, list[tuple[int, Hearing]]] = {}
        for number, hearing in enumerate(network.hearing):
            if hearing.stream.cleanup != "compact":
                self._hearings.setdefault(hearing.stream.name, []).append((number, hearing))
        self._behind: dict[Hearing, dict[str, int]] = {}
        self._checked = 0
        self._more = 0

    def see_lane(self, lane: Lane) -> None:
        for number, hearing in self._hearings.get(lane.stream, ()) if lane.told else ():
            self._checked += 1
            if lane.heard.get(number, (0, None))[0] < lane.last:
                behind = self._behind.setdefault(hearing, {})
                if len(behind) < MOST_SUSPECTS:
                    behind[lane.subject] = lane.last
                else:
                    self._more += 1

    async def verdict(self, stores: Lookup) -> Verdict:
        found, in_lot = Found(), 0
        found.unlisted = self._more
        for hearing, behind in self._behind.items():
            stream = hearing.stream.name
            documents = await stores.documents(hearing.service, hearing.collection, behind)
            for subject, document in documents.items():
                if document.applied.get(lane(stream, subject), 0) >= behind[subject]:
                    del behind[subject]
            standing = {lot.key for lot in await stores.lots(hearing.service) if lot.stream == stream} if behind else ()
            for subject, last in behind.items():
                if subject in standing:
                    in_lot += 1
                    continue
                heard = documents[subject].applied.get(lane(stream, subject), 0) if subject in documents else 0
                what = f"{hearing.service} has heard {heard} of {last} in {hearing.collection}"
                found.add(f"{stream}/{subject}", what)
        notes = (f"{in_lot} lanes have events in the lot",) if in_lot else ()
        return Verdict.of(self.name, self._checked, found, notes)
