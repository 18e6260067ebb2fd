"""What a key that cannot be read or applied costs all others: seconds with poison and without, in turns."""

import asyncio
import statistics
import time

import httpx
import uvloop
from aiokafka import AIOKafkaProducer

from bench.finding import Finding, percentile
from bench.processes import Reader, Workers, workers
from relais.infrastructure.local import Servers

A_SECOND, SECONDS = 40, 40
POISONED_A_SECOND = 10
REACH_MS = 50.0


def measure(servers: Servers) -> list[Finding]:
    """From a command to its effect in the next service. Poison: events whose reaction fails, and no JSON at all."""
    poisoned, clean = uvloop.run(_measure(servers))
    added = (percentile(poisoned, 0.99) - percentile(clean, 0.99)) * 1000
    what = f"delay that a poisoned key adds to others, p99, {A_SECOND} commands/s, {2 * POISONED_A_SECOND} poisoned"
    return [Finding(what, f"{added:+.0f} ms: {_told(poisoned)}, without {_told(clean)}", "≤ 50 ms", added <= REACH_MS)]


async def _measure(servers: Servers) -> tuple[list[float], list[float]]:
    poisoned: list[float] = []
    clean: list[float] = []
    async with workers(servers) as both, Reader(servers, both.topic("mirrors")) as mirrors:
        http = both.things.http
        client = httpx.AsyncClient(base_url=http.base_url, headers=dict(http.headers), timeout=60)
        async with client, AIOKafkaProducer(bootstrap_servers=servers.kafka) as producer:
            for second in range(-4, SECONDS):
                started = time.perf_counter() + 0.05
                others = asyncio.gather(*(_other(client, mirrors, started, f"{second}-{n}") for n in range(A_SECOND)))
                if second % 2:
                    await asyncio.gather(
                        *(_poison(client, producer, both, started, f"{second}-{n}") for n in range(POISONED_A_SECOND))
                    )
                if (taken := await others) and second >= 0:
                    (poisoned if second % 2 else clean).extend(taken)
    return poisoned, clean


async def _other(client: httpx.AsyncClient, mirrors: Reader, started: float, name: str) -> float:
    """Seconds from when it should have begun, however slow the answers are."""
    planned = started + int(name.rpartition("-")[2]) / A_SECOND
    await asyncio.sleep(planned - time.perf_counter())
    (await client.post(f"/things/{name}/bump", json={"group": name})).raise_for_status()
    return await mirrors.when(name, 1) - planned


async def _poison(
    client: httpx.AsyncClient, producer: AIOKafkaProducer, both: Workers, started: float, name: str
) -> None:
    """Two keys a second that are parked, and what comes behind them: fewer than a worker stops for."""
    second, _, number = name.rpartition("-")
    await asyncio.sleep(started + int(number) / POISONED_A_SECOND - time.perf_counter())
    await client.post(f"/things/poisoned-{second}/bump", json={"demand": "bug", "group": "poisoned"})
    await producer.send_and_wait(both.topic("things"), b"{", f"spoilt-{second}".encode())


def _told(times: list[float]) -> str:
    return f"p50 {statistics.median(times) * 1000:.0f} ms, p99 {percentile(times, 0.99) * 1000:.0f} ms ({len(times)})"
