"""The engine in a process of its own: a task as JSON on standard input, the answer as JSON on standard output."""

import sys

from pydantic import TypeAdapter

from services.matching.engine.answer import Explained, Found, answer
from services.matching.engine.edges import TooLarge
from services.matching.engine.task import TOO_LARGE, Task


def main() -> None:
    task = TypeAdapter(Task).validate_json(sys.stdin.buffer.read())
    try:
        found = answer(task)
    except TooLarge as error:
        print(error, file=sys.stderr)
        sys.exit(TOO_LARGE)
    sys.stdout.buffer.write(TypeAdapter(Found | Explained | None).dump_json(found))


if __name__ == "__main__":
    main()
