"""Pairs that ran before the network did, from the association's spreadsheet."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from sample.play.doors import Refusal
from sample.play.scene import Date, Scenes

TRIES = ((9, 13), (9, 15), (9, 17), (9, 19), (9, 21), (9, 24))
"""The same file again changes nothing: lines whose people are cleared by now go in."""
NEVER_CLEARED = 1
"""So many lines are not waited for."""
Row = dict[str, str]


class RunningPairs(Scenes):
    """`file`: one line a pair, as `relais import pairs.csv` takes it."""

    file: bytes

    def dates(self) -> Iterable[Date]:
        for month, day in TRIES:
            yield month, day, None, self.bring_in

    async def bring_in(self) -> None:
        """No round before."""
        office = self.staff.association
        if not office.running_pairs_come:
            return
        rows = list(csv.DictReader(io.StringIO(self.file.decode("cp1252")), delimiter=";"))
        answers = [await self._take(row) for row in rows]
        last = self.stage.world.clock.now().day >= TRIES[-1][1]
        wait = answers.count("not-available") > NEVER_CLEARED and not last
        if wait or not office.running_pairs_come:  # or the next try was quicker
            return
        office.running_pairs_come = False
        taken = answers.count("taken")
        told = f"running pairs: {taken}, lines refused: {len(rows) - taken}"
        self.stage.say(f"{office.called}: pairs-association.csv: {told}", "bold")
        for line, answer in enumerate(answers, start=2):
            if answer != "taken":
                self.stage.say(f"    line {line}: {answer.replace('-', ' ')}")

    async def _take(self, row: Row) -> str:
        """`taken`, or why not."""
        mentee = await self._enrolled(row["Élève"], row["Établissement"], "mentee")
        mentor = await self._enrolled(row["Mentor"], row["Association"], "mentor")
        if mentee is None or mentor is None:
            return "nobody-enrolled-by-that-reference"
        form: dict[str, Any] = {"mentee": mentee, "mentor": mentor, "starts_on": row["Depuis"], "ends_on": row["Fin"]}
        form |= {"signed_on": row["Accord signé le"]} if row["Accord signé le"] else {}
        try:
            await self.staff.association.post("matching", "/pairs/running", form)
        except Refusal as refusal:
            if refusal.status not in (404, 409):
                raise
            return refusal.code if refusal.status == 409 else "not-available"
        return "taken"

    async def _enrolled(self, reference: str, organisation: str, role: str) -> str | None:
        """The enrolment in the main programme of whoever an organisation calls so."""
        named = f"{self.staff.organisations[organisation]}/{reference}"
        asks = self.staff.association.visitor
        found = await self.stage.doors.get(asks, "profiles", "/people", reference=named)
        people = {each["person_id"] for each in found}
        of = (each for each in self.stage.book.enrolments.values() if each.person in people and each.role == role)
        programme = self.staff.association.main_programme
        return next((each.enrolment_id for each in of if each.programme == programme), None)
