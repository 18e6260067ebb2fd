"""Reads the cells of one line, and says what is wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import BaseModel, Field

from services.profiles.domain.skills import Taxonomy
from services.profiles.spreadsheet.cells import Bad
from services.profiles.spreadsheet.table import Line

T = TypeVar("T")


class Refusal(BaseModel):
    """Why a line, or a cell of it, was not taken; nothing in it names anybody."""

    line: int = Field(description="Number of the line, the header being 1.")
    column: str | None = Field(description="The column as the file calls it; null where the whole line is meant.")
    reason: str = Field(description="A stable code, such as `not-a-day`.")
    suggestion: str | None = Field(default=None, description="What may have been meant, or an example.")


@dataclass(frozen=True)
class Network:
    """What a file may refer to: ids by reference and by id, and what holds where the file says nothing."""

    organisations: Mapping[str, str]
    programmes: Mapping[str, str]
    territories: Mapping[str, str]
    taxonomy: Taxonomy
    today: date
    organisation: str | None = None
    programme: str | None = None


class Reader:
    """Reads the cells of one line, and remembers all that is wrong with them."""

    def __init__(self, line: Line, headers: Mapping[str, str]) -> None:
        self.line, self._headers = line, headers
        self.refusals: list[Refusal] = []

    def refuse(self, column: str | None, reason: str, suggestion: str | None = None) -> None:
        named = self._headers.get(column, column) if column else None
        self.refusals.append(Refusal(line=self.line.number, column=named, reason=reason, suggestion=suggestion))

    def get(self, column: str, read: Callable[[str], T], default: T) -> T:
        text = self.line.cells.get(column)
        if text is None:
            return default
        try:
            return read(text)
        except Bad as bad:
            self.refuse(column, bad.reason, bad.suggestion)
            return default

    def need(self, column: str, read: Callable[[str], T], default: T) -> T:
        if column not in self.line.cells:
            self.refuse(column, "missing")
        return self.get(column, read, default)

    def each(self, column: str, read: Callable[[str], tuple[T, ...]], default: tuple[T, ...] = ()) -> tuple[T, ...]:
        return self.get(column, read, default)
