"""What the network starts: the services, the sample that plays on it, the auditor."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from relais.infrastructure.jars import PROJECT
from relais.infrastructure.ports import HOST, is_free
from relais.infrastructure.process import die_with_parent
from relais.running import Running
from relais.supervisor import Child

SERVICES = ("profiles", "matching", "scheduling", "feedback")
QUIET = ("--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "5")
GRACE_S = 5.0


def service(name: str, port: int, running: Running, folder: Path) -> Child:
    """One worker of a service."""
    factory = ["-m", "uvicorn", "--factory", f"services.{name}.app:create", "--host", HOST, "--port", str(port)]
    return Child(
        name,
        [sys.executable, *factory, *QUIET],
        folder=folder / "services",
        log=running.logs / f"{name}.log",
        env=running.settings(),
    )


def sample(run_json: Path, seed: int) -> list[str]:
    """The sample network's people and companies, who know of the network what this file says, and no more."""
    return [sys.executable, "-m", "sample.play", str(run_json), "--seed", str(seed)]


def audit(running: Running, *options: str) -> list[str]:
    """The judge from outside, who reads streams and stores."""
    where = ["--kafka", running.kafka, "--mongo", running.mongo, "--database", running.database]
    where += ["--logs", str(running.logs)]
    for address in running.services.values():
        if not is_free(urlsplit(address).port or 80):  # who is down has no page, and names nobody
            where += ["--metrics", f"{address}/metrics"]
    return [sys.executable, "-m", "audit", *where, *options]


@contextmanager
def shown(command: Sequence[str], running: Running) -> Iterator[subprocess.Popen[bytes]]:
    """A program that speaks to the terminal; ended when this is left."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        cwd=PROJECT,
        env={**os.environ, **running.settings()},
        start_new_session=True,
        preexec_fn=die_with_parent,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
