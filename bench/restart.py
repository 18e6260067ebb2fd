"""How long a killed worker's work stands: SIGKILL, started again at once, until its next effect."""

import asyncio
import statistics
import time

import uvloop

from bench.finding import Finding, percentile
from bench.processes import Reader, Workers, workers
from relais.infrastructure.local import Servers

KILLS = 20
PAUSE_S = 1.5  # between two kills: long enough to have joined its groups again
REACH_S = 2.0


def measure(servers: Servers) -> list[Finding]:
    """The interpreter's start and all imports included; an event waits from the moment of the kill."""
    times = uvloop.run(_measure(servers))
    late, middle = percentile(times, 0.95), statistics.median(times)
    measured = f"p95 {late:.2f} s, p50 {middle:.2f} s, most {max(times):.2f} s ({len(times)} kills)"
    return [
        Finding("killed worker, started again, to its next effect", measured, f"p95 ≤ {REACH_S:.0f} s", late <= REACH_S)
    ]


async def _measure(servers: Servers) -> list[float]:
    async with workers(servers) as both, Reader(servers, both.topic("mirrors")) as mirrors:
        return [await _kill(both, mirrors, number) for number in range(1, KILLS + 1)]


async def _kill(both: Workers, mirrors: Reader, number: int) -> float:
    await asyncio.sleep(PAUSE_S)
    began = time.perf_counter()
    both.mirror.kill()
    both.mirror.start(ready=False)
    (await asyncio.to_thread(both.things.post, "/things/a/bump")).raise_for_status()
    return await mirrors.when("a", number) - began
