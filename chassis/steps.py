"""The named steps of delivery, at each of which a test can kill the process."""

import os
import signal
from collections import Counter

STEPS = (
    "decide.decided",
    "decide.written",
    "publish.sent",
    "publish.removed",
    "consume.read",
    "apply.decided",
    "apply.written",
    "apply.published",
    "commit.before",
    "commit.after",
    "lot.appended",
    "lot.applied",
    "timer.decided",
    "timer.written",
)
_seen: Counter[str] = Counter()
_target: tuple[str, int] | None = None


def arm(kill_at: str) -> None:
    """Be killed at `<step>`, or at its n-th time, `<step>:<n>`. Empty: never. Raises ValueError for no such step."""
    global _target
    step, _, nth = kill_at.partition(":")
    if step and step not in STEPS:
        raise ValueError(f"RELAIS_KILL_AT names no step: {step}; steps are {', '.join(STEPS)}")
    _target = (step, int(nth or 1)) if step else None
    _seen.clear()


def reached(step: str) -> None:
    """This step of delivery is done."""
    if _target and step == _target[0]:
        _seen[step] += 1
        if _seen[step] == _target[1]:
            os.kill(os.getpid(), signal.SIGKILL)
