"""A file as coordinators save it, read as far as lines of named cells: separators, encodings, headers."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from chassis.errors import Refused
from services.profiles.spreadsheet.headers import COLUMNS, plain

NEEDED = ("role", "last_name", "first_name")


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


def read_table(data: bytes) -> Table:
    """Raises UnreadableFile or ColumnsMissing."""
    rows = _numbered(_decoded(data))
    try:
        _, first = next(rows)
        columns = [COLUMNS.get(plain(header)) for header in first]
        _check(columns)
        lines = [_line(number, cells, columns) for number, cells in rows if any(cell.strip() for cell in cells)]
    except (StopIteration, csv.Error) as error:
        raise UnreadableFile from error
    headers = {column: header.strip() for header, column in zip(first, columns, strict=True) if column}
    ignored = tuple(
        header.strip() for header, column in zip(first, columns, strict=True) if not column and header.strip()
    )
    return Table(headers, ignored, tuple(lines))


def _decoded(data: bytes) -> str:
    """Windows-1252 takes almost any bytes, so UTF-8 is tried first."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line on which each begins: a quoted cell may span several."""
    header = text.partition("\n")[0]
    delimiter = max(";,\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    for row in reader:
        yield begins, row
        begins = reader.line_num + 1


def _check(columns: list[str | None]) -> None:
    lacking = [column for column in NEEDED if column not in columns]
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
