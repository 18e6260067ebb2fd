"""Who answers for a pair changes: another school, a referent who is away, a referent who hands over."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from sample.play import stories
from sample.play.coordinator import Coordinator
from sample.play.doors import Refusal
from sample.play.known import Pair
from sample.play.proof import told
from sample.play.scene import Date, NobodyThere, Scenes

WISH = ("stage", "priority", "goals", "needs", "places", "commitment", "source", "referred_by")
ELSEWHERE = {
    "reference": "lycee-mont-aubier",
    "name": "Lycée du Mont-Aubier",
    "kind": "school",
    "territory": "haute-lorne",
    "calendar": {"zone": "A", "alsace_moselle": False, "timezone": "Europe/Paris"},
}
AWAY_DAYS = 20
GONE = 404


class Offices(Scenes):
    """The pairs live on."""

    def dates(self) -> Iterable[Date]:
        yield 11, 9, stories.AWAY, self.away
        yield 4, 12, stories.AWAY, self.away
        yield 1, 11, stories.MOVED, self.another_school
        yield 2, 15, stories.SUCCEEDED, self.hands_over

    async def away(self) -> None:
        """What pairs ask of the referent goes to the deputy meanwhile."""
        referent, pairs = self._busiest()
        deputy = self.staff.association
        for pair in pairs[:5]:
            signs = (told("ReferentChanged", pair.pair_id, acting=acting) for acting in (True, False))
            self.stage.shown.expect(stories.AWAY, f"{deputy.called} answered for {referent.called}", *signs)
        path = f"/programmes/{pairs[0].programme}/referents/{referent.person}/absence"
        days = {"first_day": self.stage.today(), "last_day": self.stage.today(AWAY_DAYS)}
        await self.stage.doors.put(referent.visitor, "profiles", path, days)
        until = days["last_day"]
        self.stage.say(f"The referent of {referent.called} is away until {until}: {deputy.called} stands in")

    async def hands_over(self) -> None:
        """A colleague of the same school answers for its pairs from now on."""
        referent, pairs = self._busiest()
        colleague = await self._colleague(referent.organisation, referent.called, "lorneville")
        for pair in pairs[:5]:
            signs = [told("ReferentChanged", pair.pair_id, referent=colleague.person)]
            self.stage.shown.expect(stories.SUCCEEDED, f"at {referent.called}, with all their pairs", *signs)
        office, path = self.staff.association, f"/programmes/{pairs[0].programme}"
        outline: dict[str, Any] = await self.stage.doors.get(office.visitor, "profiles", path)
        for each in outline["referents"]:
            if each["referent"] == referent.person:
                each["referent"] = colleague.person
        await self.stage.doors.put(office.visitor, "profiles", path, outline)
        for reference, each in self.staff.schools.items():
            if each is referent:
                self.staff.schools[reference] = colleague
        self.stage.say(f"The referent of {referent.called} hands over to a colleague")

    async def another_school(self) -> None:
        """In another zone, far away: they go on by phone or online."""
        pair = self.pick(lambda pair: pair.meetings > 2 and isinstance(self._school(pair), Coordinator))
        made = await self.stage.doors.post(self.staff.office, "profiles", "/organisations", ELSEWHERE)
        there = await self._colleague(made["organisation_id"], made["name"], made["territory"])
        self.stage.diary.after(2, partial(self._moves, pair, there))

    async def _moves(self, pair: Pair, there: Coordinator) -> None:
        here, office = self._school(pair), self.staff.association
        path = f"/enrolments/{pair.mentee_enrolment}"
        known = await self.stage.doors.get(office.visitor, "profiles", path)
        wish = {name: known[name] for name in WISH} | {"school": there.organisation}
        await self.stage.doors.put(office.visitor, "profiles", path, wish)
        self.stage.diary.after(3, lambda: self._read_by(pair, here, there))

    async def _read_by(self, pair: Pair, here: Coordinator | None, there: Coordinator) -> None:
        """The new coordinator reads from that day, the old one no more."""
        path = f"/pairs/{pair.pair_id}"
        read = await self.stage.doors.get(there.visitor, "matching", path)
        try:
            await self.stage.doors.get((here or there).visitor, "matching", path)
        except Refusal as gone:
            if gone.status == GONE and read["status"] in ("formed", "ending", "paused"):
                how = f"{self.name(pair.mentee)} kept {self.name(pair.mentor)}"
                self.stage.shown.tick(stories.MOVED, f"{how}; {there.called} reads, the school before no more")

    def _school(self, pair: Pair) -> Coordinator | None:
        return next((each for each in self.staff.schools.values() if each.organisation == pair.school), None)

    def _busiest(self) -> tuple[Coordinator, list[Pair]]:
        """A school's referent, and the pairs of one programme that they answer for. Raises NobodyThere."""
        living = sorted(self.stage.book.living(), key=lambda pair: pair.pair_id)
        found = [(each, [p for p in living if p.referent == each.person]) for each in self.staff.schools.values()]
        referent, pairs = max(found, key=lambda each: len(each[1]))
        if not pairs:
            raise NobodyThere
        return referent, [pair for pair in pairs if pair.programme == pairs[0].programme]

    async def _colleague(self, organisation: str, called: str, territory: str) -> Coordinator:
        """Somebody new in a school's office."""
        membership = {"organisation_id": organisation, "kind": "coordinator"}
        body = {
            "contact": {"given_name": "Colleague", "family_name": called},
            "profile": {"territory": territory, "memberships": [membership]},
            "registered_with": organisation,
        }
        person = (await self.stage.doors.post(self.staff.office, "profiles", "/people", body))["person_id"]
        colleague = Coordinator(self.stage, person, organisation, called)
        self.cast.arrives(colleague)
        return colleague
