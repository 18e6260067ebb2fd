"""What people do all day, each on what is theirs: one command after another, as fast as the pace allows."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

from chassis.clock import Clock
from tests.faults.load.doors import Answer, Unanswered, Visitor
from tests.faults.load.town import CANARY, COORDINATOR, Member, Town, portrait

MEETINGS = 6
ROUND_S = 600
"""Hunted, matching lives for a second at a time: a round begins again, until one life is long enough."""
Step = Callable[[], Awaitable[None]]


class Walks:
    """`ends` is set when no walk may begin anything more."""

    def __init__(self, town: Town, clock: Clock, pace: "Pace") -> None:
        self._town, self._doors, self._clock, self._pace = town, town.doors, clock, pace
        self._coordinator = self._doors.by(COORDINATOR, "coordinator")

    def all(self) -> list[Step]:
        """One a bystander, one a mentor, and the rounds."""
        walks: list[Step] = [self._rounds]
        walks += [partial(self._mentor, *each) for each in enumerate(self._town.mentors)]
        some = self._town.bystanders
        walks += [partial(self._profile, who) for who in some[: len(some) * 4 // 5]]
        walks += [partial(self._contact, who) for who in some[len(some) * 4 // 5 :]]
        return walks

    async def _profile(self, who: str) -> None:
        """Somebody who keeps changing how far they travel."""
        me, path = self._doors.by(who, "mentor"), f"/people/{who}"
        for number in count(1):
            await self._pace.wait()
            km = number % 400 + 21
            await me.put("profiles", path, portrait(km), ("ProfileChanged",), person=who, km=km)

    async def _contact(self, who: str) -> None:
        """Somebody whose address changes: personal data, on the compacted stream only."""
        me, path = self._doors.by(who, "mentor"), f"/people/{who}/contact"
        for number in count(1):
            await self._pace.wait()
            email = f"{who[:12]}-{number}@load.example"
            form = {"given_name": CANARY, "family_name": "Verrier", "email": email}
            await me.put("profiles", path, form, contact=who, email=email)

    async def _mentor(self, number: int, mentor: Member) -> None:
        """Students come one after the other: proposed, accepted by both, some meetings, a goodbye."""
        for time in count(1):
            mentee = await self._town.mentee(self._town.by_hand, f"h{number}-{time}")
            form = {"mentee": mentee.enrolment, "mentor": mentor.enrolment}
            proposed = await self._say(self._coordinator, "matching", "/pairs", form, "PairProposed")
            while not proposed.ok:  # the place is not given back yet
                await asyncio.sleep(1)
                proposed = await self._say(self._coordinator, "matching", "/pairs", form, "PairProposed")
            await self._pair(proposed["pair_id"], mentor, mentee)

    async def _pair(self, pair_id: str, mentor: Member, mentee: Member) -> None:
        one, other = self._doors.by(mentor.person, "mentor"), self._doors.by(mentee.person, "mentee")
        path = f"/pairs/{pair_id}"
        await self._say(one, "matching", f"{path}/acceptance", None, "PairAccepted")
        await self._say(other, "matching", f"{path}/acceptance", None, "PairAccepted", "PairFormed")
        await self._say(self._coordinator, "matching", f"{path}/acceptance")  # nobody's word: refused
        for meeting in range(MEETINGS):
            await self._meet(one, pair_id, ("begun", "advancing", "reached")[meeting % 3])
        await self._book(one, pair_id)
        await self._say(one, "matching", f"{path}/ending", {}, "PairEnded")

    async def _meet(self, mentor: Visitor, pair_id: str, standing: str) -> None:
        """They have met, as the mentor says afterwards; and how far the goal is."""
        then = (self._clock.now() - timedelta(hours=30)).isoformat()
        met = {"pair_id": pair_id, "starts_at": then, "mode": "online", "held": {}}
        await self._say(mentor, "scheduling", "/sessions", met, "SessionHeld")
        path = f"/pairs/{pair_id}/goals/first-job/progress"
        await self._say(mentor, "feedback", path, {"progress": standing}, "GoalProgressed")

    async def _book(self, mentor: Visitor, pair_id: str) -> None:
        """The next hours that both have free; the pair's ending calls it off."""
        earliest = (self._clock.now() + timedelta(days=3)).isoformat().replace("+00:00", "Z")
        times = await mentor.until("scheduling", f"/pairs/{pair_id}/times?count=1&from={earliest}", bool)
        if times["starts"]:
            booking = {"pair_id": pair_id, "starts_at": times["starts"][0], "mode": "online"}
            await self._say(mentor, "scheduling", "/sessions", booking, "SessionScheduled")

    async def _rounds(self) -> None:
        """A round, published; then everything that it proposed is withdrawn, so that the next has whom to pair."""
        path = f"/programmes/{self._town.by_round}/rounds"
        while True:
            asked = await self._say(self._coordinator, "matching", path, None, "RoundRequested")
            if asked.ok:
                await self._round(f"/rounds/{asked['round_id']}")
            await asyncio.sleep(1)

    async def _round(self, path: str) -> None:
        solved = await self._round_until(path, "solved", "dropped")
        if solved["status"] == "dropped":
            return
        await self._say(self._coordinator, "matching", f"{path}/publication")
        done = await self._round_until(path, "published", "dropped")
        for pair in done["pairs"] if done["status"] == "published" else ():
            if pair["pair_id"] not in (done.get("skipped") or {}):
                withdrawal = f"/pairs/{pair['pair_id']}/withdrawal"
                await self._say(self._coordinator, "matching", withdrawal, None, "PairWithdrawn")

    async def _round_until(self, path: str, *standing: str) -> Any:
        return await self._coordinator.until("matching", path, lambda found: found["status"] in standing, ROUND_S)

    async def _say(self, who: Visitor, service: str, path: str, body: Any = None, *tells: str) -> Answer:
        await self._pace.wait()
        return await who.post(service, path, body, tells)


class Pace:
    """So many commands a second together. Raises Unanswered once it has ended: nothing new is begun."""

    def __init__(self, a_second: float) -> None:
        self._pause, self._next, self.ended = 1 / a_second, 0.0, False

    async def wait(self) -> None:
        now = asyncio.get_running_loop().time()
        self._next = max(self._next + self._pause, now - 1)
        await asyncio.sleep(max(0.0, self._next - now))
        if self.ended:
            raise Unanswered("it is over")
