"""The association's coordinator: vets mentors, asks nominees, runs the rounds."""

from datetime import timedelta
from functools import partial
from typing import Any

from sample.play.coordinator import Coordinator
from sample.play.known import Enrolment, Pair
from sample.play.mentor import Mentor
from sample.play.nominees import Nominees
from sample.play.preview import Preview
from sample.play.proof import told
from sample.play.stage import Stage
from sample.play.stories import PHONE
from sample.play.stream import Heard

STEPS = ("interview", "honourability-check", "references", "training")
NEVER_VETTED = 0.05
RENEWS = {60: 0.7, 20: 0.6}
ENOUGH_VETTED = 0.85
COHORT_CHECKED = timedelta(days=85)
"""Before the year."""
BETWEEN_ROUNDS = timedelta(days=21)


class Association(Nominees, Coordinator):
    """`late`: whose new check comes too late; `running_pairs_come`: no round before they are in."""

    def __init__(self, stage: Stage, person: str, organisation: str, called: str) -> None:
        super().__init__(stage, person, organisation, called)
        self.answers |= {"match": self.match, "answer": self.asked_for_answer}
        self.late = ""
        self.running_pairs_come = True
        self.preview = Preview(self)
        self._rounds: dict[str, Any] = {}
        self._meant: set[str] = set()

    def vet(self, enrolment: Enrolment, source: str) -> None:
        """An interview, a check that holds for six months, references, a training; a few never complete."""
        steps = STEPS if self.chance.random() > NEVER_VETTED else STEPS[:1]
        steps = (*steps, "charter") if source == "partner" else steps
        day = 0.0
        for kind in steps:
            day += self.chance.uniform(0.3, 2.8)
            self.stage.diary.after(day, partial(self.record_step, enrolment, kind, self._age(kind), source))
        if len(steps) >= len(STEPS):
            self.stage.diary.after(day + 0.8, lambda: self.clear(enrolment))

    def _age(self, kind: str) -> int:
        """Days since a step was done: many come with a check that is some months old."""
        return self.chance.choice((2, 5, 10, 30, 60, 110)) if kind == "honourability-check" else 0

    async def record_step(self, enrolment: Enrolment, kind: str, age: int = 0, source: str = "") -> None:
        """The companies had all their nominees checked on one day."""
        clock = self.stage.world.clock
        cohort = source == "partner" and kind == "honourability-check"
        done = (clock.start - COHORT_CHECKED if cohort else clock.now() - timedelta(days=age)).date().isoformat()
        path = f"/enrolments/{enrolment.enrolment_id}/steps"
        await self.post("profiles", path, {"kind": kind, "done_on": done})

    def expiring(self, event: Heard) -> None:
        """Most bring the new check in time."""
        if event.subject != self.late and self.chance.random() < RENEWS.get(event["days_left"], 0):
            self.renew(event, 3, 15)

    def expired(self, event: Heard) -> None:
        """The others within some weeks."""
        self.renew(event, 6, 25)

    def renew(self, event: Heard, least: float, most: float) -> None:
        enrolment = self.stage.book.enrolments[event.subject]
        self.in_days(least, most, lambda: self.record_step(enrolment, "honourability-check"))

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
        """Put off while too few are vetted, or running pairs are still to come in."""
        self._meant.discard(programme)
        early = self._vetted(programme) < ENOUGH_VETTED or self.running_pairs_come
        if early and programme not in self._rounds:
            self.stage.diary.after(3, lambda: self.ask_round(programme))
            return
        self._rounds[programme] = self.stage.world.clock.now()
        waiting = await self.stage.doors.get(self.visitor, "matching", f"/programmes/{programme}/waiting")
        if waiting:
            await self.post("matching", f"/programmes/{programme}/rounds")

    def covers(self, pair: Pair) -> bool:
        """Every pair of its programmes."""
        return True

    async def reach(self, mentor: Mentor) -> None:
        """Whoever has a phone only is called, and the association records what they say."""
        contact = await self.stage.doors.get(self.visitor, "profiles", f"/people/{mentor.person}/contact")
        if contact and not contact["email"]:
            mentor.recorded_by = self
            words = ("PairAccepted", "AgreementSigned", "SessionHeld", "CheckInAnswered")
            how = f"{self.stage.names[mentor.person]}: yes, signature, meetings and check-ins by phone"
            self.stage.shown.expect(PHONE, how, *(told(word, by=mentor.person) for word in words))

    def _vetted(self, programme: str) -> float:
        """The share of those who asked, mentors and students."""
        states = [each.state for each in self.stage.book.enrolments.values() if each.programme == programme]
        return 1 - sum(state in ("asked", "in-vetting") for state in states) / max(1, len(states))

    def asked_for_answer(self, event: Heard) -> None:
        if event.type == "RoundSolved":
            self.in_days(0.3, 0.8, lambda: self.preview.look(event.subject))
        else:
            self.phone(event)
