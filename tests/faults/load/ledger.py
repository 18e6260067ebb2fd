"""What a client did and what it was told, on disk before it goes on."""

import json
import os
import time
from pathlib import Path
from typing import Any


class Ledger:
    """One JSON object a line: `sent` before the first try, `unknown` for each try without an answer, `ok` or `refused`.

    Every line is forced to disk, so that it outlives whoever writes it.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644)
        self.open: set[str] = set()

    def write(self, trace: str, outcome: str, **facts: Any) -> None:
        self.write_all([{"trace": trace, "outcome": outcome, **facts}])

    def write_all(self, entries: list[dict[str, Any]]) -> None:
        at = time.time()
        os.write(self._file, b"".join(json.dumps({**entry, "at": at}).encode() + b"\n" for entry in entries))
        os.fdatasync(self._file)
        for entry in entries:
            (self.open.discard if entry["outcome"] in ("ok", "refused") else self.open.add)(entry["trace"])


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]
