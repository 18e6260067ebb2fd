"""A student: accepts, signs, says how it went; contradicts, gets nearer to a goal."""

from typing import ClassVar

from sample.play.notebook import Pair
from sample.play.persona import Persona
from sample.play.stage import Stage
from sample.play.stream import Heard


class Mentee(Persona):
    """Signs what the mentor proposes."""

    role = "mentee"
    reasons: ClassVar[tuple[str, ...]] = ("own-wish", "subject", "hours", "already-known")
    answering: ClassVar[float] = 0.8

    def __init__(self, stage: Stage, person: str) -> None:
        super().__init__(stage, person)
        self.answers |= {"sign": self.sign}

    def sign(self, event: Heard) -> None:
        """Terms that are there; where the mentor has proposed none yet, there is nothing to sign."""
        if event.type == "AgreementSigned" and self.chance.random() < 0.9:
            self.in_days(0.5, 6, lambda: self.post("matching", f"/pairs/{event.subject}/agreement/signature"))

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
