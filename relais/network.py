"""The network on one machine: broker and store, streams, services; up in this order, down in the other."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from aiokafka.errors import KafkaError

from relais import programs
from relais.complaint import Complaint
from relais.infrastructure.local import Infrastructure, Servers
from relais.infrastructure.ports import HOST, free_port, is_free
from relais.readiness import Readiness
from relais.running import Running
from relais.streams import StreamsDiffer, create_streams, declared
from relais.supervisor import Say, Supervisor

READY_S = 60.0
DEATHS = 3


@dataclass(frozen=True)
class Ports:
    """Where everything listens; None: on a free one."""

    kafka: int | None = 9092
    store: int | None = 27017
    services: tuple[int, ...] = (8001, 8002, 8003, 8004)

    @classmethod
    def free(cls) -> Self:
        """Ports that nobody has, for a second network on one machine."""
        return cls(None, None, tuple(free_port() for _ in programs.SERVICES))


USUAL = Ports()
Describe = Callable[[Servers, dict[str, str]], Running]


class Network:
    """A context manager: what it started has ended when it is left. `describe` says what shall run on its servers."""

    def __init__(
        self,
        folder: Path,
        describe: Describe,
        *,
        ports: Ports,
        keep: bool,
        say: Say,
    ) -> None:
        self._folder, self._describe, self._ports, self._say = folder, describe, ports, say
        self._infrastructure = Infrastructure(folder / "servers", ports.kafka, ports.store, keep=keep, say=say)
        self._supervisor = Supervisor([], say)
        self._looked_at = 0.0
        self.running: Running

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def _start(self) -> None:
        ports = dict(zip(programs.SERVICES, self._ports.services, strict=True))
        _check_free(ports)
        servers = self._infrastructure.start()
        addresses = {name: f"http://{HOST}:{port}" for name, port in ports.items()}
        self.running = self._describe(servers, addresses)
        asyncio.run(_create(self.running))
        self.running.write(self._folder)
        services = [programs.service(name, port, self.running, self._folder) for name, port in ports.items()]
        self._supervisor = Supervisor(services, self._say, self._started)
        self._supervisor.start()
        self._wait_ready()

    def _started(self) -> None:
        self.running = self.running.model_copy(update={"pids": self._supervisor.pids})
        self.running.write(self._folder)

    def _wait_ready(self) -> None:
        """Raises Complaint when a service does not come up."""
        readiness = Readiness(self.running.services)
        deadline = time.monotonic() + READY_S

        def decided() -> bool:
            dying = [child for child in self._supervisor.children if child.quick_deaths >= DEATHS]
            if dying:
                raise Complaint(f"{dying[0].name} dies at every start: see {dying[0].log}.")
            if time.monotonic() > deadline:
                raise Complaint(f"Not ready after {READY_S:.0f} s: {readiness.missing()}; see {self.running.logs}.")
            return readiness.complete()

        self._supervisor.watch(decided)

    def watch(self, until: Callable[[], bool]) -> None:
        """Keep it up until something is so. Raises InfrastructureError when a server cannot come back."""

        def so() -> bool:
            self._look_after_servers()
            return until()

        self._supervisor.watch(so)

    def _look_after_servers(self) -> None:
        """Broker and store, as far as they are ours, once a second. Services wait for them meanwhile."""
        if time.monotonic() - self._looked_at > 1:
            for name, server in self._infrastructure.started.items():
                if server.pid is None:
                    self._say(f"{name} died and is started again")
                    server.start()
            self._looked_at = time.monotonic()

    def beside(self, command: Sequence[str]) -> int:
        """Run a program in the terminal while the network is kept up. Returns its exit status."""
        with programs.shown(command, self.running) as process:
            self.watch(lambda: process.poll() is not None)
            return process.returncode

    def stop(self) -> None:
        """Services with grace, then the servers. Does nothing the second time."""
        self._supervisor.stop()
        self._infrastructure.stop()


def _check_free(ports: dict[str, int]) -> None:
    for name, port in ports.items():
        if not is_free(port):
            raise Complaint(
                f"Port {port}, which {name} needs, is taken: end what listens there (`relais stop` ends a crashed "
                "run), or take other ports with `relais run --free-ports`."
            )


async def _create(running: Running) -> None:
    try:
        await create_streams(running.kafka, declared(running.partners))
    except (KafkaError, StreamsDiffer) as error:
        raise Complaint(
            f"The streams could not be made on {running.kafka} ({error or type(error).__name__})."
        ) from error
