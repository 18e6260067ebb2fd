"""A server as a child process: started, killed, and started again on the same data and port."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from relais.infrastructure.errors import InfrastructureError
from relais.infrastructure.leftovers import forget, record
from relais.infrastructure.ports import is_free

START_SECONDS = 45.0
STOP_SECONDS = 10.0
TAIL_CHARACTERS = 4_000

# Loaded here, because nothing may be loaded between fork and exec.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


class Process:
    """A server of `folder`. Start it from a thread that lives as long: Linux ends the child with the *thread*."""

    def __init__(
        self, name: str, command: Sequence[str], *, folder: Path, port: int, ready: str, env: Mapping[str, str]
    ) -> None:
        """`ready` is what the server prints once it answers; `command` contains `folder`; `env` is added to ours."""
        self.name = name
        self.port = port
        self.log = folder / f"{name}.log"
        self._command = list(command)
        self._env = dict(env)
        self._folder = folder
        self._ready = ready
        self._child: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    @property
    def pid(self) -> int | None:
        """The process's id while it runs."""
        return self._child.pid if self._child is not None and self._child.poll() is None else None

    def start(self) -> None:
        """Launch, and return when the server answers. Raises InfrastructureError."""
        self.launch()
        self.wait_ready()

    def launch(self) -> None:
        """Start the process and return at once. Raises InfrastructureError where its port is taken."""
        if self.pid is not None:
            return
        if not is_free(self.port):
            raise InfrastructureError(
                f"Port {self.port}, which {self.name} needs, is taken: end what listens there (`make stop` ends a "
                "crashed run's servers), or name running servers in RELAIS_KAFKA and RELAIS_MONGO."
            )
        self._folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._log_start = log.tell()
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self._env},
                # A session of its own: Ctrl-C reaches us alone, and we stop servers after services.
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        record(self._folder, self.name, self._child.pid, str(self._folder))

    def wait_ready(self) -> None:
        """Return when the launched server answers. Raises InfrastructureError when it ends or takes too long."""
        assert self._child is not None, "launch first"
        deadline = time.monotonic() + START_SECONDS
        while self._ready not in self._printed():
            if self._child.poll() is not None:
                self._ended()
                raise InfrastructureError(f"{self.name} ended with code {self._child.returncode}: see {self.log}.")
            if time.monotonic() > deadline:
                self.kill()
                raise InfrastructureError(f"{self.name} did not answer within {START_SECONDS:.0f} s: see {self.log}.")
            time.sleep(0.01)

    def kill(self) -> None:
        """SIGKILL, as a crash: nothing is flushed or said goodbye to. Returns when the process is gone."""
        self._end(signal.SIGKILL)

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """SIGTERM, and SIGKILL after so long. Returns when the process is gone."""
        self._end(signal.SIGTERM, seconds)

    def _end(self, number: signal.Signals, seconds: float = STOP_SECONDS) -> None:
        if self._child is None:
            return
        self._child.send_signal(number)
        try:
            self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._ended()

    def _ended(self) -> None:
        forget(self._folder, self.name)

    def _printed(self) -> str:
        with self.log.open("rb") as log:
            log.seek(max(self._log_start, log.seek(0, os.SEEK_END) - TAIL_CHARACTERS))
            return log.read().decode(errors="replace")


def die_with_parent() -> None:
    """Runs in the child, before its program: Linux ends it when the thread that started it ends."""
    # SIGKILL, because a parent that was killed cannot see to a slower end; the data survive it.
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
