"""Companies' nominees, whom the association phones."""

from typing import Any

from sample.play.office import Office
from sample.play.stage import Stage

HOURS = [{"weekday": day, "start": "14:00", "end": "18:30"} for day in (1, 2, 3, 4, 5)]
SATURDAY = {"weekday": 6, "start": "09:00", "end": "12:00"}


class Nominees(Office):
    """`main_programme` is for those nominated for none; `at_the_phone`: who says no, or does not answer."""

    def __init__(self, stage: Stage, person: str, organisation: str, called: str) -> None:
        super().__init__(stage, person, organisation, called)
        self.main_programme = ""
        self.at_the_phone: dict[str, str] = {}

    async def ask_nominees(self) -> None:
        """By phone; most say yes at once."""
        nominations = await self.stage.doors.get(self.visitor, "profiles", "/nominations")
        words = {"confirmation": 0, "refusal": 0, "silence": 0}
        for each in nominations:
            word = self.at_the_phone.get(called(each["nominee"]["reach"]), "confirmation")
            words[word] += 1
            body = self._confirmed(each) if word == "confirmation" else None
            if word != "silence":
                path = f"/nominations/{each['nomination_id']}/{word}"
                await self.for_them(each["nomination_id"], "profiles", path, body)
        said = f"{words['confirmation']} confirm, {words['refusal']} rather not, {words['silence']} not reached"
        self.stage.say(f"{self.called} phoned the companies' nominees: {said}")

    def _confirmed(self, nomination: dict[str, Any]) -> dict[str, Any]:
        told = {} if nomination["nominee"]["programme_id"] else {"programme_id": self.main_programme}
        hours = [*self.chance.sample(HOURS, 3), SATURDAY]
        commitment = {"months": 9, "hours_per_month": 4}
        return {**told, "availability": {"hours": hours}, "places": self.chance.randint(1, 2), "commitment": commitment}


def called(reach: dict[str, Any]) -> str:
    """By name, as the two speak on the phone; never shown."""
    return f"{reach['given_name']} {reach['family_name']}"
