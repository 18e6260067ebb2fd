"""The named steps of delivery, at each of which a test can kill the process."""

import os
import signal

STEPS = {
    "decide": ("decided", "written"),
    "publish": ("sent", "removed"),
    "consume": ("read",),
    "apply": ("decided", "written", "published"),
    "commit": ("before",),
    "lot": ("appended", "applied"),
    "timer": ("decided", "written"),
    "process": ("began", "ended"),
    "rebuild": ("told", "compared", "switched"),
}
_left: dict[str, int] = {}  # how often a step is still reached before it kills


def arm(kill_at: str) -> None:
    """Be killed at `<step>`, or at its n-th time, `<step>:<n>`. Empty: never. Raises ValueError for no such step."""
    step, _, nth = kill_at.partition(":")
    steps = [f"{phase}.{done}" for phase, each in STEPS.items() for done in each]
    if step and step not in steps:
        raise ValueError(f"RELAIS_KILL_AT names no step: {step}; steps are {', '.join(steps)}")
    _left.clear()
    _left[step] = int(nth or 1)


def reached(step: str) -> None:
    """This step of delivery is done."""
    if step in _left:
        _left[step] -= 1
        if _left[step] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
