"""One of the two spreadsheets, read line by line: what is taken comes out, what is refused gathers."""

from collections.abc import Iterator
from functools import partial
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import TextIO

from relais.complaint import BadInput
from relais.matching.progress import Advance
from relais.words import MATCHING, words
from services.profiles.spreadsheet import cells
from services.profiles.spreadsheet.headers import plain
from services.profiles.spreadsheet.reader import Reader, Refusal
from services.profiles.spreadsheet.table import ENCODINGS, ColumnsMissing, UnreadableFile, stream

CHUNK = 1 << 20
FRENCH = frozenset(
    [
        *("nom", "prenom", "etablissement", "lycee", "college", "langues", "langues parlees", "disponibilites"),
        *("dispos", "territoire", "secteur", "modalites", "competences recherchees", "recherche"),
        *("competences proposees", "offre"),
    ]
)


class Sheet:
    """A file of students or of mentors. `refused` and `lines` are whole once `readers` has ended.

    `lang` is that of the header, unless one is asked for.
    """

    def __init__(self, file: Path, role: str, needed: tuple[str, ...], lang: str | None, advance: Advance) -> None:
        """Reads the header. Raises BadInput for a file without it."""
        self.file, self.role = file, role
        self.refused: list[Refusal] = []
        self.lines = 0
        try:
            self.headers, ignored, self._lines = stream(_text(file, advance), ())
        except ColumnsMissing as error:
            raise BadInput(f"{file}: {error}") from None
        except UnreadableFile:
            raise BadInput(words(lang or "en", MATCHING)("unreadable", file=file)) from None
        heads = map(plain, chain(self.headers.values(), ignored))
        self.lang = lang or ("fr" if FRENCH & set(heads) else "en")
        if missing := [column for column in needed if column not in self.headers]:
            raise BadInput(self._lacking(missing))

    def readers(self) -> Iterator[tuple[Reader, str]]:
        """A reader a line, and the id of whom it stands for: its own reference, if any, and the line's number.

        What the taker of a reader finds wrong is refused when the next is asked for. Raises BadInput.
        """
        seen: dict[str, int] = {}
        try:
            for line in self._lines:
                self.lines += 1
                reader = Reader(line, self.headers)
                yield reader, self._reference(reader, seen)
                self.refused += reader.refusals
        except UnreadableFile:
            raise BadInput(words(self.lang, MATCHING)("unreadable", file=self.file)) from None

    def _reference(self, reader: Reader, seen: dict[str, int]) -> str:
        """A reference stands once in a file, or in those of its lines that name one school."""
        number, school = reader.line.number, reader.line.cells.get("organisation", "")
        if reader.line.overflow:
            reader.refuse(None, "more-cells-than-columns", 'put cells with the separator in "quotes"')
        reference = reader.get("reference", cells.slug, "")
        first = seen.setdefault(f"{school} {reference}", number) if reference else number
        if first != number:
            reader.refuse("reference", "said-before", str(first))
        return f"{reference}@{number}"

    def _lacking(self, missing: list[str]) -> str:
        say = words(self.lang, MATCHING)
        return say("columns-missing", file=self.file, columns=", ".join(say(f"column-{each}") for each in missing))


def known_as(id: str) -> tuple[str, int]:
    """The reference in the file, or "", and the number of the line, of an id that `Sheet.readers` gave."""
    reference, _, line = id.rpartition("@")
    return reference, int(line)


def _text(file: Path, advance: Advance) -> Iterator[str]:
    """The lines of a file, whatever its size. Raises BadInput or UnreadableFile."""
    try:
        encoding, told = _encoding(file), 0
        with file.open("rb") as raw, TextIOWrapper(raw, encoding=encoding, newline="") as text:
            for count, line in enumerate(text):
                yield line
                if count % 1024 == 0:
                    advance(raw.tell() - told)
                    told = raw.tell()
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}).") from None


def _encoding(file: Path) -> str:
    for encoding in ENCODINGS:
        try:
            with file.open(encoding=encoding, newline="") as text:
                if not any("\x00" in chunk for chunk in _chunks(text)):
                    return encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableFile


def _chunks(text: TextIO) -> Iterator[str]:
    return iter(partial(text.read, CHUNK), "")
