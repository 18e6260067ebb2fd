"""What everybody in the play shares: the doors, the time, what was heard, where to say it."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from sample.play.diary import Diary
from sample.play.doors import Doors, Refusal
from sample.play.names import Names
from sample.play.notebook import Notebook
from sample.play.screen import Screen
from sample.play.shown import Shown
from sample.play.world import World


@dataclass
class Stage:
    """One play. `refusals` counts rules that said no; `surprises` are answers that nobody should get.

    `calls`: what a coordinator's call to a mentor brings to light, by pair.
    """

    seed: int
    world: World
    screen: Screen
    book: Notebook = field(default_factory=Notebook)
    names: Names = field(default_factory=Names)
    shown: Shown = field(default_factory=Shown)
    refusals: Counter[str] = field(default_factory=Counter)
    surprises: list[str] = field(default_factory=list)
    calls: dict[str, Callable[[Any], Awaitable[None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.doors = Doors(self.world, self.seed)
        self.diary = Diary(self.world.clock, self.failed)

    def chance(self, whom: str) -> Random:
        """The same seed and the same person make the same choices."""
        return Random(f"{self.seed}/{whom}")

    def today(self, days: int = 0) -> str:
        """The programme's day, or one so many days later, as forms want it."""
        return (self.world.clock.now() + timedelta(days=days)).date().isoformat()

    def failed(self, error: Exception) -> None:
        if isinstance(error, Refusal) and error.status == 409:
            self.refusals[error.code] += 1
            return
        surprise = str(error) if isinstance(error, Refusal) else f"{type(error).__name__}: {error}"
        self.surprises.append(surprise)
        self.screen.say(f"unexpected: {surprise}", "red")

    def say(self, line: str, style: str = "") -> None:
        self.screen.say(f"{self.world.clock.now():%d %b}  {line}", style)
