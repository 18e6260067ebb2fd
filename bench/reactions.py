"""A backlog of reactions through the chassis, against two loops written by hand, in turns on one machine."""

import asyncio
import secrets
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import uvloop

from bench.backlog import fill
from bench.by_hand import ByHand
from bench.finding import Finding
from bench.toy import Toy, toy
from chassis.runtime import Runtime
from chassis.settings import Settings
from relais.infrastructure.local import Servers

EVENTS = 3_000
ROUNDS = 5
LIMIT_S = 120


@dataclass(frozen=True)
class Shape:
    """How the backlog is spread, and how much faster the chassis shall be than one event at a time."""

    name: str
    each: int
    reach: float


SHAPES = (Shape("10 events an aggregate", 10, 3.0), Shape("all aggregates distinct", 1, 1.5))
Loop = Callable[[Servers, Toy, str], Awaitable[float]]


def measure(servers: Servers) -> list[Finding]:
    """Ratios of medians; a fresh database and consumer group for every run of a loop."""
    return [finding for shape in SHAPES for finding in uvloop.run(_compare(servers, shape))]


async def _compare(servers: Servers, shape: Shape) -> list[Finding]:
    streams = toy(secrets.token_hex(4))
    await fill(servers.kafka, streams, EVENTS // shape.each, shape.each)
    rates: dict[str, list[float]] = {name: [] for name in LOOPS}
    cpu: dict[str, list[float]] = {name: [] for name in LOOPS}
    for number in range(ROUNDS + 1):  # the first warms up server and interpreter
        for name in _turned(list(LOOPS), number):
            spent = time.process_time()
            seconds = await LOOPS[name](servers, streams, f"bench-{secrets.token_hex(4)}")
            if number:
                rates[name].append(EVENTS / seconds)
                cpu[name].append((time.process_time() - spent) / EVENTS * 1e6)
    return _findings(shape, rates, cpu)


def _turned(names: list[str], by: int) -> list[str]:
    """Whoever comes after a heavy neighbour changes from round to round."""
    return names[by % len(names) :] + names[: by % len(names)]


def _findings(shape: Shape, rates: dict[str, list[float]], cpu: dict[str, list[float]]) -> list[Finding]:
    def row(rival: str, reach: float) -> Finding:
        ratios = [ours / theirs for ours, theirs in zip(rates["chassis"], rates[rival], strict=True)]
        middle = {name: statistics.median(rates[name]) for name in ("chassis", rival)}
        spent = {name: statistics.median(cpu[name]) for name in ("chassis", rival)}
        return Finding(
            f"chassis against {rival} by hand, {shape.name}",
            f"{statistics.median(ratios):.2f} × ({min(ratios):.2f} to {max(ratios):.2f}); "
            f"{middle['chassis']:,.0f} / {middle[rival]:,.0f} events/s, "
            f"{spent['chassis']:.0f} / {spent[rival]:.0f} µs CPU",
            f"≥ {reach} ×",
            statistics.median(ratios) >= reach,
        )

    return [row("one at a time", shape.reach), row("batched", 0.6)]


async def _chassis(servers: Servers, streams: Toy, name: str) -> float:
    settings = Settings(kafka=servers.kafka, mongo=servers.mongo, database="bench", log_level="ERROR")
    runtime = Runtime(name, settings, [], streams.reactions(), {})
    batch = runtime.batches[streams.visits.name]
    apply, began, done, ended = batch.apply, 0.0, 0, asyncio.get_running_loop().create_future()

    async def watched(arrivals: Any) -> None:
        nonlocal began, done
        began = began or time.perf_counter()
        await apply(arrivals)
        done += len(arrivals)
        if done == EVENTS:
            ended.set_result(time.perf_counter())

    batch.apply = watched  # type: ignore[method-assign]
    await runtime.start()
    try:
        return float(await asyncio.wait_for(ended, LIMIT_S)) - began
    finally:
        await runtime.stop()


async def _lanes(servers: Servers, streams: Toy, name: str) -> float:
    hand = ByHand(servers, streams, name)
    return await hand.run(hand.lanes, EVENTS, time.perf_counter)


async def _batched(servers: Servers, streams: Toy, name: str) -> float:
    hand = ByHand(servers, streams, name)
    return await hand.run(hand.batched, EVENTS, time.perf_counter)


LOOPS: dict[str, Loop] = {"chassis": _chassis, "one at a time": _lanes, "batched": _batched}
