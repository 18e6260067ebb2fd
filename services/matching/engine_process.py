"""The engine in a process of its own, so that lanes, health and heartbeats go on while it works."""

import asyncio
import sys
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from services.matching.domain.equity_row import EquityRow
from services.matching.engine.people import Plan, Shortage
from services.matching.engine.task import TOO_LARGE, Task


class EngineFailed(RuntimeError):
    """The engine ended without an answer; its last lines are in the log."""


class Answer(BaseModel):
    """A part of what the engine says."""

    model_config = ConfigDict(frozen=True)


class Gain(Answer):
    points: int
    students: int
    priority: int


class Valued(Answer):
    shortage: Shortage
    worth: Gain
    known: Literal["exact", "at-most"]


class Found(Answer):
    """A plan with all that a coordinator weighs."""

    plan: Plan
    policies: tuple[EquityRow, ...]
    worths: tuple[Valued, ...]


class Explained(Answer):
    """`mentor` is null for a mentee left out. Sentences by language: all, and those that the two may read."""

    mentor: str | None
    coordinator: dict[str, list[str]]
    others: dict[str, list[str]]


TASKS, FOUND, EXPLAINED = TypeAdapter(Task), TypeAdapter(Found), TypeAdapter(Explained | None)


async def find(task: Task) -> Found | None:
    """None for a pool that does not fit. Raises EngineFailed."""
    out = await _ask(task)
    return out if out is None else FOUND.validate_json(out)


async def explain(task: Task) -> Explained | None:
    """None where the mentee is not in the pool any more, or the pool does not fit. Raises EngineFailed."""
    out = await _ask(task)
    return out if out is None else EXPLAINED.validate_json(out)


async def _ask(task: Task) -> bytes | None:
    command, pipe = (sys.executable, "-m", "services.matching.engine"), asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        out, err = await process.communicate(TASKS.dump_json(task))
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode == TOO_LARGE:
        return None
    if process.returncode:
        raise EngineFailed(err.decode(errors="replace")[-2_000:])
    return out
