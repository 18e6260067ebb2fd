"""A bar on the terminal while something takes its time; nothing where nobody looks."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[float], None]  # told how much more of a stage is done


@contextmanager
def shown(stage: str, total: float) -> Iterator[Advance]:
    """A bar from 0 to `total` on standard error, gone when the stage ends."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console  # noqa: PLC0415 -- a bar costs its import to those who see it only
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(stage, total=total)
        yield lambda done: progress.advance(task, done)
