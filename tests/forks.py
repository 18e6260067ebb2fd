"""A service as a process of its own that need not import: forked from one that has imported all of them."""

import multiprocessing
import os
from contextlib import suppress
from pathlib import Path
from subprocess import TimeoutExpired

import uvicorn

from relais.infrastructure.ports import HOST
from relais.programs import SERVICES

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["__main__", __name__, *(f"services.{name}.app" for name in SERVICES)])


class Forked:
    """As the `Popen` of `uvicorn --factory <factory>`; it ends with this process at the latest."""

    def __init__(self, factory: str, port: int, log: Path, env: dict[str, str]) -> None:
        self._process = FORKS.Process(target=_serve, args=(factory, port, log, env), daemon=True)
        self._process.start()
        assert self._process.pid
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, seconds: float) -> int:
        self._process.join(seconds)
        if self.returncode is None:
            raise TimeoutExpired(self._process.name, seconds)
        return self.returncode

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)


def _serve(factory: str, port: int, log: Path, env: dict[str, str]) -> None:
    file = os.open(log, os.O_WRONLY | os.O_APPEND)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.environ.clear()
    os.environ.update(env)
    uvicorn.run(factory, factory=True, host=HOST, port=port, log_level="warning", access_log=False)
