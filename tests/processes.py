"""A service as a real process, for tests that kill it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from relais.infrastructure.local import Servers
from relais.infrastructure.ports import HOST, free_port
from relais.tokens import Issuer
from tests.forks import Forked

READY_S = 30


class Worker:
    """`uvicorn --factory <factory>` with its own port and log. Calls are made as a coordinator of the network `net`."""

    warm = False  # forked, and so up at once; `bench` measures programs

    def __init__(self, factory: str, folder: Path, servers: Servers, issuer: Issuer, settings: dict[str, str]) -> None:
        self.factory, self.folder, self.port = factory, folder, free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self.settings = {
            "RELAIS_KAFKA": servers.kafka,
            "RELAIS_MONGO": servers.mongo,
            "RELAIS_JWKS": str(issuer.public),
            "RELAIS_FINGERPRINT_KEY": "a secret of the tests",
            **settings,
        }
        token = issuer.token("tester", "net", ["coordinator", "operator", "safeguarding"])
        self.http = httpx.Client(
            base_url=f"http://{HOST}:{self.port}", headers={"Authorization": f"Bearer {token}"}, timeout=30
        )
        self.process: subprocess.Popen[bytes] | Forked | None = None

    def start(self, ready: bool = True, **settings: str) -> "Worker":
        """Start it, and wait until /readyz says yes; `settings` hold for this start only."""
        self.process = self._launch({**os.environ, **self.settings, **settings})
        if ready:
            self.wait_ready()
        return self

    def _launch(self, env: dict[str, str]) -> subprocess.Popen[bytes] | Forked:
        path = self.folder / "log"
        path.touch()
        if self.warm:
            return Forked(self.factory, self.port, path, env)
        command = [sys.executable, "-m", "uvicorn", "--factory", self.factory, "--port", str(self.port)]
        command += ["--host", HOST, "--log-level", "warning", "--no-access-log"]
        with path.open("ab") as log:
            return subprocess.Popen(command, env=env, stdout=log, stderr=log)

    def wait_ready(self, seconds: float = READY_S) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.http.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            if self.process and self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{self.factory} did not become ready:\n{self.log()[-3000:]}")

    def kill(self) -> None:
        """SIGKILL: no goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM: with grace. Returns the exit status."""
        return self._end(signal.SIGTERM)

    def wait_killed(self, seconds: float = 20) -> None:
        """Until the process has been killed at its step."""
        assert self.process
        assert self.process.wait(seconds) == -signal.SIGKILL, self.log()[-3000:]

    def _end(self, number: int) -> int:
        if self.process is None or self.process.poll() is not None:
            return self.process.returncode if self.process else 0
        self.process.send_signal(number)
        return self.process.wait(30)

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return self.http.post(path, json=body or {}, headers=headers)

    def try_post(self, path: str, key: str) -> int | None:
        """The answer's status; None where the process died before it answered."""
        try:
            return self.http.post(path, json={}, headers={"Idempotency-Key": key}).status_code
        except httpx.TransportError:
            return None

    def get(self, path: str) -> Any:
        """The answer's body; None where there is no such thing (yet)."""
        answer = self.http.get(path)
        if answer.status_code == 404:
            return None
        answer.raise_for_status()
        return answer.json()


def eventually(check: Any, seconds: float = 40) -> Any:
    """Wait until `check()` is true, and return it. Raises AssertionError with the last answer."""
    end = time.monotonic() + seconds
    while True:
        result = check()
        if result:
            return result
        assert time.monotonic() < end, f"still not so after {seconds} s: {result!r}"
        time.sleep(0.03)
