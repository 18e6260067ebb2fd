"""A kind of fault: what its schedule may choose, and how it strikes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.faults.rig import Rig
from tests.faults.worker import Worker

Args = dict[str, Any]
PATIENCE_S = 30.0
FORGED = "forged-"
"""Subjects that begin so were said by nobody: the auditor must find them, and nothing else."""


@dataclass
class Kill:
    """One SIGKILL. `recent`: the victim took a batch or a command within the second before; seconds until after it."""

    whom: str
    where: str
    recent: bool
    effect_s: float | None = None


@dataclass
class Journal:
    """What the faults did and measured; `wrong` is what no fault may bring about."""

    kills: list[Kill] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    forged: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Fault:
    """`draw` makes arguments of chance alone, so that the schedule is data; `strike` leaves the rig as it found it."""

    draw: Callable[[Random], Args]
    strike: Callable[[Rig, Journal, Args], Args]
    weight: float = 1.0


def first_effect(rig: Rig, worker: Worker, since: float, seconds: float = PATIENCE_S) -> float | None:
    """Seconds from an instant to the first thing that the started worker writes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if effect := worker.block["effect"]:
            return effect - since
        if worker.child.died():
            rig.tend()
        time.sleep(0.01)
    return None
