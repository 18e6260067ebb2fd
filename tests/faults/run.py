"""One run: the network, load on it, faults by schedule; then quiet, the audit and the client's accounts."""

import asyncio
import signal
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from relais.supervisor import Child
from tests.faults.accounts import settle
from tests.faults.fault import Journal
from tests.faults.judged import ask_the_auditor
from tests.faults.launch import preload
from tests.faults.load.town import CANARY
from tests.faults.outcome import Outcome, Wanted
from tests.faults.rig import Rig
from tests.faults.streams import admin, behind, partitions
from tests.faults.striking import strike_all
from tests.faults.worker import Worker

SET_UP_S = 120.0
QUIET_S = 3.0
SETTLING_S = 180.0


def run(folder: Path, wanted: Wanted, say: Callable[[str], None]) -> Outcome:
    """Raises AssertionError where the network does not come up, or does not come to rest."""
    outcome = Outcome()
    if wanted.warm:
        preload()
        Worker.warm = True
    with Rig(folder, say, wanted.session_s) as rig, _load(rig, wanted) as load:
        say("the network is up, people are at work")
        outcome.began = time.time()
        strike_all(rig, wanted, outcome, say)
        outcome.ended = time.time()
        _heal(rig, outcome.journal)
        _end(load, rig, outcome)
        began = time.monotonic()
        asyncio.run(_quiet(rig))
        outcome.quiet_s = time.monotonic() - began
        outcome.accounts = asyncio.run(settle(rig.running, rig.folder / "ledger.jsonl"))
        outcome.judgement = ask_the_auditor(rig.running, CANARY)
    return outcome


@contextmanager
def _load(rig: Rig, wanted: Wanted) -> Any:
    """The clients, in a process of their own, once they have set up their town."""
    how = [str(rig.folder), str(wanted.seed), str(wanted.commands_a_second), str(wanted.batches_a_second)]
    command = [sys.executable, "-m", "tests.faults.load", *how]
    load = Child("load", command, folder=rig.folder, log=rig.folder / "load.log", env={})
    load.start()
    try:
        end = time.monotonic() + SET_UP_S
        while not (rig.folder / "set-up").exists():
            assert load.pid and time.monotonic() < end, f"the load is not set up: see {load.log}"
            time.sleep(0.05)
        yield load
    finally:
        load.wait(0)


def _end(load: Child, rig: Rig, outcome: Outcome) -> None:
    """The clients come to an end: every command is answered."""
    load.signal(signal.SIGTERM)
    load.wait(SETTLING_S)
    if (how := load.died()) != "exit status 0":
        tally = rig.folder / "tally.json"
        told = tally.read_text()[:2000] if tally.exists() else ""
        outcome.journal.wrong.append(f"the load did not end well ({how}): {told}")


def _heal(rig: Rig, journal: Journal) -> None:
    rig.heal()
    try:
        rig.wait_ready()
    except AssertionError as error:
        journal.wrong.append(str(error))


async def _quiet(rig: Rig) -> None:
    """Until everything is read and no stream has grown for a while, but for what the fast clock raises."""
    end, still_since, before = time.monotonic() + SETTLING_S, time.monotonic(), -1
    async with AIOKafkaConsumer(bootstrap_servers=rig.running.kafka) as consumer, admin(rig.running.kafka) as asked:
        while time.monotonic() - still_since < QUIET_S and time.monotonic() < end:
            await asyncio.sleep(0.5)
            try:
                ends = await consumer.end_offsets(await partitions(consumer))
                unread = await behind(asked, ends)
            except KafkaError:
                continue
            now = sum(ends.values())
            if now - before > 3 or unread > 3:
                still_since = time.monotonic()
            before = now
