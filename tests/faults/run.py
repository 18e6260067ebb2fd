"""One run: the network, load on it, faults by schedule; then quiet, the audit and the client's accounts."""

import asyncio
import json
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from relais.supervisor import Child
from tests.faults.accounts import Accounts, settle
from tests.faults.fault import FORGED, Journal
from tests.faults.judged import Judgement, ask_the_auditor
from tests.faults.launch import preload
from tests.faults.load.town import CANARY
from tests.faults.rig import Rig
from tests.faults.schedule import KINDS, Planned
from tests.faults.streams import partitions
from tests.faults.worker import Worker

SET_UP_S = 120.0
QUIET_S = 3.0
SETTLING_S = 180.0


@dataclass(frozen=True)
class Wanted:
    """What is to be run. `kills` ends it early, once so many victims had work in hand.

    `warm`: workers are forked from this process, which has imported all of it, and so are up again sooner.
    """

    seed: int
    seconds: float
    schedule: Sequence[Planned]
    commands_a_second: float = 40
    batches_a_second: float = 8
    kills: int | None = None
    session_s: float = 10
    warm: bool = False


@dataclass
class Outcome:
    """What came of it. `struck` are the planned faults with what they did; times are machine time."""

    struck: list[dict[str, Any]] = field(default_factory=list)
    journal: Journal = field(default_factory=Journal)
    began: float = 0.0
    ended: float = 0.0
    quiet_s: float = 0.0
    accounts: Accounts = field(default_factory=Accounts)
    judgement: Judgement = field(default_factory=Judgement)

    @property
    def wrong(self) -> list[str]:
        """Everything that must not be."""
        stands = [f"in the lot: {line}" for line in self.judgement.lots if FORGED not in line]
        broken = [line for line in self.judgement.violations if FORGED not in line]
        return broken + stands + self.accounts.wrong + self.journal.wrong


def run(folder: Path, wanted: Wanted, say: Callable[[str], None]) -> Outcome:
    """Raises AssertionError where the network does not come up, or does not come to rest."""
    outcome = Outcome()
    if wanted.warm:
        preload()
        Worker.warm = True
    with Rig(folder, say, wanted.session_s) as rig, _load(rig, wanted) as load:
        say("the network is up, people are at work")
        outcome.began = time.time()
        _strike_all(rig, wanted, outcome, say)
        outcome.ended = time.time()
        rig.heal()
        rig.wait_ready()
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


def _strike_all(rig: Rig, wanted: Wanted, outcome: Outcome, say: Callable[[str], None]) -> None:
    """Every kind at least once, however long that takes."""
    began, kinds = time.monotonic(), {planned.kind for planned in wanted.schedule}
    for planned in wanted.schedule:
        at = time.monotonic() - began
        recent = sum(kill.recent for kill in outcome.journal.kills)
        if planned.number >= len(kinds) and (at > wanted.seconds or recent >= (wanted.kills or recent + 1)):
            break
        rig.pause(max(0.0, planned.at_s - at))
        at = time.monotonic() - began
        did = KINDS[planned.kind].strike(rig, outcome.journal, planned.args)
        took = round(time.monotonic() - began - at, 2)
        outcome.struck.append({**asdict(planned), "struck_at_s": round(at, 1), "took_s": took, "did": did})
        say(f"{at:7.1f} s  {planned.kind} {_short(planned.args)}: {_short(did)} ({took} s)")
    rig.pause(max(0.0, wanted.seconds - (time.monotonic() - began)) if wanted.kills is None else 0)


def _short(facts: Any) -> str:
    return json.dumps(facts, default=str).replace('"', "")


def _end(load: Child, rig: Rig, outcome: Outcome) -> None:
    """The clients come to an end: every command is answered."""
    load.signal(signal.SIGTERM)
    load.wait(SETTLING_S)
    if (how := load.died()) != "exit status 0":
        tally = rig.folder / "tally.json"
        told = tally.read_text()[:2000] if tally.exists() else ""
        outcome.journal.wrong.append(f"the load did not end well ({how}): {told}")


async def _quiet(rig: Rig) -> None:
    """Until no stream has grown for a while, but for what the fast clock raises."""
    end, still_since, before = time.monotonic() + SETTLING_S, time.monotonic(), -1
    async with AIOKafkaConsumer(bootstrap_servers=rig.running.kafka) as consumer:
        while time.monotonic() - still_since < QUIET_S and time.monotonic() < end:
            await asyncio.sleep(0.5)
            try:
                now = sum((await consumer.end_offsets(await partitions(consumer))).values())
            except KafkaError:
                continue
            if now - before > 3:
                still_since = time.monotonic()
            before = now
