"""A network of its own whose clock is set: a year in as many steps as the page has days."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

from chassis.settings import ClockSetting
from relais.infrastructure.local import Servers
from relais.infrastructure.ports import HOST
from relais.programs import SERVICES
from relais.running import Running
from relais.streams import create_streams, declared
from relais.tokens import Issuer
from tests.processes import Worker

BOOT_S = 120


class Year:
    """What `relais run` writes down, and four services that are started again on each day."""

    def __init__(self, servers: Servers, issuer: Issuer, folder: Path) -> None:
        asyncio.run(create_streams(servers.kafka, declared(())))
        self.folder, self._servers, self._keys = folder, servers, issuer.public.parent
        settings = {"RELAIS_DATABASE": "page"}
        self._workers = {
            name: Worker(f"services.{name}.app:create", folder / name, servers, issuer, settings) for name in SERVICES
        }

    def address(self, service: str) -> str:
        return f"http://{HOST}:{self._workers[service].port}"

    def begin(self, day: str) -> None:
        """This morning, in every service and for every command; what fell due meanwhile is caught up."""
        clock = ClockSetting(start=datetime.fromisoformat(f"{day}T06:00:00+00:00"), epoch=datetime.now(UTC))
        self._write(clock)
        self.end()
        for worker in self._workers.values():
            worker.start(ready=False, RELAIS_CLOCK=clock.model_dump_json())
        for worker in self._workers.values():
            worker.wait_ready(BOOT_S)

    def end(self) -> None:
        for worker in self._workers.values():
            worker.stop()

    def _write(self, clock: ClockSetting) -> None:
        told = {
            "network": "val-de-page",
            "kafka": self._servers.kafka,
            "mongo": self._servers.mongo,
            "database": "page",
            "services": {name: self.address(name) for name in SERVICES},
            "clock": json.loads(clock.model_dump_json()),
            "keys": self._keys,
            "logs": self.folder,
        }
        Running.model_validate(told).write(self.folder)
