"""Whether anything is possible any more with somebody, asked at the public doors of each service again and again."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from httpx import AsyncClient

from bench.concerned import Concerned, meeting
from relais.programs import SERVICES
from tests.faults.load.doors import Answer, Visitor
from tests.faults.load.town import COORDINATOR, Member, Town

POLL_S = 0.02
GIVEN_UP_S = 30.0
Check = Callable[[], Awaitable[bool]]


class Watch:
    """`free` is a student to whom nobody who is concerned may be proposed. `feeds` leads to scheduling, tokenless."""

    def __init__(self, town: Town, who: Concerned, free: Member, feeds: AsyncClient) -> None:
        self._town, self._who, self._free, self._feeds = town, who, free, feeds
        self._coordinator = town.doors.by(COORDINATOR, "coordinator")
        self._mentor = town.doors.by(who.mentor.person, "mentor")

    async def until_still(self, began: float) -> dict[str, float]:
        """Seconds from `began` (`time.perf_counter()`) until nothing was possible any more, by service."""
        checks = (self.profiles, self.matching, self.scheduling, self.feedback)
        times = await asyncio.gather(*(_until(check, began) for check in checks))
        return dict(zip(SERVICES, times, strict=True))

    async def profiles(self) -> bool:
        """Suspended in every programme."""
        enrolled = await _read(self._coordinator, "profiles", f"/enrolments?person={self._who.mentor.person}")
        return len(enrolled) == 2 and all(each["state"] == "suspended" for each in enrolled)

    async def matching(self) -> bool:
        """All pairs stand still; no proposal can be accepted, and none made, by hand or (of the same facts) a round."""
        who = self._who
        pairs = await _read(self._mentor, "matching", "/pairs")
        standing = {each["pair_id"]: each["status"] for each in pairs}
        if {standing[each] for each in who.pairs} != {"paused"} or standing[who.proposal] != "not-taken-up":
            return False
        asked = self._town.doors.by(who.asked.person, "mentee")
        another = {"mentee": self._free.enrolment, "mentor": who.mentor.enrolment}
        return _refused(await asked.post("matching", f"/pairs/{who.proposal}/acceptance")) and _refused(
            await self._coordinator.post("matching", "/pairs", another)
        )

    async def scheduling(self) -> bool:
        """Sessions are called off, nothing stands in the calendar, no other can be booked."""
        sessions = await _read(self._mentor, "scheduling", "/sessions")
        if len(sessions) != 2 or {each["status"] for each in sessions} != {"cancelled"}:
            return False
        if "BEGIN:VEVENT" in (await self._feeds.get(self._who.feed)).raise_for_status().text:
            return False
        tries = [await self._mentor.post("scheduling", "/sessions", meeting(each)) for each in self._who.pairs]
        return all(map(_refused, tries))

    async def feedback(self) -> bool:
        """Nothing falls due any more."""
        found = [await _read(self._mentor, "feedback", f"/pairs/{each}/follow-up") for each in self._who.pairs]
        return {each["phase"] for each in found} == {"paused"}


async def _until(check: Check, began: float) -> float:
    while not await check():
        assert time.perf_counter() < began + GIVEN_UP_S, f"{check.__name__}: still possible after {GIVEN_UP_S:.0f} s"
        await asyncio.sleep(POLL_S)
    return time.perf_counter() - began


async def _read(who: Visitor, service: str, path: str) -> Any:
    found = await who.doors.read(service, path, who.headers)
    assert found is not None, f"{service} does not answer {path}"
    return found


def _refused(answer: Answer) -> bool:
    return answer.status == 409
