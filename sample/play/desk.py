"""A coordinator's morning, once a month: the lists that wait, and what was done since the month before."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sample.play.office import Office
from sample.play.opening import Staff
from sample.play.stage import Stage

WITHIN_DAYS = 60


class Desk:
    """The association's, which coordinates the programmes."""

    def __init__(self, stage: Stage, staff: Staff) -> None:
        self.stage, self.staff, self.office = stage, staff, staff.association

    async def look(self) -> None:
        at_risk = await self._get("feedback", "/pairs/at-risk")
        lists = [
            await self._get("matching", f"/programmes/{programme}/waiting")
            for programme in self.staff.programmes.values()
        ]
        waiting = [each for listed in lists for each in listed]
        expiring = await self._get("profiles", "/enrolments", expiring_days=WITHIN_DAYS)
        nominees = await self._get("profiles", "/nominations")
        for line in morning(at_risk, waiting, len(expiring), len(nominees)):
            self.stage.screen.say(f"        {line}", "cyan")
        self._say_done(self.office.called, [self.office])
        self._say_done("The schools", list(self.staff.schools.values()))

    def _say_done(self, called: str, offices: Sequence[Office]) -> None:
        if done := since(offices):
            self.stage.screen.say(f"        {called} since the month before: {done}", "cyan")

    async def _get(self, service: str, path: str, **query: Any) -> Any:
        return await self.stage.doors.get(self.office.visitor, service, path, **query)


def morning(
    at_risk: list[dict[str, Any]], waiting: list[dict[str, Any]], expiring: int, nominees: int
) -> tuple[str, ...]:
    """`at_risk` and `waiting` as the doors list them."""
    reasons = Counter(reason["reason"] for each in at_risk for reason in each["reasons"])
    why = ", ".join(f"{count} {reason.replace('-', ' ')}" for reason, count in reasons.most_common())
    longest = max((each["waiting_days"] for each in waiting), default=0)
    wait = f"Students without a mentor: {len(waiting)}" + (f", the longest for {longest} days" if waiting else "")
    return (
        f"On the desk: pairs to look after: {len(at_risk)}" + (f" ({why})" if why else ""),
        f"{wait}; clearances that end within {WITHIN_DAYS} days: {expiring}; nominees to phone: {nominees}",
    )


def since(offices: Sequence[Office]) -> str:
    """What they did since they were asked last, most often first."""
    done: Counter[str] = Counter()
    for office in offices:
        done += office.did
        office.did.clear()
    return ", ".join(f"{what}: {count}" for what, count in done.most_common())
