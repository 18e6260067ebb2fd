"""How pairs part, and do not: early, by mistake, by a death; or for another year."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial

from sample.play import stories
from sample.play.known import Pair
from sample.play.proof import told
from sample.play.scene import Date, Scenes

BUT_FOR = timedelta(days=2)  # what had been asked just before


class Partings(Scenes):
    """Nobody accuses anybody."""

    def dates(self) -> Iterable[Date]:
        yield 11, 12, None, self.early
        yield 12, 3, None, self.early
        yield 1, 14, None, self.early
        yield 3, 2, stories.REMATCH, self.early
        yield 11, 27, stories.UNDONE, self.by_mistake
        yield 2, 12, stories.UNDONE, self.by_mistake
        yield 4, 6, stories.UNDONE, self.by_mistake
        yield 12, 14, stories.DEATH, self.death
        yield 2, 16, stories.DEATH, self.death
        yield 5, 12, stories.RENEWED, self.another_year
        yield 6, 2, stories.RENEWED, self.another_year

    async def early(self) -> None:
        pair = self.pick(lambda pair: pair.meetings > 1 and pair.programme == self.staff.association.main_programme)
        body = {"reason": "not-a-fit", "rematch_wanted": True}
        await self.cast.mentee(pair).post("matching", f"/pairs/{pair.pair_id}/ending", body)

    async def by_mistake(self) -> None:
        pair = self.pick(lambda pair: pair.meetings > 1)
        mentee, path = self.cast.mentee(pair), f"/pairs/{pair.pair_id}/ending"
        how = f"{self.name(pair.mentee)} thought better of it the day after"
        self.stage.shown.expect(stories.UNDONE, how, told("PairResumed", pair.pair_id, undone=True))
        await mentee.post("matching", path, {"reason": "own-wish"})
        self.stage.diary.after(1.5, lambda: mentee.post("matching", f"{path}/undo"))

    async def death(self) -> None:
        """One quiet leave: sessions are gone, and nothing is asked of the student."""
        pair = self.pick(lambda pair: pair.meetings > 1 and self.alone(pair))
        office, died_at = self.staff.association, self.stage.world.clock.now()
        await office.post("profiles", f"/people/{pair.mentor}/leave", {"quiet": True})
        self.stage.say(
            f"{self.name(pair.mentor)} has died. All falls silent until {self.name(pair.mentee)} has been told"
        )
        self.stage.diary.after(28, partial(self._release, pair, died_at))

    async def _release(self, pair: Pair, died_at: datetime) -> None:
        """The referent has spoken with the student, who wants to go on."""
        office = self.staff.association
        back = await office.post("matching", f"/candidates/{pair.mentee_enrolment}/search")
        asked = self.stage.book.last_asked.get(pair.mentee, died_at) > died_at + BUT_FOR
        self.stage.say(f"{office.called} has spoken with {self.name(pair.mentee)}, who now comes first")
        if back["rematch"] and not asked and pair.status == "ended":
            self.stage.shown.tick(stories.DEATH, f"{self.name(pair.mentee)} was asked nothing for four weeks")
        office.mean_round(pair.programme, 2)

    async def another_year(self) -> None:
        pair = self.pick(lambda pair: pair.meetings > 4)
        ends_on = date(self.stage.world.clock.end.year + 1, 6, 30).isoformat()
        how = f"{self.name(pair.mentor)} and {self.name(pair.mentee)}, until {ends_on}"
        self.stage.shown.expect(stories.RENEWED, how, told("PairRenewed", pair.pair_id))
        body = {"ends_on": ends_on}
        await self.cast.coordinator(pair).post("matching", f"/pairs/{pair.pair_id}/renewal", body)
