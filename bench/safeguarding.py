"""How long contact stays possible after a severe concern, in any service, while people use the network as ever.

Seen at the public doors, every 20 ms: the times are from the report's first byte to the first answer which shows that
nothing is possible any more, the refusals of what was tried included. The load is that of the harness of faults.
"""

import asyncio
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import uvloop
from httpx import AsyncClient

from bench.concerned import Concerned, form
from bench.finding import Finding, percentile
from bench.stillness import Watch
from bench.whole import network
from relais.infrastructure.local import Servers
from relais.programs import SERVICES
from relais.running import Running
from tests.faults.load.doors import Doors
from tests.faults.load.ledger import Ledger, read
from tests.faults.load.town import COORDINATOR, Member, Town

CONCERNS, PAUSE_S, REACH_S = 110, 1.0, 2.0
AT_ONCE = 8
A_SECOND, NOMINATIONS_A_SECOND = 50, 0.1
SETTLE_S, LAST_S = 5.0, 120.0


def measure(servers: Servers) -> list[Finding]:
    """One concern a second, each about another mentor with two live pairs, two sessions and a proposal."""
    with network(servers) as (running, folder):
        return uvloop.run(_measure(running, folder))


async def _measure(running: Running, folder: Path) -> list[Finding]:
    doors = Doors(running, Ledger(folder / "own.jsonl"), seed=1)
    town = Town(doors, "concerned", datetime.now(UTC).date())
    await town.open()
    concerned, free = await _form(town), await town.mentee(town.by_hand, "free")
    print(f"{len(concerned)} mentors, {2 * len(concerned)} pairs; {len(concerned)} concerns follow", flush=True)
    with _load(folder):
        await asyncio.sleep(SETTLE_S)
        since = time.time()
        times = await _raise_all(town, concerned, free, running)
        rate = _rate(folder / "ledger.jsonl", since, time.time())
    paired = await _round(town)
    await doors.close()
    return [*_findings(times, rate), _of_the_round(paired)]


async def _form(town: Town) -> list[Concerned]:
    numbers, formed = count(), []

    async def some() -> None:
        while (number := next(numbers)) < CONCERNS:
            formed.append(await form(town, number))

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    return formed


async def _raise_all(town: Town, concerned: list[Concerned], free: Member, running: Running) -> list[dict[str, float]]:
    async with AsyncClient(base_url=running.services["scheduling"], timeout=10) as feeds:
        times = []
        for who in concerned:
            times.append(await _raise(town, who, Watch(town, who, free, feeds)))
            await asyncio.sleep(PAUSE_S)
        return times


async def _raise(town: Town, who: Concerned, watch: Watch) -> dict[str, float]:
    student = town.doors.by(who.students[0].person, "mentee")
    about = {"kind": "person", "id": who.mentor.person}
    began = time.perf_counter()
    raised, times = await asyncio.gather(
        student.post("feedback", "/concerns", {"about": about, "severity": "severe", "text": "what I saw"}),
        watch.until_still(began),
    )
    assert raised.ok, raised.body
    return times


@contextmanager
def _load(folder: Path) -> Iterator[None]:
    """A process of its own, so that it waits for nobody here."""
    command = [sys.executable, "-m", "tests.faults.load", str(folder), "2", str(A_SECOND), str(NOMINATIONS_A_SECOND)]
    process = subprocess.Popen(command)
    try:
        while not (folder / "set-up").exists():
            assert process.poll() is None, "the load could not begin"
            time.sleep(0.1)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(LAST_S)
        except subprocess.TimeoutExpired:
            process.kill()


def _rate(ledger: Path, since: float, until: float) -> float:
    """Commands a second that the load has had answered, done or refused."""
    answered = [each for each in read(ledger) if each["outcome"] in ("ok", "refused") and since <= each["at"] <= until]
    return len(answered) / (until - since)


async def _round(town: Town) -> int:
    """How many a round pairs, where nobody but those concerned is a mentor."""
    asked = await town.ask("matching", f"/programmes/{town.by_hand}/rounds")
    coordinator = town.doors.by(COORDINATOR, "coordinator")
    path = f"/rounds/{asked['round_id']}"
    found: Any = await coordinator.until("matching", path, lambda each: each["status"] != "requested")
    return len(found["pairs"])


def _findings(times: list[dict[str, float]], rate: float) -> list[Finding]:
    overall = [max(each.values()) for each in times]
    what = f"severe concern until nothing is possible any more in any service, {rate:.0f} commands/s"
    good = percentile(overall, 0.99) <= REACH_S
    whole = Finding(what, f"{_told(overall)} ({len(times)} concerns)", f"p99 ≤ {REACH_S:.0f} s", good)
    return [whole, *(Finding(f"… in {name}", _told([each[name] for each in times]), "–", None) for name in SERVICES)]


def _of_the_round(paired: int) -> Finding:
    return Finding("pairs of a round whose only mentors are concerned", str(paired), "0", paired == 0)


def _told(times: list[float]) -> str:
    late = ", ".join(f"p{share} {percentile(times, share / 100):.2f} s" for share in (95, 99))
    return f"p50 {statistics.median(times):.2f} s, {late}, most {max(times):.2f} s"
