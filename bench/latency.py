"""How long a command takes to be heard: in the next service when all is idle, and on Kafka at 50 commands a second.

Beside the second stands what a store and a broker take by themselves, in turns of a second each: one write, one send,
by hand and without HTTP. What that misses, no service reaches on the same machine at the same moment.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

import httpx
import uvloop

from bench.finding import Finding, percentile
from bench.floor import Floor
from bench.processes import Reader, Workers, workers
from relais.infrastructure.local import Servers

ONE_BY_ONE = 300
PAUSE_S = 0.05
A_SECOND = 50
SECONDS = 20
Do = Callable[[str], Awaitable[None]]


def measure(servers: Servers) -> list[Finding]:
    """Real processes, real HTTP, one client that keeps its connections."""
    return uvloop.run(_measure(servers))


async def _measure(servers: Servers) -> list[Finding]:
    async with workers(servers) as both:
        http = both.things.http
        limits = httpx.Limits(keepalive_expiry=2)  # before the server ends an idle connection
        kept = httpx.AsyncClient(base_url=http.base_url, headers=dict(http.headers), timeout=60, limits=limits)
        async with kept as client, Floor(servers, both.topic("things")) as floor:

            async def command(thing: str) -> None:
                (await client.post(f"/things/{thing}/bump", json={})).raise_for_status()

            effect = await _one_by_one(servers, both, command)
            async with Reader(servers, both.topic("things")) as things:
                loaded, by_hand = await _in_turns(things, command, floor.write_and_send)
    beside = f"; by hand {_told(by_hand)}"
    return [
        _finding("command to its effect in the next service, published by it, idle", effect, p50=30, p99=100),
        _finding(f"command to its event readable on Kafka, {A_SECOND} commands/s", loaded, p99=80, beside=beside),
    ]


async def _one_by_one(servers: Servers, both: Workers, command: Do) -> list[float]:
    """Seen where an outsider can: the effect is an event that the next service publishes after its write."""
    times = []
    async with Reader(servers, both.topic("mirrors")) as mirrors:
        for number in range(-20, ONE_BY_ONE):  # the first warm up
            began = time.perf_counter()
            await command(f"one-{number + 20}")
            ended = await mirrors.when(f"one-{number + 20}", 1)
            if number >= 0:
                times.append(ended - began)
            await asyncio.sleep(PAUSE_S)
    return times


async def _in_turns(things: Reader, command: Do, by_hand: Do) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    theirs: list[float] = []
    for second in range(-2, SECONDS):
        for name, do, times in (("ours", command, ours), ("hand", by_hand, theirs)):
            taken = await _a_second(things, do, f"{name}-{second + 2}")
            times.extend(taken if second >= 0 else ())
    return ours, theirs


async def _a_second(things: Reader, do: Do, name: str) -> list[float]:
    """Each begins by the clock, however slow the answers are; the time counts from when it should have begun."""
    start = time.perf_counter() + 0.05

    async def one(number: int) -> float:
        planned = start + number / A_SECOND
        await asyncio.sleep(planned - time.perf_counter())
        await do(f"{name}-{number}")
        return await things.when(f"{name}-{number}", 1) - planned

    return await asyncio.gather(*(one(number) for number in range(A_SECOND)))


def _finding(what: str, times: list[float], *, p99: float, p50: float | None = None, beside: str = "") -> Finding:
    reach = (f"p50 ≤ {p50} ms, " if p50 else "") + f"p99 ≤ {p99} ms"
    good = percentile(times, 0.99) * 1000 <= p99 and (p50 is None or statistics.median(times) * 1000 <= p50)
    return Finding(what, f"{_told(times)} ({len(times)} commands){beside}", reach, good)


def _told(times: list[float]) -> str:
    return f"p50 {statistics.median(times) * 1000:.0f} ms, p99 {percentile(times, 0.99) * 1000:.0f} ms"
