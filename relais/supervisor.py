"""Keeps the services of one machine up: one that dies is started again at once, and that is said."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from relais.infrastructure.jars import PROJECT
from relais.infrastructure.leftovers import forget, record
from relais.infrastructure.process import die_with_parent

TICK_S = 0.05
QUICK_S = 10.0
LONGEST_PAUSE_S = 30.0
GRACE_S = 15.0

Say = Callable[[str], None]


class Child:
    """A process of ours, with its output in a file. Its `pid` is written down in `folder`."""

    def __init__(self, name: str, command: Sequence[str], *, folder: Path, log: Path, env: dict[str, str]) -> None:
        self.name, self.log = name, log
        self.quick_deaths = 0
        self.again_at: float | None = None
        self._command, self._env, self._folder = list(command), env, folder
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0

    @property
    def pid(self) -> int | None:
        """While it runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self) -> None:
        """From the main thread: Linux ends a child with the *thread* that started it."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=PROJECT,
                env={**os.environ, **self._env},
                start_new_session=True,  # Ctrl-C reaches us alone, and we end them in order
                preexec_fn=die_with_parent,
            )
        self._started_at, self.again_at = time.monotonic(), None
        record(self._folder, self.name, self._process.pid, " ".join(self._command[1:]))

    def died(self) -> str | None:
        """How, where it has died since its start and no new start is planned yet."""
        if self.again_at is not None or self._process is None or self._process.poll() is None:
            return None
        code = self._process.returncode
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"

    def plan(self) -> float:
        """When to start again: at once, and later each time that it dies within 10 s. Returns the pause, seconds."""
        self.quick_deaths = self.quick_deaths + 1 if time.monotonic() - self._started_at < QUICK_S else 0
        pause = min(LONGEST_PAUSE_S, 2.0 ** (self.quick_deaths - 2)) if self.quick_deaths > 1 else 0.0
        self.again_at = time.monotonic() + pause
        return pause

    def signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def wait(self, seconds: float) -> None:
        """Until it has ended; killed when it takes longer."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        forget(self._folder, self.name)


class Supervisor:
    """Watches children. `started` is called after each start, so that others learn the new process ids."""

    def __init__(self, children: Sequence[Child], say: Say, started: Callable[[], None] = lambda: None) -> None:
        self.children = list(children)
        self._say, self._started = say, started

    @property
    def pids(self) -> dict[str, int]:
        return {child.name: child.pid for child in self.children if child.pid is not None}

    def start(self) -> None:
        """Start them all side by side."""
        for child in self.children:
            child.start()
        self._started()

    def watch(self, until: Callable[[], bool]) -> None:
        """Keep them up until something is so. Blocking, in the main thread."""
        while not until():
            for child in self.children:
                self._look_after(child)
            time.sleep(TICK_S)

    def _look_after(self, child: Child) -> None:
        if how := child.died():
            pause = child.plan()
            when = f"in {pause:.0f} s: see {child.log}" if pause else "at once"
            self._say(f"{child.name} died ({how}) and is started again {when}")
        if child.again_at is not None and time.monotonic() >= child.again_at:
            child.start()
            self._started()

    def stop(self) -> None:
        """End them all with grace, side by side; whoever takes longer than 15 s is killed."""
        deadline = time.monotonic() + GRACE_S
        for child in self.children:
            child.signal(signal.SIGTERM)
        for child in self.children:
            child.wait(deadline - time.monotonic())
