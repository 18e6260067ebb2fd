"""`relais run`, whole: broker, store and the four services as a user has them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from relais.infrastructure.jars import PROJECT
from relais.infrastructure.ports import is_free
from relais.running import Running
from tests.processes import eventually
from tests.relais.conftest import Relais, environment


@pytest.fixture
def run(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A network that is up. Whatever becomes of the test, it has ended afterwards."""
    command = [sys.executable, "-m", "relais", "run", "--no-sample", "--free-ports"]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment(folder), stdout=subprocess.PIPE, text=True)
    try:
        until(process, "Up until Ctrl-C")
        yield process
    finally:
        process.kill()
        process.wait()


def until(process: subprocess.Popen[str], words: str) -> str:
    """Everything that it says, up to the line with these words."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"it ended without saying {words!r}:\n{said}")


def test_a_run_keeps_its_services_up_and_leaves_nothing(
    run: subprocess.Popen[str], relais: Relais, folder: Path
) -> None:
    running = Running.read(folder)
    assert all(httpx.get(f"{address}/readyz").is_success for address in running.services.values())

    os.kill(running.pids["feedback"], signal.SIGKILL)
    until(run, "feedback died (killed by SIGKILL) and is started again at once")
    eventually(lambda: Running.read(folder).pids["feedback"] != running.pids["feedback"])
    assert relais("parked", "list", "--service", "profiles").stdout == "Nothing is parked\n"
    assert relais("events", "tail", "--no-follow", "--from-start").returncode == 0

    run.send_signal(signal.SIGINT)
    until(run, "Stopped")
    assert run.wait(5) == 0
    assert all(is_free(int(address.rpartition(":")[2])) for address in [*running.services.values(), running.kafka])
    assert relais("stop").stdout == "Nothing was running\n"
