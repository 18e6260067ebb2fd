"""Live lines, and under them a bar over the year; plain lines where nobody sits at a terminal."""

from datetime import datetime
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sample.play.world import Clock


class Screen:
    """A context manager: the bar is there as long as it lasts."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.console = Console(highlight=False, soft_wrap=True)
        columns = (TextColumn("{task.description}"), BarColumn(None), TextColumn("{task.percentage:>3.0f} %"))
        self._bar = Progress(*columns, TimeElapsedColumn(), console=self.console, refresh_per_second=4)
        self._year = self._bar.add_task("", total=(clock.end - clock.start).total_seconds())

    def __enter__(self) -> Self:
        if self.console.is_terminal:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def say(self, line: str, style: str = "") -> None:
        self.console.print(line, style=style or None, markup=False)

    def turn(self, now: datetime) -> None:
        """The bar moves to this programme instant."""
        passed = min((now - self._clock.start).total_seconds(), (self._clock.end - self._clock.start).total_seconds())
        self._bar.update(self._year, completed=passed, description=f"{now:%d %B %Y}")
