"""What the figures were taken on."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("aiokafka", "faststream", "motor", "pymongo", "pydantic", "fastapi", "uvicorn", "uvloop")


def describe() -> list[str]:
    """One line a fact; the load at the start, since others may use the machine as well."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, {_java()}",
        ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
        f"load when this began: {os.getloadavg()[0]:.1f} processes",
    ]


def resident_mb(pid: int) -> float:
    """Resident memory of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"process {pid} has no memory")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _java() -> str:
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    return told.partition("\n")[0]
