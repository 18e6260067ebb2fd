"""What a coordinator does about proposals by hand."""

from collections.abc import Iterable

from sample.play import stories
from sample.play.proof import told
from sample.play.scene import Date, NobodyThere, Scenes


class Proposals(Scenes):
    """Both by the association, which coordinates the programmes."""

    def dates(self) -> Iterable[Date]:
        for month, day in ((9, 24), (10, 14), (11, 22), (1, 22), (3, 10)):
            yield month, day, stories.EXCLUDED, self.kept_apart
        for month, day in ((10, 26), (12, 15), (2, 1)):
            yield month, day, stories.BY_HAND, self.by_hand

    async def kept_apart(self) -> None:
        """A proposal is open, and the coordinator learns that these two must not meet; why is written nowhere."""
        pairs = sorted(self.stage.book.pairs.values(), key=lambda pair: pair.pair_id)
        found = [pair for pair in pairs if pair.status == "proposed"]
        if not found:
            raise NobodyThere(1)
        pair = self.chance.choice(found)
        how = f"{self.name(pair.mentor)} and {self.name(pair.mentee)}; the others read only that it was taken back"
        self.stage.shown.expect(stories.EXCLUDED, how, told("PairWithdrawn", pair.pair_id, reason="excluded"))
        office = self.staff.association
        self.stage.say(f"{office.called} keeps {self.name(pair.mentor)} and {self.name(pair.mentee)} apart")
        body = {"programme_id": pair.programme, "people": [pair.mentor, pair.mentee]}
        await office.post("matching", "/exclusions", body)

    async def by_hand(self) -> None:
        """The longest waiting, and somebody whom the coordinator thinks of."""
        office, programme = self.staff.association, self.staff.association.main_programme
        waiting = await self.stage.doors.get(office.visitor, "matching", f"/programmes/{programme}/waiting")
        free = sorted(each.enrolment_id for each in self.stage.book.free_mentors(programme))
        if not waiting or not free:
            raise NobodyThere(5)
        mentee, mentor = waiting[0], self.chance.choice(free)
        two = (self.stage.book.enrolments[mentor].person, mentee["person_id"])
        await office.post("matching", "/pairs", {"mentee": mentee["enrolment_id"], "mentor": mentor})
        self.stage.say(f"{office.called} proposes {self.name(two[0])} and {self.name(two[1])} to each other by hand")
