"""A worker forked from this process, which has imported all of it: up at once, for runs with thousands of kills."""

import os
import signal
import time
from pathlib import Path

import uvicorn

from relais.infrastructure.ports import HOST
from relais.infrastructure.process import die_with_parent

GRACE_S = 5


class Forked:
    """As `relais.supervisor.Child`, without a program of its own."""

    def __init__(self, port: int, log: Path, env: dict[str, str]) -> None:
        self._port, self._log, self._env = port, log, env
        self._pid = 0
        self._status: int | None = None

    @property
    def pid(self) -> int | None:
        """While it runs."""
        if self._pid and self._status is None:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            self._status = os.waitstatus_to_exitcode(status) if pid else None
        return self._pid if self._pid and self._status is None else None

    def start(self) -> None:
        self._status, self._pid = None, os.fork()
        if not self._pid:
            try:
                self._serve()
            finally:
                os._exit(1)

    def _serve(self) -> None:
        os.setsid()
        die_with_parent()
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.environ.update(self._env)
        server = uvicorn.Config(
            "tests.faults.launch:create",
            factory=True,
            host=HOST,
            port=self._port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=GRACE_S,
        )
        uvicorn.Server(server).run()
        os._exit(0)

    def died(self) -> str | None:
        """How, where it has died."""
        if self.pid or self._status is None:
            return None
        return f"killed by {signal.Signals(-self._status).name}" if self._status < 0 else f"exit status {self._status}"

    def signal(self, number: signal.Signals) -> None:
        if pid := self.pid:
            os.kill(pid, number)

    def wait(self, seconds: float) -> None:
        """Until it has ended; killed when it takes longer."""
        end = time.monotonic() + seconds
        while self.pid and time.monotonic() < end:
            time.sleep(0.002)
        if pid := self.pid:
            os.kill(pid, signal.SIGKILL)
            self._status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
