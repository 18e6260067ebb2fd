"""Due dates that passed while nobody was there: how soon they are raised once a worker is back, and in which order."""

import asyncio
import random
import time
from datetime import UTC, datetime, timedelta

import uvloop

from bench.finding import Finding
from bench.processes import Reader, Workers, workers
from chassis.settings import ClockSetting
from relais.infrastructure.local import Servers

DATES = 1_000
DOWN = timedelta(minutes=30)
REACH_S = 10.0


def measure(servers: Servers) -> list[Finding]:
    """Programme time leaps over the downtime; the seconds count from the start of the process."""
    seconds, ready, displaced = uvloop.run(_measure(servers))
    what = (
        f"{DATES:,} due dates of {DOWN.seconds // 60} minutes of downtime, from the start of a worker to the last one"
    )
    told = f"{seconds:.1f} s ({ready:.1f} s of them until ready); none came more than {displaced} places early"
    return [Finding(what, told, f"≤ {REACH_S:.0f} s, all, once, oldest first", seconds <= REACH_S)]


async def _measure(servers: Servers) -> tuple[float, float, int]:
    async with workers(servers) as both, Reader(servers, both.topic("things")) as things:
        due = await _wind(both)
        both.things.kill()
        began, now = time.perf_counter(), datetime.now(UTC)
        clock = ClockSetting(start=now + DOWN, epoch=now)
        await asyncio.to_thread(both.things.start, RELAIS_CLOCK=clock.model_dump_json())
        ready = time.perf_counter() - began
        came = {name: await things.when(name, 1) - began for name in due}
        await asyncio.sleep(2)
        again = [name for name in due if things.came(name, 2)]
        assert not again, f"raised twice: {again[:5]}"
    return max(came.values()), ready, _displaced(due, came)


async def _wind(both: Workers) -> dict[str, float]:
    """When each is due, seconds from now: all of them within the downtime, none before it."""
    chance = random.Random(7)
    due = {f"alarm-{number}": chance.uniform(120, DOWN.total_seconds() - 60) for number in range(DATES)}
    for name, seconds in due.items():
        form = {"every_s": seconds, "times": 1}
        (await asyncio.to_thread(both.things.post, f"/things/{name}/wind", form)).raise_for_status()
    return due


def _displaced(due: dict[str, float], came: dict[str, float]) -> int:
    """By how many places at most a date was raised before its turn."""
    turn = {name: number for number, name in enumerate(sorted(due, key=due.__getitem__))}
    return max(turn[name] - place for place, name in enumerate(sorted(came, key=came.__getitem__)))
