"""Clearances that end: a cohort's on one day; and mentors who are away."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial

from sample.play import stories
from sample.play.known import Enrolment
from sample.play.proof import told
from sample.play.scene import Date, NobodyThere, Scenes

A_COHORT = 3
WARNED = (60, 20)


class Checks(Scenes):
    """The companies had their nominees checked on one day, so that all of it ends on one day."""

    def dates(self) -> Iterable[Date]:
        yield 10, 5, stories.COHORT, self.cohort
        yield 1, 8, None, self.falls_ill
        yield 3, 10, None, self.falls_ill

    async def cohort(self) -> None:
        ends, cohort = self._largest()
        late = cohort[0]
        self.staff.association.late = late.enrolment_id
        self.cast.taken.add(late.person)
        about = late.enrolment_id
        signs = (
            *(told("ClearanceExpiring", about, days_left=days) for days in WARNED),
            told("EnrolmentSuspended", about, reason="check"),
            told("EnrolmentResumed", about),
        )
        how = f"{len(cohort)} end on {ends}; {self.name(late.person)} was out until the new check came"
        self.stage.shown.expect(stories.COHORT, how, *signs)
        for days in WARNED:
            at = datetime.fromisoformat(late.cleared_until or "") - timedelta(days=days - 1)
            self.stage.diary.at(at, partial(self._list, ends, days))

    def _largest(self) -> tuple[date, list[Enrolment]]:
        """The nominees whose clearances end on the same day. Raises NobodyThere."""
        by_day: dict[date, list[Enrolment]] = defaultdict(list)
        for each in self.stage.book.enrolments.values():
            if each.source == "partner" and each.state == "cleared" and each.cleared_until:
                by_day[datetime.fromisoformat(each.cleared_until).date()].append(each)
        ends = max(by_day, key=lambda day: len(by_day[day]), default=None)
        if ends is None or len(by_day[ends]) < A_COHORT:
            raise NobodyThere(2)
        return ends, sorted(by_day[ends], key=lambda each: each.enrolment_id)

    async def _list(self, ends: date, days: int) -> None:
        """What the association reads before it calls them."""
        office = self.staff.association
        listed = await self.stage.doors.get(office.visitor, "profiles", "/enrolments", expiring_days=days)
        on_that_day = [each for each in listed if datetime.fromisoformat(each["cleared_until"]).date() == ends]
        self.stage.say(f"{office.called} reads: {len(on_that_day)} clearances end on one day, {ends}: {days} days left")

    async def falls_ill(self) -> None:
        pair = self.pick(lambda pair: True)
        mentor, path = self.cast.mentor(pair), f"/enrolments/{pair.mentor_enrolment}"
        back = self.stage.today(24)
        await mentor.post("profiles", f"{path}/pause", {"back_on": back})
        self.stage.say(f"{self.name(pair.mentor)} is away until {back}")
        self.stage.diary.after(24, lambda: mentor.post("profiles", f"{path}/resumption"))
