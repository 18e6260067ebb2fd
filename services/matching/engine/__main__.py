"""The engine in a process of its own: JSON on standard input, JSON on standard output.

Without arguments one task and its answer. With `live`, a line for each thing told, and a line for each answer.
"""

import sys

from pydantic import TypeAdapter

from services.matching.engine.answer import Explained, Found, answer
from services.matching.engine.desk import Desk
from services.matching.engine.edges import TooLarge
from services.matching.engine.task import TOO_LARGE, Task
from services.matching.engine.told import Changed, Opened, Proposals

TOLD, PROPOSALS = TypeAdapter(Opened | Changed), TypeAdapter(Proposals)


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
    try:
        live() if sys.argv[1:] == ["live"] else once()
    except TooLarge as error:
        print(error, file=sys.stderr)
        sys.exit(TOO_LARGE)
