"""`relais run` and `relais stop`: a network from its first process to its last."""

import shutil
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from chassis.settings import Settings
from relais import programs, year
from relais.complaint import Complaint
from relais.display import say
from relais.infrastructure.containers import Container
from relais.infrastructure.errors import InfrastructureError
from relais.infrastructure.leftovers import stop_leftovers
from relais.infrastructure.local import Servers
from relais.network import USUAL, Network, Ports
from relais.running import FILE, Running
from relais.sole import end, sole
from relais.tokens import make_keys

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Wanted:
    """What is to run. `keep` goes on with the data, the clock and the partners of the run before."""

    keep: bool = False
    sample: bool = True
    seed: int = year.SEED
    speed: float = year.SPEED
    ports: Ports = USUAL


def run(folder: Path, wanted: Wanted) -> None:
    """Until Ctrl-C or SIGTERM. Raises Complaint, InfrastructureError."""
    with sole(folder), _interruptible():
        before = Running.read(folder) if wanted.keep else None
        if not wanted.keep:
            shutil.rmtree(folder / "logs", ignore_errors=True)
        began = time.monotonic()
        say("Starting Kafka, the store and the services; Ctrl-C stops them all")
        describe = partial(_describe, folder, wanted, before)
        with Network(folder, describe, ports=wanted.ports, keep=wanted.keep, say=say) as network:
            say(f"Ready after {time.monotonic() - began:.1f} s")
            if wanted.sample and not wanted.keep:
                _play(network, programs.sample(folder / FILE, wanted.seed))
            if wanted.sample or wanted.keep:
                network.beside(programs.audit(network.running))
            _show(network.running)
            network.watch(lambda: False)


def stop(folder: Path) -> list[str]:
    """End a run, or what a crashed one left behind. Returns what was ended."""
    ended = ["relais run"] if end(folder) else []
    ended += stop_leftovers(folder / "services") + stop_leftovers(folder / "servers")
    if shutil.which("docker"):
        for name in ("kafka", "store"):
            with suppress(InfrastructureError):
                Container((folder / "servers").resolve(), name, 0).stop()
    return ended


def _describe(
    folder: Path, wanted: Wanted, before: Running | None, servers: Servers, services: dict[str, str]
) -> Running:
    keys = folder / "keys"
    make_keys(keys)
    facts = before.model_dump(include={"network", "database", "clock", "partners"}) if before else _begun(wanted)
    where = {"kafka": servers.kafka, "mongo": servers.mongo, "services": services}
    return Running.model_validate({**facts, **where, "keys": keys, "logs": folder / "logs"})


def _begun(wanted: Wanted) -> dict[str, Any]:
    """Whose network it is, and its time: the sample's, else what the environment says."""
    try:
        settings = Settings()
    except ValueError as error:
        raise Complaint(f"A setting in the environment is wrong: {error}") from error
    facts = {"network": "local", "clock": settings.clock, "partners": settings.partners}
    if wanted.sample:
        clock = year.clock(datetime.now(UTC), wanted.speed)
        facts = {"network": year.network(), "clock": clock, "partners": year.partners()}
    return {**facts, "database": settings.database}


def _play(network: Network, sample: Sequence[str]) -> None:
    if status := network.beside(sample):
        say(f"The sample did not play as it should (exit status {status})", style="red")


def _show(running: Running) -> None:
    say("")
    for name, address in running.services.items():
        say(f"{name:<11} {address}/docs   {address}/openapi.json   {address}/metrics")
    say(f"Kafka {running.kafka}, store {running.mongo}, logs in {running.logs}")
    say("Up until Ctrl-C. In another terminal: relais events tail, relais parked, relais token --help")


@contextmanager
def _interruptible() -> Iterator[None]:
    """SIGTERM and a closed terminal end us as Ctrl-C does: in order, with exit status 0."""
    for number in ENDINGS:
        signal.signal(number, _end)
    try:
        yield
    except KeyboardInterrupt:
        say("Stopped")


def _end(number: int, frame: FrameType | None) -> None:
    for each in ENDINGS:
        signal.signal(each, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it running
    say("Stopping")
    raise KeyboardInterrupt
