"""The network under test: own broker, store and services, each behind a proxy."""

import asyncio
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from chassis.settings import ClockSetting, Partner
from relais.infrastructure import jars, kafka, store
from relais.infrastructure.errors import InfrastructureError
from relais.infrastructure.local import archive
from relais.infrastructure.ports import HOST, free_port
from relais.infrastructure.process import Process
from relais.programs import SERVICES
from relais.running import Running
from relais.streams import create_streams, declared
from relais.supervisor import Child
from relais.tokens import make_keys
from tests.faults.block import WIRE, Block
from tests.faults.worker import Worker

NETWORK = "val-de-test"
START = datetime(2026, 9, 1, 6, tzinfo=UTC)
SPEED = 20_000  # programme seconds a second: a day in 4.3 s
SERVERS = ("kafka", "store")


class Rig:
    """A context manager; what it starts ends with it. `workers` are by service, the first of each has the door.

    The services know the proxies only; clients know those of the services, and the servers themselves.
    """

    def __init__(self, folder: Path, say: Callable[[str], None], session_s: float) -> None:
        self.folder, self.say, self.session_s = folder.resolve(), say, session_s
        self.folder.mkdir(parents=True, exist_ok=True)
        assert not any(self.folder.iterdir()), f"{folder} is not empty: the ledger of another run would be read"
        self.ports = {name: free_port() for name in (*SERVERS, *SERVICES)}
        self.pages = {name: Block(self.folder / f"{name}.page", WIRE) for name in self.ports}
        self.partners = {"glassworks": partner("glassworks")}
        self.workers: dict[str, list[Worker]] = {}
        self.strays: list[Worker] = []
        self.jump_s = 0.0
        self._ends: list[Callable[[], object]] = []

    def __enter__(self) -> "Rig":
        try:
            self._start_servers()
            self._start_proxies()
            self._describe()
            asyncio.run(create_streams(self.running.kafka, declared(self.partners)))
            for name in SERVICES:
                self.workers[name] = [self.worker(name, "0")]
                self.workers[name][0].start()
                self.show(self.workers[name][0])
            self.wait_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def _start_servers(self) -> None:
        prepared, servers = jars.prepare(archive, self.say), self.folder / "servers"
        inner = free_port()
        self.broker = kafka.broker(servers, free_port(), prepared)
        _listen_behind(servers / "kafka" / "server.properties", inner, self.ports["kafka"])
        self.store = store.store(servers, free_port(), prepared)
        self._ends += [self.broker.stop, self.store.stop]
        for server in (self.broker, self.store):
            server.launch()
        for server in (self.broker, self.store):
            server.wait_ready()
        self.pages["kafka"]["target"], self.pages["store"]["target"] = inner, self.store.port

    def _start_proxies(self) -> None:
        pages = [f"{port}={self.folder / name}.page" for name, port in self.ports.items()]
        command = [sys.executable, "-m", "tests.faults.proxy", *pages]
        proxies = Child("proxies", command, folder=self.folder, log=self.folder / "proxies.log", env={})
        proxies.start()
        self._ends.append(lambda: proxies.wait(0))

    def _describe(self) -> None:
        make_keys(self.folder / "keys")
        self.running = Running(
            network=NETWORK,
            kafka=f"{HOST}:{self.broker.port}",
            mongo=f"mongodb://{HOST}:{self.store.port}",
            services={name: f"http://{HOST}:{self.ports[name]}" for name in SERVICES},
            clock=ClockSetting(start=START, epoch=datetime.now(UTC), speed=SPEED),
            partners=self.partners,
            keys=self.folder / "keys",
            logs=self.folder / "services",
        )
        self.running.write(self.folder)

    def worker(self, service: str, slot: str, name: str = "") -> Worker:
        """One that is not started yet."""
        env = self.settings()
        folder = self.folder / "services"
        made = Worker(service, slot, name or f"{service}-{slot}", port=free_port(), folder=folder, env=env)
        made.block["jump_s"] = self.jump_s
        return made

    def settings(self) -> dict[str, str]:
        """The environment of every worker: the servers are where their proxies are."""
        wired = {"kafka": f"{HOST}:{self.ports['kafka']}", "mongo": f"mongodb://{HOST}:{self.ports['store']}"}
        return self.running.model_copy(update=wired).settings() | {
            "RELAIS_SESSION_TIMEOUT_MS": str(int(self.session_s * 1000))
        }

    def show(self, worker: Worker) -> None:
        """From now on its service's door leads to this worker."""
        self.pages[worker.service]["target"] = worker.port

    @property
    def all_workers(self) -> list[Worker]:
        return [worker for workers in self.workers.values() for worker in workers]

    def server(self, name: str) -> Process:
        return self.broker if name == "kafka" else self.store

    def start_server(self, name: str) -> None:
        """Again, on the same data; once more where the machine is too busy for it to come up in time."""
        try:
            self.server(name).start()
        except InfrastructureError as error:
            self.say(f"{error}")
            self.server(name).start()

    def heal(self) -> None:
        """Every wire whole, every server and every slot's worker up."""
        for page in self.pages.values():
            page["delay_s"] = page["refuse"] = 0
        for name in SERVERS:
            self.start_server(name)
        self.tend()
        for worker in self.all_workers:
            worker.block["armed"] = 0

    def tend(self) -> None:
        """Whoever has died is started again."""
        for worker in self.all_workers:
            if how := worker.child.died():
                self.say(f"{worker.name}: {how}")
                worker.start()

    def wait_ready(self) -> None:
        for worker in self.all_workers:
            worker.wait_ready()

    def pause(self, seconds: float) -> None:
        """Time passes, and whoever dies is started again."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(0.05, left))
            self.tend()

    def stop(self) -> None:
        for worker in (*self.all_workers, *self.strays):
            worker.kill()
        while self._ends:
            self._ends.pop()()


def partner(name: str) -> Partner:
    return Partner(network=NETWORK, source=f"https://{name}.example/csr")


def _listen_behind(settings: Path, inner: int, outer: int) -> None:
    """A second listener, which tells clients that it stands where the proxy stands."""
    text = settings.read_text()
    listeners = next(line for line in text.splitlines() if line.startswith("listeners="))
    plain = listeners.partition("=")[2].partition(",")[0]
    settings.write_text(
        text.replace(listeners, f"{listeners},WIRE://{HOST}:{inner}")
        + f"\nadvertised.listeners={plain},WIRE://{HOST}:{outer}\n"
        + "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,WIRE:PLAINTEXT\n"
        + "inter.broker.listener.name=PLAINTEXT\n"
    )
