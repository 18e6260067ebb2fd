"""The streams that keep a last word only."""

from audit.documents import Lookup
from audit.invariants.invariant import MOST_SUSPECTS, Invariant
from audit.lanes import Lane
from audit.network import Network
from audit.partition import partition_of
from audit.verdict import Found, Verdict


class Directory(Invariant):
    """On a compacted stream the last record is the document's last word, because it stands for ever.

    Gaps are normal. A late resend by a paused process must not be it: that would bring back what was erased.
    """

    name = "last words"

    def __init__(self, network: Network) -> None:
        self._parties = {p.stream.name: p for p in network.publishing if p.stream.cleanup == "compact"}
        self._ahead: dict[str, dict[str, int]] = {name: {} for name in self._parties}
        self._found = Found()
        self._checked = 0

    def see_lane(self, lane: Lane) -> None:
        party = self._parties.get(lane.stream)
        if party is None:
            return
        self._checked += 1
        last, highest = lane.told[-1].sequence if lane.told else 0, lane.last
        owed = 0 if lane.erased else lane.owed or 0  # a tombstone goes, in the end
        if last < highest:
            self._found.add(lane.name, f"{last} stands after {highest}: an older word is the last")
        elif last < owed:
            self._found.add(lane.name, f"lost: the last word is {owed}, {last} stands")
        if {told.partition for told in lane.told} - {partition_of(lane.subject, party.stream.partitions)}:
            self._found.add(lane.name, "stands in another partition than its key's")
        if highest > owed and len(self._ahead[lane.stream]) < MOST_SUSPECTS:
            self._ahead[lane.stream][lane.subject] = highest

    async def verdict(self, stores: Lookup) -> Verdict:
        unfounded = Found()
        for name, ahead in self._ahead.items():
            party = self._parties[name]
            decided = await stores.documents(party.service, party.collection, ahead)
            for subject, highest in ahead.items():
                if subject not in decided or decided[subject].sequence < highest:
                    unfounded.add(f"{name}/{subject}", "no document has decided this")
        return Verdict.of(self.name, self._checked, self._found.and_more(unfounded))
