"""The named steps of delivery, at each of which a test can kill the process."""

import os
import signal
from collections import Counter

STEPS = {
    "decide": ("decided", "written"),
    "publish": ("sent", "removed"),
    "consume": ("read",),
    "apply": ("decided", "written", "published"),
    "commit": ("before",),
    "lot": ("appended", "applied"),
    "timer": ("decided", "written"),
}
_seen: Counter[str] = Counter()
_target: tuple[str, int] | None = None


def arm(kill_at: str) -> None:
    """Be killed at `<step>`, or at its n-th time, `<step>:<n>`. Empty: never. Raises ValueError for no such step."""
    global _target
    step, _, nth = kill_at.partition(":")
    steps = [f"{phase}.{done}" for phase, each in STEPS.items() for done in each]
    if step and step not in steps:
        raise ValueError(f"RELAIS_KILL_AT names no step: {step}; steps are {', '.join(steps)}")
    _target = (step, int(nth or 1)) if step else None
    _seen.clear()


def reached(step: str) -> None:
    """This step of delivery is done."""
    if _target and step == _target[0]:
        _seen[step] += 1
        if _seen[step] == _target[1]:
            os.kill(os.getpid(), signal.SIGKILL)
