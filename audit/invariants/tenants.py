"""Nobody reads or hears of another network's people."""

from audit.documents import Lookup
from audit.invariants.invariant import Invariant
from audit.lanes import Lane
from audit.verdict import Found, Verdict


class Tenants(Invariant):
    """Whoever decided an event, told it and heard of it belongs to one network, because each is a world of its own."""

    name = "tenants"

    def __init__(self) -> None:
        self._found = Found()
        self._checked = 0

    def see_lane(self, lane: Lane) -> None:
        if not lane.told:
            return
        self._checked += 1
        networks = {told.network for told in lane.told}
        if len(networks) > 1:
            self._found.add(lane.name, f"its events name {len(networks)} networks")
        elif lane.network is not None and networks != {lane.network}:
            self._found.add(lane.name, "its events name another network than its document's")
        elif any(network is not None and {network} != networks for _, network in lane.heard.values()):
            self._found.add(lane.name, "a document of another network has heard of it")

    async def verdict(self, stores: Lookup) -> Verdict:
        return Verdict.of(self.name, self._checked, self._found)
