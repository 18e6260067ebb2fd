"""More rows than memory may hold, told back key by key."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Any

AT_ONCE = 2_000
CACHE_KIB = 4_096
Row = tuple[Any, ...]


class Spill:
    """Rows of a key and `width` values: text, numbers, bytes or None. A temporary file of SQLite's own, never named.

    SQLite keeps a few MiB in memory, sorts on disk, and the system removes the file whatever becomes of the process.
    """

    def __init__(self, width: int) -> None:
        self._rows: list[Row] = []
        self._file = sqlite3.connect("", isolation_level=None)
        for pragma in (f"cache_size = -{CACHE_KIB}", "journal_mode = OFF", "synchronous = OFF", "temp_store = FILE"):
            self._file.execute(f"PRAGMA {pragma}")
        columns = [f"v{number}" for number in range(width)]
        self._file.execute(f"CREATE TABLE spilled (key TEXT, {', '.join(columns)})")
        self._insert = f"INSERT INTO spilled VALUES ({', '.join('?' * (width + 1))})"
        self._select = f"SELECT key, {', '.join(columns)} FROM spilled ORDER BY key, rowid"

    def add(self, *row: Any) -> None:
        """The key first."""
        self._rows.append(row)
        if len(self._rows) == AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._file.execute("BEGIN")
        self._file.executemany(self._insert, self._rows)
        self._file.execute("COMMIT")
        self._rows.clear()

    def groups(self) -> Iterator[tuple[str, list[Row]]]:
        """Key by key in order: all its rows, without the key, as they were added. May be asked again."""
        self._flush()
        for key, rows in groupby(self._file.execute(self._select), key=lambda row: row[0]):
            yield key, [row[1:] for row in rows]
