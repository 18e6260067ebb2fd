"""Kafka and MongoDB as containers, through the `docker` command, where a daemon has their images."""

import hashlib
import os
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from relais.infrastructure.errors import InfrastructureError
from relais.infrastructure.jars import SOURCES
from relais.infrastructure.ports import HOST

DAEMON_SECONDS = 3.0
START_SECONDS = 60.0
STEP_SECONDS = 60.0
IMAGES = {
    "kafka": os.environ.get("RELAIS_KAFKA_IMAGE", "apache/kafka:4.3.1"),
    "store": os.environ.get("RELAIS_MONGO_IMAGE", "mongo:8"),
}
READY = {"kafka": "Kafka Server started", "store": "Waiting for connections"}


class Container:
    """One server in one container of a fixed name; killed and started again, it keeps its data and its port."""

    def __init__(self, folder: Path, name: str, port: int) -> None:
        self._kind = name
        self._port = port
        self._name = container_name(folder, name)

    @property
    def pid(self) -> int | None:
        """Its process on the daemon's machine while it runs, which need not be this one."""
        return int(_docker("inspect", "--format", "{{.State.Pid}}", self._name)) or None

    def create(self, *, keep: bool) -> None:
        """Make the container, or with `keep` take the one that a former start left."""
        if keep and _answers("container", "inspect", self._name):
            return
        remove(self._name)
        options = ["--env-file", str(SOURCES / "kafka" / "container.env"), "--env"]
        options += [f"KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://{HOST}:{self._port}"]
        inside, options = (9092, options) if self._kind == "kafka" else (27017, [])
        publish = f"{HOST}:{self._port}:{inside}"
        _docker("create", "--name", self._name, "--publish", publish, *options, IMAGES[self._kind])

    def start(self) -> None:
        """Start, and return when the server answers. Raises InfrastructureError."""
        began = time.time()
        _docker("start", self._name)
        deadline = time.monotonic() + START_SECONDS
        while READY[self._kind] not in _docker("logs", "--since", f"{began:.3f}", self._name) or not self._accepts():
            if time.monotonic() > deadline:
                raise InfrastructureError(
                    f"{self._kind} did not answer within {START_SECONDS:.0f} s: see `docker logs {self._name}`."
                )
            time.sleep(0.2)

    def kill(self) -> None:
        """SIGKILL, as a crash."""
        _docker("kill", self._name)

    def stop(self) -> None:
        """SIGTERM, and SIGKILL after 10 s. One that is down or gone already is no error."""
        _answers("stop", self._name)

    def _accepts(self) -> bool:
        try:
            with socket.create_connection((HOST, self._port), timeout=1):
                return True
        except OSError:
            return False


def available(say: Callable[[str], None]) -> bool:
    """Whether a daemon answers within 3 s and has both images. Pulls what is missing only if RELAIS_PULL is 1."""
    if not _answers("version", "--format", "{{.Server.Version}}", seconds=DAEMON_SECONDS):
        return False
    missing = [image for image in IMAGES.values() if not _answers("image", "inspect", image)]
    if missing and os.environ.get("RELAIS_PULL") == "1":
        for image in missing:
            say(f"Pulling {image}")
            _docker("pull", "--quiet", image, seconds=600)
        missing = []
    return not missing


def container_name(folder: Path, name: str) -> str:
    """The name of a folder's container: the same at every start."""
    return f"relais-{hashlib.sha256(str(folder).encode()).hexdigest()[:10]}-{name}"


def remove(name: str) -> None:
    """Remove a container and its data, if there is one."""
    _answers("rm", "--force", "--volumes", name)


def _answers(*arguments: str, seconds: float = STEP_SECONDS) -> bool:
    try:
        return bool(_docker(*arguments, seconds=seconds))
    except InfrastructureError:
        return False


def _docker(*arguments: str, seconds: float = STEP_SECONDS) -> str:
    """What a docker command prints. Raises InfrastructureError with the first line of its complaint."""
    command = f"docker {arguments[0]}"
    try:
        done = subprocess.run(["docker", *arguments], capture_output=True, text=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InfrastructureError(f"`{command}` gave no answer within {seconds:.0f} s: is Docker running?") from error
    if done.returncode:
        reason = done.stderr.strip().partition("\n")[0] or "it gave no reason"
        raise InfrastructureError(
            f"`{command}` failed ({reason}): mend it, or name servers in RELAIS_KAFKA and RELAIS_MONGO."
        )
    return done.stdout + done.stderr
