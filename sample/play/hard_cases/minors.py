"""Guardians: one takes the consent back, another objects."""

from collections.abc import Iterable
from typing import Any

from sample.play import stories
from sample.play.guardian import Guardian
from sample.play.known import Pair
from sample.play.proof import told
from sample.play.scene import Date, Scenes

PORTRAIT = ("territory", "languages", "offers", "seeks", "availability", "modes", "travel_km", "memberships")


class Minors(Scenes):
    """The pair stops at once, and goes on once everybody agrees."""

    def dates(self) -> Iterable[Date]:
        yield 11, 5, stories.WITHDRAWAL, self.withdraws
        yield 2, 4, stories.WITHDRAWAL, self.withdraws
        yield 11, 30, stories.OBJECTION, self.objects
        yield 1, 26, stories.OBJECTION, self.objects

    async def withdraws(self) -> None:
        pair = self.pick(self._minor)
        guardian = self.cast.guardian(pair.guardians[0])
        self.stage.say(f"A guardian of {self.name(pair.mentee)} takes the consent back", "yellow")
        await guardian.withdraw(pair)
        guardian.in_days(30, 40, lambda: guardian.agree_again(pair))

    async def objects(self) -> None:
        """A parent of whom the school did not know says no, which outweighs the other's yes."""
        pair = self.pick(self._minor)
        parent = await self._other_parent(pair)
        how = f"{self.name(pair.mentor)} and {self.name(pair.mentee)} stood still for some weeks"
        signs = (
            told("PairPaused", pair.pair_id, reason="consent"),
            told("PairResumed", pair.pair_id),
        )
        self.stage.shown.expect(stories.OBJECTION, how, *signs)
        self.stage.say(f"The other parent of {self.name(pair.mentee)} objects", "yellow")
        await parent.object_to(pair)
        parent.in_days(18, 24, lambda: parent.agree_again(pair))

    async def _other_parent(self, pair: Pair) -> Guardian:
        """The coordinator adds the parent to the student's guardians."""
        office, path = self.cast.coordinator(pair), f"/people/{pair.mentee}"
        known: dict[str, Any] = await self.stage.doors.get(office.visitor, "profiles", path)
        body = {
            "contact": {"given_name": "Parent", "family_name": office.called, "phone": "+33639980099"},
            "profile": {"territory": known["territory"]},
            "registered_with": office.organisation,
        }
        person = str((await office.post("profiles", "/people", body))["person_id"])
        portrait = {name: known[name] for name in PORTRAIT} | {"guardians": [*known["guardians"], person]}
        await self.stage.doors.put(office.visitor, "profiles", path, portrait)
        parent = Guardian(self.stage, person)
        self.cast.people[person] = parent
        return parent

    def _minor(self, pair: Pair) -> bool:
        return bool(self.stage.book.enrolments[pair.mentee_enrolment].guardians) and pair.meetings > 0
