"""The whole network: four services as processes, and the `run.json` by which `relais` and clients find them."""

import asyncio
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chassis.settings import Partner
from relais import programs
from relais.infrastructure.local import Servers
from relais.infrastructure.ports import HOST, free_port
from relais.readiness import Readiness
from relais.running import Running
from relais.streams import create_streams, declared
from relais.supervisor import Supervisor
from relais.tokens import make_keys
from tests.faults.load.partner import PARTNER, SOURCE

NETWORK = "val-de-mesure"
READY_S = 60.0


@contextmanager
def network(servers: Servers) -> Iterator[tuple[Running, Path]]:
    """All ready, and the folder of `run.json`; with databases of its own, in real time, with a fingerprint key."""
    with tempfile.TemporaryDirectory() as name:
        running = _described(servers, Path(name))
        asyncio.run(create_streams(running.kafka, declared(running.partners)))
        ports = {service: int(address.rpartition(":")[2]) for service, address in running.services.items()}
        children = [programs.service(*each, running, Path(name)) for each in ports.items()]
        supervisor = Supervisor(children, lambda told: print(told, file=sys.stderr))
        try:
            supervisor.start()
            readiness, end = Readiness(running.services), time.monotonic() + READY_S
            supervisor.watch(lambda: readiness.complete() or time.monotonic() > end)
            assert readiness.complete(), f"not ready: {readiness.missing()}"
            yield running, Path(name)
        finally:
            supervisor.stop()


def _described(servers: Servers, folder: Path) -> Running:
    make_keys(folder / "keys")
    running = Running(
        network=NETWORK,
        kafka=servers.kafka,
        mongo=servers.mongo,
        database=f"bench-{secrets.token_hex(4)}",
        services={service: f"http://{HOST}:{free_port()}" for service in programs.SERVICES},
        partners={PARTNER: Partner(network=NETWORK, source=SOURCE)},
        keys=folder / "keys",
        logs=folder / "logs",
    )
    running.write(folder)
    return running
