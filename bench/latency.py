"""How long a command takes to be heard: in the next service when all is idle, and on Kafka at 50 commands a second."""

import asyncio
import statistics
import time

import httpx
import uvloop

from bench.finding import Finding, percentile
from bench.processes import Reader, Workers, workers
from relais.infrastructure.local import Servers

ONE_BY_ONE = 300
PAUSE_S = 0.05
A_SECOND = 50
SECONDS = 20
THINGS = 100


def measure(servers: Servers) -> list[Finding]:
    """Real processes, real HTTP, one client that keeps its connections."""
    return uvloop.run(_measure(servers))


async def _measure(servers: Servers) -> list[Finding]:
    async with workers(servers) as both:
        headers = dict(both.things.http.headers)
        async with httpx.AsyncClient(base_url=both.things.http.base_url, headers=headers) as client:
            effect = await _one_by_one(servers, both, client)
            loaded = await _steadily(servers, both, client)
    return [
        _finding("command to its effect in the next service, published by it, idle", effect, p50=30, p99=100),
        _finding(f"command to its event readable on Kafka, {A_SECOND} commands/s", loaded, p99=80),
    ]


async def _one_by_one(servers: Servers, both: Workers, client: httpx.AsyncClient) -> list[float]:
    """Seen where an outsider can: the effect is an event that the next service publishes after its write."""
    times = []
    async with Reader(servers, both.topic("mirrors")) as mirrors:
        for number in range(-20, ONE_BY_ONE):  # the first warm up
            began = time.perf_counter()
            await _bump(client, f"one-{number + 20}")
            ended = await mirrors.when(f"one-{number + 20}", 1)
            if number >= 0:
                times.append(ended - began)
            await asyncio.sleep(PAUSE_S)
    return times


async def _steadily(servers: Servers, both: Workers, client: httpx.AsyncClient) -> list[float]:
    """Commands begin by the clock, however slow the answers are; the time counts from when one should have begun."""
    async with Reader(servers, both.topic("things")) as things:
        start = time.perf_counter() + 0.2

        async def command(number: int) -> float:
            planned = start + number / A_SECOND
            await asyncio.sleep(planned - time.perf_counter())
            thing = f"steady-{number % THINGS}"
            await _bump(client, thing)
            return await things.when(thing, number // THINGS + 1) - planned

        times = await asyncio.gather(*(command(number) for number in range(A_SECOND * SECONDS)))
    return times[A_SECOND:]


async def _bump(client: httpx.AsyncClient, thing: str) -> None:
    (await client.post(f"/things/{thing}/bump", json={})).raise_for_status()


def _finding(what: str, times: list[float], *, p99: float, p50: float | None = None) -> Finding:
    middle, late = statistics.median(times) * 1000, percentile(times, 0.99) * 1000
    reach = (f"p50 ≤ {p50} ms, " if p50 else "") + f"p99 ≤ {p99} ms"
    measured = f"p50 {middle:.0f} ms, p99 {late:.0f} ms ({len(times)} commands)"
    return Finding(what, measured, reach, late <= p99 and (p50 is None or middle <= p50))
