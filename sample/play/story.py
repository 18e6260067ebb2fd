"""What happens in any year, once at least: who it happens to is chance."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sample.play import shown
from sample.play.cast import Cast
from sample.play.company import put_right
from sample.play.doors import Visitor
from sample.play.notebook import Pair
from sample.play.opening import STRICT, Staff
from sample.play.stage import Stage

PATIENCE_S = 30.0
PUT_OFF_DAYS = 12
Scene = Callable[[], Awaitable[Any]]
OPERATOR = Visitor("operations", ({"role": "operator"},))


class NobodyThere(Exception):
    """No pair to which this could happen now."""


class Story:
    """Scenes by date; one that has shown what it must is not played again."""

    def __init__(self, stage: Stage, cast: Cast, staff: Staff, held_back: dict[str, Any]) -> None:
        self.stage, self.cast, self.staff, self.held_back = stage, cast, staff, held_back
        self.chance = stage.chance("story")
        self._taken: set[str] = set()

    def plan(self) -> None:
        autumn = self.stage.world.clock.start.year
        for month, day, what, scene in (
            (9, 24, shown.PARKED, self.strict_policy),
            (11, 5, shown.WITHDRAWAL, self.guardian_withdraws),
            (11, 16, shown.SEVERE, self.severe_concern),
            (11, 12, None, self.parts_early),
            (12, 3, None, self.parts_early),
            (1, 14, None, self.parts_early),
            (2, 4, shown.WITHDRAWAL, self.guardian_withdraws),
            (2, 8, shown.SEVERE, self.severe_concern),
            (3, 2, shown.REMATCH, self.parts_early),
            (10, 20, None, self.complains),
            (1, 8, None, self.falls_ill),
            (1, 26, None, self.falls_ill),
            (2, 25, None, self.complains),
            (3, 10, None, self.falls_ill),
        ):
            instant = datetime(autumn + (month < 8), month, day, 9, tzinfo=UTC)
            self.stage.diary.at(instant, partial(self._play, what, scene))

    async def _play(self, what: str | None, scene: Scene) -> None:
        """Put off where nobody is there whom it could happen to."""
        if what in self.stage.shown.ticked:
            return
        try:
            await scene()
        except NobodyThere:
            self.stage.diary.after(PUT_OFF_DAYS, lambda: self._play(what, scene))

    def _pick(self, fits: Callable[[Pair], bool]) -> Pair:
        """A living pair that no scene has touched yet."""
        found = [pair for pair in self.stage.book.living() if pair.pair_id not in self._taken and fits(pair)]
        if not found:
            raise NobodyThere
        pair = self.chance.choice(sorted(found, key=lambda pair: pair.pair_id))
        self._taken.add(pair.pair_id)
        return pair

    async def guardian_withdraws(self) -> None:
        pair = self._pick(lambda pair: bool(pair.guardians) and pair.meetings > 0)
        guardian = self.cast.guardian(pair.guardians[0])
        self.stage.say(f"A guardian of {self.stage.names[pair.mentee]} takes the consent back", "yellow")
        await guardian.withdraw(pair)
        guardian.in_days(30, 40, lambda: guardian.agree_again(pair))

    async def severe_concern(self) -> None:
        pair = self._pick(lambda pair: pair.meetings > 0)
        body = {
            "about": {"kind": "pair", "id": pair.pair_id},
            "severity": "severe",
            "persons": [pair.mentor],
            "text": "Quelque chose s'est passé dont je veux parler.",
        }
        await self.cast.mentee(pair).post("feedback", "/concerns", body)

    async def complains(self) -> None:
        pair = self._pick(lambda pair: pair.meetings > 0)
        body = {"about": {"kind": "pair", "id": pair.pair_id}, "severity": "low", "text": "Toujours en retard."}
        await self.cast.mentor(pair).post("feedback", "/concerns", body)

    async def parts_early(self) -> None:
        pair = self._pick(lambda pair: pair.meetings > 1 and pair.programme == self.staff.association.main_programme)
        body = {"reason": "not-a-fit", "rematch_wanted": True}
        await self.cast.mentee(pair).post("matching", f"/pairs/{pair.pair_id}/ending", body)

    async def falls_ill(self) -> None:
        pair = self._pick(lambda pair: True)
        mentor, path = self.cast.mentor(pair), f"/enrolments/{pair.mentor_enrolment}"
        back = (self.stage.world.clock.now() + timedelta(days=24)).date().isoformat()
        await mentor.post("profiles", f"{path}/pause", {"back_on": back})
        self.stage.say(f"{self.stage.names[pair.mentor]} is away until {back}")
        self.stage.diary.after(24, lambda: mentor.post("profiles", f"{path}/resumption"))

    async def strict_policy(self) -> None:
        """The company's two events wait in their lane until the policy is mended and an operator lets them go."""
        company = next(reversed(self.staff.companies.values()))
        doors, programme = self.stage.doors, self.staff.programmes[STRICT]
        first = {**self.held_back, "data": {**self.held_back["data"], "programme_id": programme}}
        second = put_right(first, languages=["fr", "en"])
        await company.publish([first, second])
        lane = f"partners.{company.partner}.inbound.v1/{first['ce_subject']}"
        waiting = await self._until(lambda: self._parked(lane), lambda entries: len(entries) == 2)
        reason = waiting[0]["reason"]
        self.stage.say(f"An operator sees {len(waiting)} events of {company.called} parked: {reason}", "yellow")
        asked = self.staff.association.visitor
        policy = (await doors.get(asked, "profiles", f"/programmes/{programme}"))["policy"]
        await doors.put(asked, "profiles", f"/programmes/{programme}/policy", {**policy, "nominations_open": True})
        await doors.post(OPERATOR, "profiles", f"/parked/{lane}/release")
        await self._until(lambda: self._parked(lane), lambda entries: not entries)
        await self._until(lambda: self._answers(company.accepted(first["ce_id"], second["ce_id"])), bool)
        one, two = (company.receipts[each["ce_id"]]["received_at"] for each in (first, second))
        assert one <= two, "released out of order"
        self.stage.shown.tick(shown.PARKED, "both events were received, in order")
        self.stage.say("The policy was mended, the operator let them go: both received, in order", "yellow")
        self.stage.diary.after(3, self.staff.association.ask_nominees)

    async def _parked(self, lane: str) -> list[dict[str, Any]]:
        lanes = await self.stage.doors.get(OPERATOR, "profiles", "/parked")
        return next((each["entries"] for each in lanes if each["id"] == lane), [])

    async def _answers(self, answer: bool) -> bool:
        return answer

    async def _until(self, ask: Callable[[], Awaitable[Any]], good: Callable[[Any], bool]) -> Any:
        """The answer, once it is good. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE_S):
            answer = await ask()
            while not good(answer):
                await asyncio.sleep(0.3)
                answer = await ask()
        return answer
