"""What a second and a third worker add: a backlog of reactions, applied by as many processes."""

import asyncio
import secrets
import statistics
import tempfile
import time
from pathlib import Path

import uvloop
from aiokafka import AIOKafkaConsumer, TopicPartition

from bench.backlog import fill
from bench.finding import Finding
from bench.toy import Toy, toy
from relais.infrastructure.local import Servers
from relais.tokens import Issuer, make_keys
from tests.processes import Worker

WORKERS = (1, 2, 3)
AGGREGATES, EACH, ROUNDS = 2_000, 10, 3
FROM, TO = 0.2, 0.9  # of the backlog: starts and ends of single workers aside
LIMIT_S = 120


def measure(servers: Servers) -> list[Finding]:
    """Broker, store and workers share the machine's cores, which is what bounds it here."""
    rates: dict[int, list[float]] = {count: [] for count in WORKERS}
    for _ in range(ROUNDS):
        for count in WORKERS:
            rates[count].append(uvloop.run(_rate(servers, count)))
    told = ", ".join(f"{count}: {statistics.median(each):,.0f}" for count, each in rates.items())
    return [Finding("reactions a second by as many worker processes", told, "–", None)]


async def _rate(servers: Servers, count: int) -> float:
    run = secrets.token_hex(4)
    streams = toy(run)
    await fill(servers.kafka, streams, AGGREGATES, EACH)
    with tempfile.TemporaryDirectory() as folder:
        make_keys(Path(folder) / "keys")
        issuer = Issuer(Path(folder) / "keys")
        settings = {"TOY_RUN": run, "RELAIS_DATABASE": f"bench-{run}", "RELAIS_LOG_LEVEL": "ERROR"}
        slots = [{**settings, "RELAIS_SLOT": str(number)} for number in range(count)]
        started = [
            Worker("bench.toy:create", Path(folder) / each["RELAIS_SLOT"], servers, issuer, each) for each in slots
        ]
        try:
            for each in started:
                each.start(ready=False)
            return await _watched(servers, streams)
        finally:
            for each in started:
                each.kill()


async def _watched(servers: Servers, streams: Toy) -> float:
    """Effects a second in the middle of the backlog."""
    partitions = [TopicPartition(streams.journals.name, number) for number in range(streams.journals.partitions)]
    marks: list[tuple[float, int]] = []
    end = time.perf_counter() + LIMIT_S
    async with AIOKafkaConsumer(bootstrap_servers=servers.kafka) as consumer:
        while not marks or marks[-1][1] < TO * AGGREGATES * EACH:
            assert time.perf_counter() < end, f"{marks[-1:]} after {LIMIT_S} s"
            there = sum((await consumer.end_offsets(partitions)).values())
            if there >= FROM * AGGREGATES * EACH:
                marks.append((time.perf_counter(), there))
            await asyncio.sleep(0.05)
    (began, first), (ended, last) = marks[0], marks[-1]
    return (last - first) / (ended - began)
