"""Every CSV file that comes out: no cell of it is taken for a formula by a spreadsheet (CWE-1236)."""

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def write_rows(out: TextIO, rows: Iterable[Sequence[str | int]], delimiter: str = ",") -> None:
    """Comma-separated values; a text that begins like a formula gets an apostrophe, a number is what it is."""
    csv.writer(out, delimiter=delimiter).writerows([_harmless(cell) for cell in row] for row in rows)


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) else cell
