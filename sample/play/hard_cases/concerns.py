"""Concerns: by the people themselves, by phone, and about somebody who is barred and comes back."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from sample.play import stories
from sample.play.known import Pair
from sample.play.proof import told
from sample.play.scene import Date, Scenes

NAMED = ("given_name", "family_name", "birth_date")


class Concerns(Scenes):
    """A severe one suspends at once, in every programme."""

    def dates(self) -> Iterable[Date]:
        yield 10, 20, None, self.complains
        yield 11, 16, stories.SEVERE, self.severe
        yield 2, 8, stories.SEVERE, self.severe
        yield 1, 28, stories.BY_PHONE, self.by_phone
        yield 3, 30, stories.BY_PHONE, self.by_phone
        yield 2, 25, None, self.complains
        yield 12, 8, stories.BARRED, self.barred

    async def complains(self) -> None:
        pair = self.pick(lambda pair: pair.meetings > 0)
        body = {"about": {"kind": "pair", "id": pair.pair_id}, "severity": "low", "text": "Toujours en retard."}
        await self.cast.mentor(pair).post("feedback", "/concerns", body)

    async def severe(self) -> None:
        pair = self.pick(lambda pair: pair.meetings > 0)
        await self.cast.mentee(pair).post("feedback", "/concerns", self._about(pair))

    async def by_phone(self) -> None:
        """A teacher without an account calls; the coordinator notes it."""
        pair = self.pick(lambda pair: pair.meetings > 0 and self.cleared_for(pair, 60))
        office = self.cast.coordinator(pair)
        about = {"kind": "person", "id": pair.mentor}
        body = self._about(pair) | {"about": about, "persons": [], "programme_id": pair.programme}
        self.stage.say(f"A teacher phones {office.called} about something severe", "yellow")
        noted = await self.stage.doors.post(office.visitor, "feedback", "/concerns", body, channel="phone")
        signs = (
            told("ConcernResolved", noted["concern_id"], lifted=True),
            told("EnrolmentResumed", pair.mentor_enrolment),
        )
        how = f"{self.name(pair.mentor)} met nobody until two people had said the same"
        self.stage.shown.expect(stories.BY_PHONE, how, *signs)

    async def barred(self) -> None:
        """The lead hands the concern over, and nobody lifts the suspension."""
        pair = self.pick(lambda pair: pair.meetings > 0 and self.alone(pair))
        office = self.staff.association
        contact = await self.stage.doors.get(office.visitor, "profiles", f"/people/{pair.mentor}/contact")
        self.staff.lead.barred.add(pair.mentor)
        await self.cast.mentee(pair).post("feedback", "/concerns", self._about(pair))
        self.stage.diary.after(20, partial(self._forgotten, pair, {name: contact[name] for name in NAMED}))

    async def _forgotten(self, pair: Pair, named: dict[str, Any]) -> None:
        self.stage.say(f"{self.name(pair.mentor)} asks to be forgotten, under a concern that nobody has lifted")
        await self.staff.association.post("profiles", f"/people/{pair.mentor}/erasure")
        self.stage.diary.after(25, partial(self._returns, pair, named))

    async def _returns(self, pair: Pair, named: dict[str, Any]) -> None:
        office = self.staff.association
        form = {"contact": named, "profile": {"territory": "montcel"}, "registered_with": office.organisation}
        newcomer = await office.post("profiles", "/people", form)
        held = newcomer["standing"] == "held" and newcomer["looks_like"] == pair.mentor
        if held:
            self.stage.say(f"Somebody signs up who seems to be {self.name(pair.mentor)}: held, and told to nobody")
            self.stage.shown.tick(stories.BARRED, f"{self.name(pair.mentor)} was known again, though erased")

    def _about(self, pair: Pair) -> dict[str, Any]:
        about = {"kind": "pair", "id": pair.pair_id}
        text = "Quelque chose s'est passé dont je veux parler."
        return {"about": about, "severity": "severe", "persons": [pair.mentor], "text": text}
