"""The engine in a process of its own: JSON on standard input, JSON on standard output.

Without arguments one task and its answer. With `live`, a line for each thing told, and a line for each answer.
"""

import ctypes
import signal
import sys

from pydantic import TypeAdapter

from services.matching.engine.answer import Explained, Found, answer
from services.matching.engine.desk import Desk
from services.matching.engine.edges import TooLarge
from services.matching.engine.task import TOO_LARGE, Task
from services.matching.engine.told import Changed, Opened, Proposals

PR_SET_PDEATHSIG = 1
TOLD, PROPOSALS = TypeAdapter(Opened | Changed), TypeAdapter(Proposals)


def end_with_service() -> None:
    """Nobody wants the answer of a killed service's engine, which may have minutes to go. On Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def once() -> None:
    task = TypeAdapter(Task).validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(TypeAdapter(Found | Explained | None).dump_json(answer(task)))


def live() -> None:
    """Until standard input is closed."""
    desk = Desk()
    for line in sys.stdin.buffer:
        told = TOLD.validate_json(line)
        found = desk.open(told) if isinstance(told, Opened) else desk.change(told)
        sys.stdout.buffer.write(PROPOSALS.dump_json(found) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    end_with_service()
    try:
        live() if sys.argv[1:] == ["live"] else once()
    except TooLarge as error:
        print(error, file=sys.stderr)
        sys.exit(TOO_LARGE)
