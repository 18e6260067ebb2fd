"""Words that come late: a meeting is told weeks after it was held."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from sample.play import stories
from sample.play.coordinator import Coordinator
from sample.play.known import Pair
from sample.play.mentor import session
from sample.play.proof import told
from sample.play.scene import Date, Scenes

BEFORE_THE_CALL = timedelta(days=12)


class Words(Scenes):
    """The pair seems silent, and is called: they had met all the same."""

    def dates(self) -> Iterable[Date]:
        yield 10, 8, stories.LATE, self.tells_nothing
        yield 11, 24, stories.LATE, self.tells_nothing
        yield 2, 22, stories.LATE, self.tells_nothing

    async def tells_nothing(self) -> None:
        pair = self.pick(lambda pair: pair.meetings > 0 and self.alone(pair))
        self.cast.mentor(pair).drifts_after = pair.meetings
        self.stage.calls[pair.pair_id] = partial(self._tells_late, pair)

    async def _tells_late(self, pair: Pair, office: Coordinator) -> None:
        """Recorded in its right place, in the mentor's name."""
        met = (self.stage.world.clock.now() - BEFORE_THE_CALL).replace(hour=14, minute=0, second=0, microsecond=0)
        met -= timedelta(days=met.isoweekday() == 7)
        two = f"{self.name(pair.mentor)} and {self.name(pair.mentee)}"
        how = f"{two} had met on {met:%d %B}"
        self.stage.shown.expect(stories.LATE, how, told("PairBackOnTrack", pair.pair_id))
        self.cast.mentor(pair).drifts_after = None
        self.stage.say(f"{office.called} phones {self.name(pair.mentor)} and records for them: {how}")
        body = {**session(pair, met.isoformat(), "online"), "held": {}}
        await office.for_them(pair.mentor, "scheduling", "/sessions", body)
