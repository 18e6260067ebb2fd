"""One `relais run` a folder: it holds a lock with its process id, so that `relais stop` knows whom to end."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relais.complaint import Complaint

PATIENCE_S = 40.0


@contextmanager
def sole(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises Complaint where another run has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+", encoding="utf-8") as lock:
        if not _take(lock.fileno()):
            raise Complaint(f"A network runs already in {folder}: `relais stop` ends it.")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def end(folder: Path) -> bool:
    """Ask the run that holds this folder to stop, and wait for it. Says whether there was one."""
    try:
        lock = (folder / "lock").open(encoding="utf-8")
    except FileNotFoundError:
        return False
    with lock:
        if _take(lock.fileno()):
            return False
        os.kill(int(lock.read()), signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_S
        while not _take(lock.fileno()):
            if time.monotonic() > deadline:
                raise Complaint(f"The run with process id {_pid(folder)} does not end: kill it.")
            time.sleep(0.05)
    return True


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _pid(folder: Path) -> str:
    return (folder / "lock").read_text(encoding="utf-8")
