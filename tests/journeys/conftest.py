"""The whole network as real processes, on a clock in which a year passes in about a minute."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from chassis.clock import Clock
from chassis.settings import ClockSetting
from relais.infrastructure.local import Servers
from relais.streams import create_streams, declared
from relais.tokens import Issuer
from tests.journeys.network import DATABASE, PARTNERS, SERVICES, Network
from tests.processes import Worker

START = datetime(2026, 9, 1, 6, tzinfo=UTC)
SPEED = 400_000  # programme seconds a second: a day in 0.2 s, a year in 80 s


@pytest.fixture(scope="package")
def network(servers: Servers, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """All four services, for all journeys: each makes a programme of its own. They stop with the last journey."""
    asyncio.run(create_streams(servers.kafka, declared(PARTNERS)))
    epoch = datetime.now(UTC) + timedelta(seconds=5)
    clock = {"start": START.isoformat(), "epoch": epoch.isoformat(), "speed": SPEED}
    settings = {
        "RELAIS_DATABASE": DATABASE,
        "RELAIS_CLOCK": json.dumps(clock),
        "RELAIS_PARTNERS": json.dumps(PARTNERS),
    }
    workers = {
        name: Worker(f"services.{name}.app:create", tmp_path_factory.mktemp(name), servers, issuer, settings)
        for name in SERVICES
    }
    for worker in workers.values():
        worker.start(ready=False)
    for worker in workers.values():
        worker.wait_ready(120)
    town = Network(servers, issuer, workers, Clock(ClockSetting.model_validate(clock)))
    gex = {"id": "gex", "label": "Gex", "inhabitants": 9000, "lat": 46, "lon": 6}
    town.by("coordinator").put("profiles", "/territories", [gex])
    yield town
    for worker in workers.values():
        worker.stop()
