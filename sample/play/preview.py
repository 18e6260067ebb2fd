"""What the association makes of a round's preview: strikes out, pins, has it solved again, publishes."""

from typing import Any

from sample.play.office import Office
from sample.play.stories import PINNED

TOO_WEAK = 90
ENOUGH = 6
Two = tuple[str, str]


class Preview:
    """The first preview with enough pairs is solved again, around the best pair and without the weakest."""

    def __init__(self, office: Office) -> None:
        self.office, self.stage = office, office.stage
        self._asked: dict[str, tuple[Two, Two]] = {}

    async def look(self, round_id: str) -> None:
        """A round was solved."""
        preview = await self.stage.doors.get(self.office.visitor, "matching", f"/rounds/{round_id}")
        if round_id in self._asked:
            self._compare(preview)
        elif not self._asked and len(preview["pairs"]) >= ENOUGH:
            await self._again(preview)
            return
        await self._publish(preview)

    async def _again(self, preview: dict[str, Any]) -> None:
        weakest, *_, best = sorted(preview["pairs"], key=lambda pair: (pair["score"], pair["pair_id"]))
        self._asked[preview["round_id"]] = (two(best), two(weakest))
        await self._mark(preview, "pinned", [best["pair_id"]])
        await self._mark(preview, "struck", [weakest["pair_id"]])
        pinned, struck = self._names(best), self._names(weakest)
        self.stage.say(f"The preview: {pinned} stay, {struck} are struck out; {self.office.called} has it solved again")
        await self.office.post("matching", f"/rounds/{preview['round_id']}/again")

    def _compare(self, preview: dict[str, Any]) -> None:
        best, weakest = self._asked[preview["round_id"]]
        found = {two(pair) for pair in preview["pairs"]}
        if best in found and weakest not in found:
            self.stage.shown.tick(PINNED, f"{len(preview['moved'])} students have another mentor in the new preview")

    async def _publish(self, preview: dict[str, Any]) -> None:
        """Pairs with too little in common are struck out, the others proposed."""
        totals, round_id = preview["totals"], preview["round_id"]
        weak = [pair["pair_id"] for pair in preview["pairs"] if pair["score"] < TOO_WEAK]
        if weak:
            await self._mark(preview, "struck", weak)
        sure = "proved best" if preview["certificate"]["optimal"] else "not proved best"
        found = f"{totals['pairs']} pairs for {totals['mentees']} students and {totals['places']} places, {sure}"
        self.stage.say(f"A round of matching: {found}; {len(weak)} struck out, the others proposed", "bold")
        await self.office.post("matching", f"/rounds/{round_id}/publication")

    async def _mark(self, preview: dict[str, Any], how: str, pair_ids: list[str]) -> None:
        path = f"/rounds/{preview['round_id']}/{how}"
        await self.stage.doors.put(self.office.visitor, "matching", path, {"pair_ids": pair_ids})

    def _names(self, pair: dict[str, Any]) -> str:
        of = self.stage.book.enrolments
        return " and ".join(self.stage.names[of[pair[side]].person] for side in ("mentor", "mentee"))


def two(pair: dict[str, Any]) -> Two:
    return pair["mentee"], pair["mentor"]
