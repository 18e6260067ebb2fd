"""Which processes belong to a folder, so that those of a crashed run can be ended later."""

import fcntl
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypedDict


class Recorded(TypedDict):
    """A process: its id, and a text that its command line must contain before anybody ends it."""

    pid: int
    marker: str


def record(folder: Path, name: str, pid: int, marker: str) -> None:
    """Write `name` into `<folder>/pids.json`; `marker` is part of the process's command line."""
    with _recorded(folder) as known:
        known[name] = {"pid": pid, "marker": marker}


def forget(folder: Path, name: str) -> None:
    with _recorded(folder) as known:
        known.pop(name, None)


def stop_leftovers(folder: Path, patience: float = 5.0) -> list[str]:
    """End what `<folder>/pids.json` names and is still ours; the names ended. `patience`: seconds before SIGKILL."""
    if not folder.exists():
        return []
    with _recorded(folder) as known:
        ours = {name: entry["pid"] for name, entry in known.items() if entry["marker"] in _command_line(entry["pid"])}
        for pid in ours.values():
            _signal(pid, signal.SIGTERM)
        deadline = time.monotonic() + patience
        while any(_command_line(pid) for pid in ours.values()) and time.monotonic() < deadline:
            time.sleep(0.05)
        for name, pid in ours.items():
            if known[name]["marker"] in _command_line(pid):
                _signal(pid, signal.SIGKILL)
        known.clear()
    return sorted(ours)


@contextmanager
def _recorded(folder: Path) -> Iterator[dict[str, Recorded]]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "pids.json").open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        known: dict[str, Recorded] = json.loads(file.read() or "{}")
        yield known
        file.truncate(0)
        file.write(json.dumps(known, indent=1))


def _command_line(pid: int) -> str:
    """The command line of a living process; empty where there is none. A zombie has none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if Path("/proc").exists():
            return ""
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.strip()


def _signal(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
