"""What a scene needs: somebody to whom it can happen, and patience."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any

from sample.play.cast import Cast
from sample.play.known import Pair
from sample.play.opening import Staff
from sample.play.stage import Stage

PATIENCE_S = 30.0
Scene = Callable[[], Awaitable[Any]]
Date = tuple[int, int, str | None, Scene]
"""Month, day, the story that it shows (None where it shows none), and what happens."""


class NobodyThere(Exception):
    """Nobody to whom this could happen now; looked at again in so many days."""

    def __init__(self, days: float = 12) -> None:
        super().__init__()
        self.days = days


class Scenes(ABC):
    """Scenes of one kind. Who it happens to is chance."""

    def __init__(self, stage: Stage, cast: Cast, staff: Staff) -> None:
        self.stage, self.cast, self.staff = stage, cast, staff
        self.chance = stage.chance(type(self).__name__)

    @abstractmethod
    def dates(self) -> Iterable[Date]:
        """When what happens."""

    def name(self, person: str) -> str:
        return self.stage.names[person]

    def pick(self, fits: Callable[[Pair], bool]) -> Pair:
        """A living pair, neither of whom a scene has touched yet. Raises NobodyThere."""
        taken = self.cast.taken
        free = [pair for pair in self.stage.book.living() if not {pair.mentor, pair.mentee} & taken]
        found = [pair for pair in free if fits(pair)]
        if not found:
            raise NobodyThere
        pair = self.chance.choice(sorted(found, key=lambda pair: pair.pair_id))
        taken |= {pair.mentor, pair.mentee}
        return pair

    def alone(self, pair: Pair) -> bool:
        """Whether the mentor has no other student."""
        return sum(each.mentor == pair.mentor for each in self.stage.book.living()) == 1

    def cleared_for(self, pair: Pair, days: int) -> bool:
        """Whether the mentor's clearance lasts so long."""
        until = self.stage.book.enrolments[pair.mentor_enrolment].cleared_until
        return until is None or (datetime.fromisoformat(until) - self.stage.world.clock.now()).days > days

    async def until(self, ask: Callable[[], Awaitable[Any]], good: Callable[[Any], Any]) -> Any:
        """The answer, once it is good. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE_S):
            answer = await ask()
            while not good(answer):
                await asyncio.sleep(0.3)
                answer = await ask()
        return answer
