"""What happens in any year, once at least: scenes by date."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from sample.play.cast import Cast
from sample.play.doors import Refusal
from sample.play.hard_cases.checks import Checks
from sample.play.hard_cases.companies import Companies
from sample.play.hard_cases.concerns import Concerns
from sample.play.hard_cases.identities import Identities
from sample.play.hard_cases.minors import Minors
from sample.play.hard_cases.offices import Offices
from sample.play.hard_cases.partings import Partings
from sample.play.hard_cases.proposals import Proposals
from sample.play.hard_cases.running_pairs import RunningPairs
from sample.play.hard_cases.words import Words
from sample.play.opening import Staff
from sample.play.scene import NobodyThere, Scene, Scenes
from sample.play.stage import Stage

KINDS: tuple[type[Scenes], ...] = (Checks, Concerns, Identities, Minors, Offices, Partings, Proposals, Words)
PUT_OFF_DAYS = 12


class Story:
    """One that has shown what it must is not played again."""

    def __init__(self, stage: Stage, cast: Cast, staff: Staff) -> None:
        self.stage = stage
        self._scenes = [kind(stage, cast, staff) for kind in KINDS]
        self._companies, self._running = Companies(stage, cast, staff), RunningPairs(stage, cast, staff)

    def plan(self, nominations: dict[str, list[dict[str, Any]]], running_pairs: bytes) -> None:
        """`nominations`: each company's events, as published; `running_pairs`: the association's spreadsheet."""
        self._companies.events, self._running.file = nominations, running_pairs
        autumn = self.stage.world.clock.start.year
        for scenes in (*self._scenes, self._companies, self._running):
            for month, day, what, scene in scenes.dates():
                instant = datetime(autumn + (month < 8), month, day, 9, tzinfo=UTC)
                self.stage.diary.at(instant, partial(self.play, what, scene))

    async def play(self, what: str | None, scene: Scene) -> None:
        """Put off where nobody is there whom it could happen to, or a rule says no."""
        if what in self.stage.shown.ticked:
            return
        try:
            await scene()
        except NobodyThere as nobody:
            self.stage.diary.after(nobody.days, lambda: self.play(what, scene))
        except Refusal as refusal:
            self.stage.failed(refusal)
            self.stage.diary.after(PUT_OFF_DAYS, lambda: self.play(what, scene))
