"""The programme's pairs, from proposal to parting, and their meetings."""

from datetime import datetime, timedelta
from typing import Any

from tests.journeys.people import Member, People
from tests.processes import eventually

SOON = 5  # days ahead: a call may take as long as a day does


class Town(People):
    """What coordinators, mentors and mentees do with a pair; each step waits until the others know."""

    def pair(self, mentor: Member, mentee: Member) -> str:
        """A pair that all services know, proposed by hand and accepted by both."""
        form = {"mentee": mentee.enrolment, "mentor": mentor.enrolment}
        pair_id = str(self.coordinator.post("matching", "/pairs", form)["pair_id"])
        self.accept(pair_id, mentor, mentee)
        return pair_id

    def accept(self, pair_id: str, *members: Member) -> None:
        """Both say yes: they are a pair, and every service knows."""
        for member in members:
            member.me.post("matching", f"/pairs/{pair_id}/acceptance")
        self.coordinator.until("feedback", f"/pairs/{pair_id}/follow-up", bool)
        self.coordinator.until("scheduling", f"/pairs/{pair_id}/rhythm", bool)
        eventually(lambda: (self.network.raw("profiles", "live_pairs", pair_id) or {}).get("state"))

    def status(self, pair_id: str, wanted: str) -> Any:
        """The pair, as its coordinator sees it, once it stands so."""
        return self.coordinator.until("matching", f"/pairs/{pair_id}", lambda pair: pair["status"] == wanted)

    def pair_of(self, pair_id: str) -> Any:
        return self.coordinator.get("matching", f"/pairs/{pair_id}")

    def wait_in_pool(self, *mentees: Member) -> Any:
        """The waiting list, once all of these are on it."""
        wanted = {each.enrolment for each in mentees}
        path = f"/programmes/{self.programme}/waiting"
        return self.coordinator.until("matching", path, lambda rows: {r["enrolment_id"] for r in rows} >= wanted)

    def places_taken(self, mentor: Member) -> list[str]:
        return list(self.network.raw("matching", "places", mentor.person)["state"]["held"])

    def round(self, *, pairs: int) -> Any:
        """The preview of a round, which pairs so many."""
        asked = self.coordinator.post("matching", f"/programmes/{self.programme}/rounds")
        found = self.coordinator.until("matching", f"/rounds/{asked['round_id']}", lambda r: r["status"] != "requested")
        assert len(found["pairs"]) == pairs, found
        return found

    def publish(self, preview: Any) -> list[str]:
        """The pairs of a preview, proposed. Its slot is free for the next round."""
        self.coordinator.post("matching", f"/rounds/{preview['round_id']}/publication")
        self.coordinator.until("matching", f"/rounds/{preview['round_id']}", lambda r: r["status"] == "published")
        eventually(lambda: self.network.raw("matching", "slots", self.programme)["state"]["round_id"] is None)
        return [pair["pair_id"] for pair in preview["pairs"]]

    # Meetings

    def book(self, pair_id: str, by: Member, days: int = SOON) -> str:
        """A session online, in the first hour that suits both so many days ahead."""
        form = self.meeting(pair_id, self.next_start(pair_id, days))
        return str(by.me.post("scheduling", "/sessions", form)["session_id"])

    def next_start(self, pair_id: str, days: int) -> str:
        """What the pair's rhythm proposes, so many days ahead or later."""
        later: dict[str, Any] = {"from": (self.network.now() + timedelta(days=days)).isoformat()}
        return str(self.coordinator.get("scheduling", f"/pairs/{pair_id}/times", **later)["starts"][0])

    def meeting(self, pair_id: str, starts_at: str | None = None) -> dict[str, Any]:
        tomorrow = (self.network.now() + timedelta(days=1)).isoformat()
        return {"pair_id": pair_id, "starts_at": starts_at or tomorrow, "mode": "online"}

    def held(self, session_id: str, by: Member) -> None:
        """They met, as one of them says once it is over."""
        path = f"/sessions/{session_id}"
        ends_at = datetime.fromisoformat(by.me.get("scheduling", path)["starts_at"]) + timedelta(hours=1)
        eventually(lambda: self.network.now() > ends_at)
        by.me.post("scheduling", f"{path}/held")

    def session(self, session_id: str, wanted: str) -> Any:
        return self.coordinator.until("scheduling", f"/sessions/{session_id}", lambda s: s["status"] == wanted)

    def met(self, pair_id: str, by: Member, days_ago: int, **more: Any) -> None:
        """They met without a booking, as one of them says late."""
        then = (self.network.now() - timedelta(days=days_ago)).isoformat()
        by.me.post("scheduling", "/sessions", self.meeting(pair_id, then) | {"held": {}} | more)

    # How they get on

    def at_risk(self, pair_id: str, reason: str) -> Any:
        """The pair on the coordinator's list, once it is there for this reason."""
        return self._listed(lambda found: found and reason in _reasons(found[0]), pair_id)[0]

    def at_peace(self, pair_id: str, reason: str) -> None:
        """The pair is not on the list for this reason any more."""
        self._listed(lambda found: not found or reason not in _reasons(found[0]), pair_id)

    def _listed(self, so: Any, pair_id: str) -> Any:
        def mine(listed: Any) -> Any:
            return [each for each in listed if each["pair_id"] == pair_id]

        path = "/pairs/at-risk"
        return mine(self.coordinator.until("feedback", path, lambda rows: so(mine(rows)), programme=self.programme))


def _reasons(at_risk: Any) -> list[str]:
    return [each["reason"] for each in at_risk["reasons"]]
