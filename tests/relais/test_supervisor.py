"""A service that dies is started again, and none outlives the one who started it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from relais.infrastructure.jars import PROJECT
from relais.supervisor import Child, Supervisor
from tests.processes import eventually

SLEEPER = [sys.executable, "-S", "-c", "import time; time.sleep(60)"]


def child(folder: Path, command: list[str]) -> Child:
    return Child("matching", command, folder=folder, log=folder / "matching.log", env={})


def runs(pid: int) -> bool:
    """Whether it lives; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_a_killed_child_is_started_again_at_once_and_that_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor([child(tmp_path, SLEEPER)], said.append)
    supervisor.start()
    first = supervisor.pids["matching"]
    os.kill(first, signal.SIGKILL)
    began = time.monotonic()
    supervisor.watch(lambda: supervisor.pids.get("matching", first) != first)
    assert time.monotonic() - began < 1
    assert said == ["matching died (killed by SIGKILL) and is started again at once"]
    supervisor.stop()
    assert not supervisor.pids


def test_the_pause_grows_while_it_dies_soon_after_its_start(tmp_path: Path) -> None:
    dying = child(tmp_path, SLEEPER)
    dying.start()
    assert [dying.plan() for _ in range(8)] == [0, 1, 2, 4, 8, 16, 30, 30]
    dying._started_at -= 11
    assert dying.plan() == 0
    dying.signal(signal.SIGKILL)
    dying.wait(5)


def test_one_that_ends_by_itself_is_started_again_too(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor(
        [child(tmp_path, [sys.executable, "-S", "-c", "print('bad setting'); raise SystemExit(3)"])], said.append
    )
    supervisor.start()
    supervisor.watch(lambda: len(said) == 2)
    supervisor.stop()
    log = tmp_path / "matching.log"
    assert said[0] == "matching died (exit status 3) and is started again at once"
    assert said[1] == f"matching died (exit status 3) and is started again in 1 s: see {log}"
    assert log.read_text() == "bad setting\n" * 2


def test_a_child_that_does_not_listen_is_killed_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relais.supervisor.GRACE_S", 0.3)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    supervisor = Supervisor([child(tmp_path, [sys.executable, "-S", "-c", deaf])], print)
    supervisor.start()
    eventually(lambda: "deaf" in (tmp_path / "matching.log").read_text())
    supervisor.stop()
    assert not supervisor.pids


def test_nothing_survives_a_killed_supervisor(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from relais.supervisor import Child, Supervisor\n"
        f"folder = Path({str(tmp_path)!r})\n"
        f"it = Supervisor([Child('matching', {SLEEPER!r}, folder=folder, log=folder / 'log', env={{}})], print)\n"
        "it.start(); print(it.pids['matching'], flush=True); it.watch(lambda: False)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        pid = int(process.stdout.readline())
        assert runs(pid)
        process.kill()
    eventually(lambda: not runs(pid), 5)
