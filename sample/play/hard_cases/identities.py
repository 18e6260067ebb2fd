"""Look-alikes: whoever has the name and birth date of somebody known is held until somebody has looked."""

from collections.abc import Iterable
from typing import Any

from sample.play import stories
from sample.play.coordinator import Coordinator
from sample.play.proof import told
from sample.play.scene import Date, NobodyThere, Scenes

NAMED = ("given_name", "family_name", "birth_date")
LOOKS_DAYS = 2


class Identities(Scenes):
    """A student of one school comes to another; each time somebody looks, and says."""

    def dates(self) -> Iterable[Date]:
        yield 10, 1, stories.APART, self.somebody_else
        yield 10, 7, stories.SAME, self.the_same

    async def somebody_else(self) -> None:
        office, known, held = await self._resembles("nouveau-1")
        how = f"not {self.name(known)}, whose name and birth date they have"
        self.stage.shown.expect(stories.APART, how, told("ProfileCreated", held["person_id"]))
        path = f"/people/{held['person_id']}/identity"
        self.stage.diary.after(LOOKS_DAYS, lambda: office.post("profiles", path, {"same": False}))

    async def the_same(self) -> None:
        office, known, held = await self._resembles("nouveau-2")

        async def says() -> None:
            kept = await office.post("profiles", f"/people/{held['person_id']}/identity", {"same": True})
            if kept["person_id"] == known and len(kept["references"]) > 1:
                self.stage.shown.tick(stories.SAME, f"{self.name(known)} is known to two schools")

        self.stage.diary.after(LOOKS_DAYS, says)

    async def _resembles(self, reference: str) -> tuple[Coordinator, str, dict[str, Any]]:
        """(the office that registers, whom the newcomer resembles, the newcomer)."""
        first, office = self.chance.sample(list(self.staff.schools.values()), 2)
        students = [each for each in self.stage.book.enrolments.values() if each.school == first.organisation]
        free = sorted(each.person for each in students if each.person not in self.cast.taken)
        if not free:
            raise NobodyThere
        known = self.chance.choice(free)
        self.cast.taken.add(known)
        contact = await self.stage.doors.get(first.visitor, "profiles", f"/people/{known}/contact")
        named = {name: contact[name] for name in NAMED}
        profile = {"territory": "lorneville"}
        form = {"contact": named, "profile": profile, "registered_with": office.organisation, "reference": reference}
        held = await office.post("profiles", "/people", form)
        if held["standing"] != "held":
            raise NobodyThere
        self.stage.say(f"{office.called} registers somebody who looks like {self.name(known)}: held, told to nobody")
        return office, known, held
