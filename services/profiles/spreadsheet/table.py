"""A file as coordinators save it, read as far as lines of named cells: separators, encodings, headers."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from chassis.errors import Refused
from services.profiles.spreadsheet.headers import COLUMNS, plain

NEEDED = ("role", "last_name", "first_name")
ENCODINGS = ("utf-8-sig", "cp1252")
"""In the order to try: Windows-1252 takes almost any bytes."""


class UnreadableFile(Refused):
    """This is not a CSV file in UTF-8 or Windows-1252: save the spreadsheet as CSV and send it again."""

    status = 422


class ColumnsMissing(Refused):
    """Columns without which nobody can be registered."""

    status = 422


@dataclass(frozen=True)
class Line:
    """One line with something in it. `number` counts the header as 1; `cells` are stripped, by column, none empty."""

    number: int
    cells: dict[str, str]
    overflow: bool = False


@dataclass(frozen=True)
class Table:
    """`headers`: how the file calls each column; `ignored`: headers that mean nothing here."""

    headers: dict[str, str]
    ignored: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(data: bytes, needed: Sequence[str] = NEEDED, known: Mapping[str, str] = COLUMNS) -> Table:
    """Raises UnreadableFile or ColumnsMissing."""
    headers, ignored, lines = stream(io.StringIO(_decoded(data), newline=""), needed, known)
    return Table(headers, ignored, tuple(lines))


def stream(
    text: Iterable[str], needed: Sequence[str] = NEEDED, known: Mapping[str, str] = COLUMNS
) -> tuple[dict[str, str], tuple[str, ...], Iterator[Line]]:
    """Headers, ignored and lines of a Table, the lines one by one as they are asked for, so that any size is read.

    `known`: columns by what people call them, plain. Raises UnreadableFile, also amid the lines, or ColumnsMissing.
    """
    rows = _numbered(iter(text))
    _, first = next(rows)
    columns = [known.get(plain(header)) for header in first]
    _check(columns, needed)
    headers = {column: header.strip() for header, column in zip(first, columns, strict=True) if column}
    ignored = tuple(
        header.strip() for header, column in zip(first, columns, strict=True) if not column and header.strip()
    )
    return headers, ignored, (_line(*row, columns) for row in rows if any(cell.strip() for cell in row[1]))


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile


def _numbered(text: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line on which each begins: a quoted cell may span several."""
    header = next(text, None)
    if header is None:
        raise UnreadableFile
    reader = csv.reader(chain((header,), text), delimiter=max(";,\t", key=header.count))
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile from error


def _check(columns: list[str | None], needed: Sequence[str]) -> None:
    lacking = [column for column in needed if column not in columns]
    if lacking:
        raise ColumnsMissing(f"The first line names no column for: {', '.join(lacking)}.")
    named = [column for column in columns if column]
    twice = sorted({column for column in named if named.count(column) > 1})
    if twice:
        raise ColumnsMissing(f"Two columns say the same: {', '.join(twice)}. Keep one of them.")


def _line(number: int, cells: list[str], columns: list[str | None]) -> Line:
    pairs = zip(columns, cells, strict=False)
    kept = {column: cell.strip() for column, cell in pairs if column and cell.strip()}
    return Line(number, kept, overflow=any(cell.strip() for cell in cells[len(columns) :]))
