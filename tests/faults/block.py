"""A page of memory that the harness shares with a process under test: what that did last, and what shall befall it."""

import mmap
import struct
from collections.abc import Sequence
from pathlib import Path

from chassis.steps import STEPS

STEP_NAMES = tuple(f"{phase}.{done}" for phase, each in STEPS.items() for done in each)
WORKER = (*STEP_NAMES, "acknowledged", "effect", "jump_s", "armed", "left", "signal", "fired")
"""Monotonic instants of each step, of the last record that the broker took and of the first effect; then the orders:
seconds that the clock has jumped, number of the step (from 1; 0 for none) at whose `left`-th time it gets `signal`."""
WIRE = ("target", "delay_s", "cut", "refuse")
"""The port behind a proxy, seconds by which it holds back, how often it has cut all connections, whether it refuses
writes of the store's protocol."""


class Block:
    """Named numbers in a file that is mapped into both processes. Survives both."""

    def __init__(self, path: Path, fields: Sequence[str]) -> None:
        self._place = {name: 8 * number for number, name in enumerate(fields)}
        if not path.exists():
            path.write_bytes(bytes(8 * len(fields)))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 0)

    def __getitem__(self, name: str) -> float:
        return float(struct.unpack_from("d", self._memory, self._place[name])[0])

    def __setitem__(self, name: str, value: float) -> None:
        struct.pack_into("d", self._memory, self._place[name], value)
