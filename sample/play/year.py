"""The sample network's year, from the opening to the closing summary."""

import asyncio
import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sample.play import closing
from sample.play.cast import Cast
from sample.play.desk import Desk
from sample.play.known import begins
from sample.play.narrator import Narrator
from sample.play.opening import Opening, Staff
from sample.play.stage import Stage
from sample.play.story import Story
from sample.play.stream import Heard, Reader
from sample.play.tally import Tally
from sample.play.world import files

TICK_S = 0.2
QUIET_S = 2.0
SETTLING_S = 60.0
TWINS_FILE = "students-lycee-trois-rivieres.csv"
MENTORS_FILE = "mentors-association.csv"
RUNNING_PAIRS_FILE = "pairs-association.csv"
ROUNDS = ((9, 18), (10, 12), (11, 20), (1, 20), (3, 8))


class Year:
    """`play` says whether everything was shown, and nobody got an answer that nobody should get."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.files = stage, files(stage.seed)
        self.tally = Tally()
        self.narrator = Narrator(stage, self.tally)
        self.refused = 0
        self._cast: Cast | None = None
        self._early: list[Heard] = []
        self._unplaced: dict[str, list[Heard]] = defaultdict(list)
        self._background: list[asyncio.Task[None]] = []

    async def play(self) -> bool:
        try:
            reader = Reader(self.stage.world.kafka, self._hear)
            self._background.append(asyncio.create_task(reader.read()))
            await reader.started.wait()
            staff = await self._open()
            self._background.append(asyncio.create_task(self.stage.diary.run()))
            await self._pass(lambda: self.stage.world.clock.now() >= self.stage.world.clock.end)
            await self._settle(reader)
            await self._close(staff)
        finally:
            for task in self._background:
                task.cancel()
            await asyncio.gather(*self._background, return_exceptions=True)
            await self.stage.doors.close()
        return not self.stage.shown.missing and not self.stage.surprises

    async def _open(self) -> Staff:
        staff = await Opening.of(self.stage, self.files["network.json"]).open()
        self._cast = Cast(self.stage, staff)
        for event in self._early:
            self._cast.hear(event)
        self._background += [asyncio.create_task(each.read_receipts()) for each in staff.companies.values()]
        self._plan(staff)
        return staff

    def _plan(self, staff: Staff) -> None:
        """Mentors first, then the schools one after the other."""
        clock, diary = self.stage.world.clock, self.stage.diary
        autumn = clock.start.year
        nominations = {name: json.loads(self.files[f"nominations-{name}.json"])["events"] for name in staff.companies}
        diary.at(clock.start, partial(self._bring_in, staff.association, MENTORS_FILE))
        for name, company in staff.companies.items():
            held_back = company is staff.companies[next(reversed(staff.companies))]
            diary.at(clock.start, partial(company.publish, nominations[name][: -1 if held_back else None]))
        diary.at(clock.start + timedelta(days=3), staff.association.ask_nominees)
        for day, (reference, school) in enumerate(staff.schools.items()):
            import_at = datetime(autumn, 9, 7, 7, tzinfo=UTC) + timedelta(hours=6 * day)
            diary.at(import_at, partial(self._bring_in, school, f"students-{reference}.csv"))
        for month, day in ROUNDS:
            for number, programme in enumerate(staff.programmes.values()):
                instant = datetime(autumn + (month < 8), month, day + number, 8, tzinfo=UTC)
                diary.at(instant, partial(staff.association.ask_round, programme))
        for month in (10, 11, 12, 1, 2, 3, 4, 5, 6, 7):
            first = datetime(autumn + (month < 8), month, 1, tzinfo=UTC)
            diary.at(first, partial(self._month, first, Desk(self.stage, staff)))
        assert self._cast
        Story(self.stage, self._cast, staff).plan(nominations, self.files[RUNNING_PAIRS_FILE])

    async def _month(self, first: datetime, desk: Desk) -> None:
        self.narrator.month(first)
        await desk.look()

    async def _bring_in(self, who: Any, name: str) -> None:
        report = await who.bring_in(name, self.files[name])
        self.refused += len({refusal["line"] for refusal in report["refused"]})
        if name == TWINS_FILE:
            await who.find_twins()

    def _hear(self, event: Heard) -> None:
        """Between streams there is no order: what is told of a pair before its proposal waits for that."""
        pair = event.data.get("pair_id") or next(iter(event.data.get("pairs", ())), None)
        if pair and pair not in self.stage.book.pairs and not begins(event):
            self._unplaced[pair].append(event)
            return
        try:
            self._take_in(event)
        except Exception as error:  # told at the end; the others still hear theirs
            self.stage.failed(error)
        for later in self._unplaced.pop(pair or "", ()):
            self._hear(later)

    def _take_in(self, event: Heard) -> None:
        if event.type == "EnrolmentAsked":
            self.stage.names.meet(event["person_id"], event["role"])
        self.stage.book.hear(event)
        self.tally.hear(event)
        self.stage.shown.hear(event, self.stage.names.__getitem__)
        if self._cast is None:
            self._early.append(event)
            return
        self._cast.hear(event)
        self.narrator.hear(event)

    async def _pass(self, until: Any) -> None:
        while not until():
            self.stage.screen.turn(self.stage.world.clock.now())
            for task in self._background:
                if task.done():
                    await task
            await asyncio.sleep(TICK_S)

    async def _settle(self, reader: Reader) -> None:
        """Nothing new is heard for a while."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + SETTLING_S
        await self._pass(lambda: (reader.quiet_for() > QUIET_S and not self.stage.diary.busy) or loop.time() > latest)

    async def _close(self, staff: Staff) -> None:
        still_waiting = await closing.waiting(self.stage, staff)
        for line in (
            *closing.numbers(self.stage, self.tally, self.refused, still_waiting),
            *closing.checklist(self.stage),
        ):
            self.stage.screen.say(line)
