"""The broker and the store of one machine: those that exist, else containers, else plain processes."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol

from relais.infrastructure import containers, jars, kafka, store
from relais.infrastructure.errors import InfrastructureError
from relais.infrastructure.ports import HOST, free_port

ARCHIVING_S = 90.0
"""A server that is killed while it writes its archive leaves none, and starts twice as slowly for ever."""


@dataclass(frozen=True)
class Servers:
    """Where the servers listen: `kafka` as host:port, `mongo` as mongodb://host:port."""

    kafka: str
    mongo: str


class Server(Protocol):
    """A server that we started and may end: `kill` as a crash, `stop` with grace, `start` again on the same data."""

    @property
    def pid(self) -> int | None: ...
    def start(self) -> None: ...
    def kill(self) -> None: ...
    def stop(self) -> None: ...


class Infrastructure:
    """Kafka and the store in `folder`, or those that RELAIS_KAFKA and RELAIS_MONGO name. Blocking; a context manager.

    Ports are free ones unless given. Without `keep` it begins with empty data. Start it from a thread that lives as
    long as the servers shall.
    """

    def __init__(
        self,
        folder: Path,
        kafka_port: int | None = None,
        store_port: int | None = None,
        keep: bool = False,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.folder = folder.resolve()
        self._ports = (kafka_port or free_port(), store_port or free_port())
        self._keep = keep
        self._say = say
        self._started: dict[str, Server] = {}

    @property
    def started(self) -> Mapping[str, Server]:
        """What was started here, by name: none of those that the environment names."""
        return self._started

    @property
    def kafka(self) -> Server:
        """The broker. Raises InfrastructureError where it was not started here."""
        return self._server("kafka")

    @property
    def store(self) -> Server:
        """The store. Raises InfrastructureError where it was not started here."""
        return self._server("store")

    def start(self) -> Servers:
        """Start what is not named by the environment, both at once. Raises InfrastructureError."""
        named = {"kafka": os.environ.get("RELAIS_KAFKA"), "store": os.environ.get("RELAIS_MONGO")}
        try:
            self._start({name for name, address in named.items() if not address})
        except BaseException:
            self.stop()
            raise
        kafka_port, store_port = self._ports
        return Servers(
            kafka=named["kafka"] or f"{HOST}:{kafka_port}",
            mongo=named["store"] or f"mongodb://{HOST}:{store_port}",
        )

    def stop(self) -> None:
        """Stop what was started here. Data stay in the folder; a container's data go with it, unless `keep`."""
        for name, server in self._started.items():
            server.stop()
            if isinstance(server, containers.Container) and not self._keep:
                containers.remove(containers.container_name(self.folder, name))

    def __enter__(self) -> Servers:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def _server(self, name: str) -> Server:
        if name not in self._started:
            raise InfrastructureError(f"The {name} was not started here, so it cannot be stopped or killed from here.")
        return self._started[name]

    def _start(self, names: set[str]) -> None:
        if not names:
            return
        if containers.available(self._say):
            self._start_containers(names)
        else:
            self._start_processes(names)

    def _start_containers(self, names: set[str]) -> None:
        ports = dict(zip(("kafka", "store"), self._ports, strict=True))
        made = {name: containers.Container(self.folder, name, ports[name]) for name in names}
        for name, container in made.items():
            container.create(keep=self._keep)
            self._started[name] = container
        for container in made.values():
            container.start()

    def _start_processes(self, names: set[str]) -> None:
        prepared = jars.prepare(archive, self._say)
        if not self._keep:
            for name in names:
                shutil.rmtree(self.folder / name, ignore_errors=True)
        kafka_port, store_port = self._ports
        made = {"kafka": (kafka.broker, kafka_port), "store": (store.store, store_port)}
        processes = {name: make(self.folder, port, prepared) for name, (make, port) in made.items() if name in names}
        self._started.update(processes)
        for process in processes.values():
            process.launch()
        for process in processes.values():
            process.wait_ready()


def archive(prepared: Path) -> None:
    """Run both servers once, so that each writes the archive of its classes when it ends."""
    with tempfile.TemporaryDirectory() as scratch:
        processes = [
            make(Path(scratch), free_port(), prepared, [f"-XX:ArchiveClassesAtExit={prepared / name}.jsa"])
            for name, make in (("kafka", kafka.broker), ("store", store.store))
        ]
        for process in processes:
            process.launch()
        for process in processes:
            process.wait_ready()
        for process in processes:
            process.stop(ARCHIVING_S)
