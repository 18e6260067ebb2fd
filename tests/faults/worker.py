"""One slot of one service: a process that is killed, stopped and started again."""

import signal
import sys
import time
from pathlib import Path

import httpx

from relais.infrastructure.ports import HOST
from relais.programs import QUIET
from relais.supervisor import Child
from tests.faults.block import WORKER, Block
from tests.faults.forked import Forked
from tests.faults.launch import ARMABLE

READY_S = 60.0
RECENT_S = 1.0
ACTIVITY = ("consume.read", "decide.decided")


class Worker:
    """`block` is the page that it shares with its processes, which follow one another in this slot."""

    warm = False  # whether workers are forked instead of started as programs

    def __init__(self, service: str, slot: str, name: str, *, port: int, folder: Path, env: dict[str, str]) -> None:
        self.service, self.slot, self.port = service, slot, port
        self.name = name
        folder.mkdir(parents=True, exist_ok=True)
        page = folder / f"{self.name}.block"
        self.block = Block(page, WORKER)
        self.log = folder / f"{self.name}.log"
        own = {"RELAIS_SLOT": slot, "FAULTS_SERVICE": service, "FAULTS_BLOCK": str(page)}
        self._folder, self.env = folder, {**env, **own}
        self.started_at = 0.0
        self.child = self._child()

    def _child(self) -> Child | Forked:
        if Worker.warm:
            return Forked(self.port, self.log, self.env)
        command = [sys.executable, "-m", "uvicorn", "--factory", "tests.faults.launch:create"]
        command += ["--host", HOST, "--port", str(self.port), *QUIET]
        return Child(self.name, command, folder=self._folder, log=self.log, env=self.env)

    def start(self, **env: str) -> None:
        """Returns at once. `env` stays for the starts to come."""
        self.env |= env
        self.block["effect"] = self.block["armed"] = self.block["fired"] = 0
        self.child = self._child()
        self.child.start()
        self.started_at = time.monotonic()

    @property
    def runs(self) -> bool:
        return self.child.pid is not None

    @property
    def ready(self) -> bool:
        try:
            return httpx.get(f"http://{HOST}:{self.port}/readyz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def wait_ready(self, seconds: float = READY_S) -> None:
        """Raises AssertionError."""
        end = time.monotonic() + seconds
        while not self.ready:
            assert self.runs, f"{self.name} ended: {self.child.died()}; see {self.log}"
            assert time.monotonic() < end, f"{self.name} is not ready after {seconds:.0f} s; see {self.log}"
            time.sleep(0.05)

    def worked_within(self, seconds: float = RECENT_S) -> bool:
        """Whether it took a batch or a command in the last second."""
        return time.monotonic() - max(self.block[step] for step in ACTIVITY) < seconds

    def arm(self, step: str, count: int, number: signal.Signals) -> None:
        """The process sends itself this signal at the `count`-th time that it reaches the step."""
        self.block["fired"], self.block["left"], self.block["signal"] = 0, count, number
        self.block["armed"] = ARMABLE.index(step) + 1

    def kill(self) -> None:
        """SIGKILL; returns when it is gone."""
        self.child.signal(signal.SIGKILL)
        self.child.wait(10)

    def stop(self) -> None:
        """SIGTERM, and its grace."""
        self.child.signal(signal.SIGTERM)
        self.child.wait(20)
