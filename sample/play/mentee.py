"""A student: accepts, signs, says how it went; contradicts, gets nearer to a goal."""

from typing import ClassVar

from sample.play.known import Pair
from sample.play.persona import Persona
from sample.play.stage import Stage
from sample.play.stories import OF_AGE
from sample.play.stream import Heard


class Mentee(Persona):
    """Signs what the mentor proposes."""

    role = "mentee"
    reasons: ClassVar[tuple[str, ...]] = ("own-wish", "subject", "hours", "already-known")
    answering: ClassVar[float] = 0.8

    def __init__(self, stage: Stage, person: str) -> None:
        super().__init__(stage, person)
        self.answers |= {"sign": self.sign, "confirm": self.come_of_age}

    def sign(self, event: Heard) -> None:
        """Terms that are there; where the mentor has proposed none yet, there is nothing to sign."""
        if event.type == "AgreementSigned" and self.chance.random() < 0.9:
            self.in_days(0.5, 6, lambda: self.post("matching", f"/pairs/{event.subject}/agreement/signature"))

    def come_of_age(self, event: Heard) -> None:
        """Asked on the 18th birthday whether what was agreed before still holds."""
        if event.stream.startswith("profiles.enrolments"):
            self.in_days(1, 6, lambda: self.confirm(event.subject))

    async def confirm(self, enrolment: str) -> None:
        body = {"purposes": ["participation", "data", "results"], "said_on": self.stage.today()}
        said = await self.post("profiles", f"/enrolments/{enrolment}/consents", body)
        if said and not said["guardians"]:
            name = self.stage.names[self.person]
            self.stage.say(f"{name} is 18 and agrees in their own name; no guardian reads or answers any more")
            self.stage.shown.tick(OF_AGE, f"{name} said so in their own name")

    def met(self, event: Heard, pair: Pair) -> None:
        """Some remember it otherwise; some come nearer to a goal."""
        if event.type == "SessionMissed":
            if not event["disputed"] and self.chance.random() < 0.25:
                self.in_days(0.2, 2, lambda: self.post("scheduling", f"/sessions/{event.subject}/held"))
            return
        self.after_meeting(event, pair)
        goals = pair.terms["goals"]
        if goals and self.chance.random() < 0.08:
            goal = self.chance.choice(goals)["goal_id"]
            standing = "reached" if pair.meetings > 10 else "advancing" if pair.meetings > 3 else "begun"
            path = f"/pairs/{pair.pair_id}/goals/{goal}/progress"
            self.in_days(0.5, 3, lambda: self.post("feedback", path, {"progress": standing}))
