"""The association's coordinator: vets mentors, asks nominees, runs the rounds."""

from datetime import timedelta
from functools import partial
from typing import Any

from sample.play.coordinator import Coordinator
from sample.play.notebook import Enrolment
from sample.play.stage import Stage
from sample.play.stream import Heard

STEPS = ("interview", "honourability-check", "references", "training")
NEVER_VETTED = 0.05
RENEWS = {60: 0.7, 20: 0.6}
ENOUGH_VETTED = 0.85
TOO_WEAK = 90
BETWEEN_ROUNDS = timedelta(days=21)
HOURS = [{"weekday": day, "start": "14:00", "end": "18:30"} for day in (1, 2, 3, 4, 5)]
SATURDAY = {"weekday": 6, "start": "09:00", "end": "12:00"}


class Association(Coordinator):
    """`main_programme` is the one for nominees who are not nominated for any."""

    def __init__(self, stage: Stage, person: str, organisation: str, called: str) -> None:
        super().__init__(stage, person, organisation, called)
        self.answers |= {"match": self.match, "answer": self.asked_for_answer}
        self.main_programme = ""
        self._rounds: dict[str, Any] = {}
        self._meant: set[str] = set()

    def vet(self, enrolment: Enrolment, source: str) -> None:
        """An interview, a check that holds for six months, references, a training; a few never complete."""
        steps = STEPS if self.chance.random() > NEVER_VETTED else STEPS[:1]
        steps = (*steps, "charter") if source == "partner" else steps
        day = 0.0
        for kind in steps:
            day += self.chance.uniform(0.3, 2.8)
            self.stage.diary.after(day, partial(self.record_step, enrolment, kind, self._age(kind)))
        if len(steps) >= len(STEPS):
            self.stage.diary.after(day + 0.8, lambda: self.clear(enrolment))

    def _age(self, kind: str) -> int:
        """Days since a step was done: many come with a check that is some months old."""
        return self.chance.choice((2, 5, 10, 30, 60, 110)) if kind == "honourability-check" else 0

    async def record_step(self, enrolment: Enrolment, kind: str, age: int = 0) -> None:
        done = (self.stage.world.clock.now() - timedelta(days=age)).date().isoformat()
        path = f"/enrolments/{enrolment.enrolment_id}/steps"
        await self.post("profiles", path, {"kind": kind, "done_on": done})

    def expiring(self, event: Heard) -> None:
        """Most bring the new check in time."""
        if self.chance.random() < RENEWS.get(event["days_left"], 0):
            self.renew(event, 3, 15)

    def expired(self, event: Heard) -> None:
        """The others within some weeks."""
        self.renew(event, 6, 25)

    def renew(self, event: Heard, least: float, most: float) -> None:
        enrolment = self.stage.book.enrolments[event.subject]
        self.in_days(least, most, lambda: self.record_step(enrolment, "honourability-check"))

    async def ask_nominees(self) -> None:
        """By phone; most say yes at once, one would rather not."""
        nominations = await self.stage.doors.get(self.visitor, "profiles", "/nominations")
        for number, each in enumerate(nominations):
            path = f"/nominations/{each['nomination_id']}"
            word = "refusal" if number == 4 else "confirmation"
            body = None if number == 4 else self._confirmed(each)
            await self.for_them(each["nomination_id"], "profiles", f"{path}/{word}", body)
        self.stage.say(f"{self.called} phoned {len(nominations)} nominees of the companies, who confirm")

    def _confirmed(self, nomination: dict[str, Any]) -> dict[str, Any]:
        told = {} if nomination["nominee"]["programme_id"] else {"programme_id": self.main_programme}
        hours = [*self.chance.sample(HOURS, 3), SATURDAY]
        commitment = {"months": 9, "hours_per_month": 4}
        return {**told, "availability": {"hours": hours}, "places": self.chance.randint(1, 2), "commitment": commitment}

    def match(self, event: Heard) -> None:
        """Somebody has waited too long."""
        self.mean_round(event["programme_id"], 2)

    def mean_round(self, programme: str, days: float) -> None:
        """One round at a time, and not one after the other."""
        last = self._rounds.get(programme)
        if programme in self._meant or (last and self.stage.world.clock.now() - last < BETWEEN_ROUNDS):
            return
        self._meant.add(programme)
        self.stage.diary.after(days, lambda: self.ask_round(programme))

    async def ask_round(self, programme: str) -> None:
        """Put off while too few are vetted."""
        self._meant.discard(programme)
        if self._vetted(programme) < ENOUGH_VETTED and programme not in self._rounds:
            self.stage.diary.after(3, lambda: self.ask_round(programme))
            return
        self._rounds[programme] = self.stage.world.clock.now()
        waiting = await self.stage.doors.get(self.visitor, "matching", f"/programmes/{programme}/waiting")
        if waiting:
            await self.post("matching", f"/programmes/{programme}/rounds")

    def _vetted(self, programme: str) -> float:
        """The share of those who asked, mentors and students."""
        states = [each.state for each in self.stage.book.enrolments.values() if each.programme == programme]
        return 1 - sum(state in ("asked", "in-vetting") for state in states) / max(1, len(states))

    def asked_for_answer(self, event: Heard) -> None:
        if event.type == "RoundSolved":
            self.in_days(0.3, 0.8, lambda: self.publish(event.subject))
        else:
            self.phone(event)

    async def publish(self, round_id: str) -> None:
        """After a look at the preview; pairs with too little in common are struck out."""
        preview = await self.stage.doors.get(self.visitor, "matching", f"/rounds/{round_id}")
        totals = preview["totals"]
        weak = [pair["pair_id"] for pair in preview["pairs"] if pair["score"] < TOO_WEAK]
        if weak:
            await self.stage.doors.put(self.visitor, "matching", f"/rounds/{round_id}/struck", {"pair_ids": weak})
        sure = "proved best" if preview["certificate"]["optimal"] else "not proved best"
        found = f"{totals['pairs']} pairs for {totals['mentees']} students and {totals['places']} places, {sure}"
        self.stage.say(f"A round of matching: {found}; {len(weak)} struck out, the others proposed", "bold")
        await self.post("matching", f"/rounds/{round_id}/publication")
