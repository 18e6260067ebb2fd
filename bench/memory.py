"""Resident memory of each service once it is up and has nothing to do."""

import asyncio
import secrets
import tempfile
import time
from pathlib import Path

from bench.finding import Finding
from bench.machine import resident_mb
from relais.infrastructure.local import Servers
from relais.programs import SERVICES
from relais.streams import create_streams, declared
from relais.tokens import Issuer, make_keys
from tests.processes import Worker

REACH_MB = {"matching": 250}  # with its engine loaded
OTHERS_MB = 120
SETTLE_S = 10


def measure(servers: Servers) -> list[Finding]:
    """One service after another, ready and then left alone."""
    asyncio.run(create_streams(servers.kafka, declared([])))
    with tempfile.TemporaryDirectory() as folder:
        make_keys(Path(folder) / "keys")
        return [_of(name, servers, Path(folder)) for name in SERVICES]


def _of(name: str, servers: Servers, folder: Path) -> Finding:
    what, reach = f"idle memory of {name}", REACH_MB.get(name, OTHERS_MB)
    if not (Path(__file__).parents[1] / "services" / name / "app.py").exists():
        return Finding(what, "there is no such service yet", f"≤ {reach} MB", None)
    settings = {"RELAIS_DATABASE": f"bench-{secrets.token_hex(4)}"}
    worker = Worker(f"services.{name}.app:create", folder / name, servers, Issuer(folder / "keys"), settings)
    try:
        worker.start()
        time.sleep(SETTLE_S)
        assert worker.process
        resident = resident_mb(worker.process.pid)
    finally:
        worker.kill()
    return Finding(what, f"{resident:.0f} MB", f"≤ {reach} MB", resident <= reach)
