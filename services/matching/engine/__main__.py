"""The engine in a process of its own: a task as JSON on standard input, the plan as JSON on standard output."""

import sys

from pydantic import TypeAdapter

from services.matching.engine.edges import TooLarge
from services.matching.engine.people import Plan
from services.matching.engine.plan import plan
from services.matching.engine.task import TOO_LARGE, Task


def main() -> None:
    task = TypeAdapter(Task).validate_json(sys.stdin.buffer.read())
    try:
        found = plan(task.pool, task.policy)
    except TooLarge as error:
        print(error, file=sys.stderr)
        sys.exit(TOO_LARGE)
    sys.stdout.buffer.write(TypeAdapter(Plan).dump_json(found))


if __name__ == "__main__":
    main()
