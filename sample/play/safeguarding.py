"""Whoever takes up concerns: the lead, and a second person without whom no suspension is lifted."""

from typing import Any

from sample.play.persona import Persona
from sample.play.stage import Stage
from sample.play.stream import Heard

OFFICE = "safeguarding"


class Safeguarding(Persona):
    """Hears of each concern that is raised. `barred`: those whose suspension nobody will lift."""

    role = OFFICE

    def __init__(self, stage: Stage, person: str, second: str) -> None:
        super().__init__(stage, person)
        self.second = Persona(stage, second, {"role": OFFICE})
        self.barred: set[str] = set()

    def raised(self, event: Heard) -> None:
        self.in_days(0.2, 0.6, lambda: self.take_up(event.subject))
        if self.barred.intersection(event["suspend"]):
            self.in_days(1, 3, lambda: self.close(event.subject, "handed-over"))
        elif event["severity"] == "severe":
            self.in_days(12, 20, lambda: self.lift(event.subject))
        else:
            self.in_days(1.5, 8, lambda: self.close(event.subject))

    async def take_up(self, concern: str) -> None:
        await self.post("feedback", f"/concerns/{concern}/assignment", {"assignee": self.person})

    async def close(self, concern: str, outcome: str = "settled") -> None:
        """Handed over, to an authority say, those whom it is about stay suspended."""
        await self.post("feedback", f"/concerns/{concern}/resolution", {"outcome": outcome})

    async def lift(self, concern: str) -> None:
        """One proposes; two days later the other one, who has read it too, says the same."""
        suspended = (await self._read(concern))["suspended"]
        await self.post("feedback", f"/concerns/{concern}/lift", {"persons": suspended})
        self.in_days(1, 2, lambda: self.second.post("feedback", f"/concerns/{concern}/lift", {"persons": suspended}))

    async def _read(self, concern: str) -> Any:
        return await self.stage.doors.get(self.visitor, "feedback", f"/concerns/{concern}")
