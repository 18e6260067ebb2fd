"""What companies do besides nominating, and what becomes of nominees who say nothing."""

from collections.abc import Iterable
from typing import Any

from sample.play import stories
from sample.play.company import Company, by_another, put_right, taken_back
from sample.play.doors import Visitor
from sample.play.nominees import called
from sample.play.opening import STRICT
from sample.play.scene import Date, NobodyThere, Scenes

OPERATOR = Visitor("operations", ({"role": "operator"},))
CHANGED, TWICE, REFUSES, SILENT, WITHDRAWN = 0, 1, 2, 4, -1
"""Of the first company's events; the fourth is rejected."""


class Companies(Scenes):
    """`events`: what each company has published; the last of the last company's is held back."""

    events: dict[str, list[dict[str, Any]]]

    def dates(self) -> Iterable[Date]:
        yield 9, 6, stories.NOMINATIONS, self.second_thoughts
        yield 9, 24, stories.PARKED, self.strict_policy
        yield 9, 26, stories.TWO_COMPANIES, self.nominated_twice
        yield 11, 10, stories.SILENT_NOMINEE, self.forgotten

    @property
    def first(self) -> Company:
        return next(iter(self.staff.companies.values()))

    @property
    def last(self) -> Company:
        return next(reversed(self.staff.companies.values()))

    async def second_thoughts(self) -> None:
        """Before anybody phones: one put right, one taken back; and the other company nominates the same retiree."""
        events = self.events[self.first.partner]
        self.staff.association.at_the_phone = {
            called(events[REFUSES]["data"]): "refusal",
            called(events[SILENT]["data"]): "silence",
        }
        changed = put_right(events[CHANGED], languages=["fr", "de"])
        withdrawn = taken_back(events[WITHDRAWN])
        await self.first.publish([changed, withdrawn])
        await self.last.publish([by_another(events[TWICE])])
        ids = changed["ce_id"], withdrawn["ce_id"]
        await self.until(lambda: self._answers(self.first.accepted(*ids)), bool)
        words = {self.first.receipts[id]["words_en"] for id in ids}
        if len(words) == 1:
            self.stage.shown.tick(stories.NOMINATIONS, f"both read: {words.pop()}")

    async def nominated_twice(self) -> None:
        """The second resembles the first and is held; the network's office says that it is the same person."""
        held = await self.stage.doors.get(self.staff.office, "profiles", "/people", standing="held")
        twice = [each for each in held if each["looks_like"] in self._nominees()]
        if not twice:
            raise NobodyThere(2)
        path, known = f"/people/{twice[0]['person_id']}/identity", twice[0]["looks_like"]
        await self.stage.doors.post(self.staff.office, "profiles", path, {"same": True})
        self.stage.say(f"Two companies nominated {self.stage.names[known]}: the network's office says, the same person")
        self.stage.diary.after(4, lambda: self._joined_once(known))

    async def _joined_once(self, known: str) -> None:
        path, asks = "/nominations", self.staff.association.visitor
        joined = await self.stage.doors.get(asks, "profiles", path, phase="joined")
        both = [each for each in joined if each["person_id"] == known]
        if len(both) == 2 and self._nominees().count(known) == 1:
            self.stage.shown.tick(stories.TWO_COMPANIES, f"{self.stage.names[known]}, one mentor")

    def _nominees(self) -> list[str]:
        return [each.person for each in self.stage.book.enrolments.values() if each.source == "partner"]

    async def forgotten(self) -> None:
        asks = self.staff.association.visitor
        silent = await self.stage.doors.get(asks, "profiles", "/nominations", phase="silent")
        if not silent:
            raise NobodyThere(3)
        if all(each["nominee"] is None for each in silent):
            self.stage.say("A nominee whom nobody could reach for 60 days is forgotten; the company is not told")
            self.stage.shown.tick(stories.SILENT_NOMINEE, "nothing that named them is left")

    async def strict_policy(self) -> None:
        """The company's two events wait in their lane until the policy is mended and an operator lets them go."""
        company, held_back = self.last, self.events[self.last.partner][-1]
        doors, programme = self.stage.doors, self.staff.programmes[STRICT]
        first = {**held_back, "data": {**held_back["data"], "programme_id": programme}}
        second = put_right(first, languages=["fr", "en"])
        await company.publish([first, second])
        lane = f"partners.{company.partner}.inbound.v1/{first['ce_subject']}"
        waiting = await self.until(lambda: self._parked(lane), lambda entries: len(entries) == 2)
        reason = waiting[0]["reason"]
        self.stage.say(f"An operator sees {len(waiting)} events of {company.called} parked: {reason}", "yellow")
        asked = self.staff.association.visitor
        policy = (await doors.get(asked, "profiles", f"/programmes/{programme}"))["policy"]
        await doors.put(asked, "profiles", f"/programmes/{programme}/policy", {**policy, "nominations_open": True})
        await doors.post(OPERATOR, "profiles", f"/parked/{lane}/release")
        await self.until(lambda: self._parked(lane), lambda entries: not entries)
        await self.until(lambda: self._answers(company.accepted(first["ce_id"], second["ce_id"])), bool)
        one, two = (company.receipts[each["ce_id"]]["received_at"] for each in (first, second))
        assert one <= two, "released out of order"
        self.stage.shown.tick(stories.PARKED, "both events were received, in order")
        self.stage.say("The policy was mended, the operator let them go: both received, in order", "yellow")
        self.stage.diary.after(3, self.staff.association.ask_nominees)

    async def _parked(self, lane: str) -> list[dict[str, Any]]:
        lanes = await self.stage.doors.get(OPERATOR, "profiles", "/parked")
        return next((each["entries"] for each in lanes if each["id"] == lane), [])

    async def _answers(self, answer: bool) -> bool:
        return answer
