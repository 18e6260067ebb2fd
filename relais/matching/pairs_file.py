"""pairs.csv: who goes with whom and why, as the reader's Excel opens it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from relais.cells import write_rows
from relais.complaint import BadInput
from relais.matching.names import names
from relais.matching.pairing import pairs
from relais.matching.sheet import known_as
from relais.words import MATCHING, words
from services.matching.engine.relevance import score
from services.matching.engine.solved import Solved
from services.matching.engine.words import Words

COLUMNS = ("student", "student-line", "mentor", "mentor-line", "score", "reasons")
SEPARATOR = {"fr": ";", "en": ","}


class PairRow(NamedTuple):
    """A pair by the files' own references ("" where a line has none) and lines; `reasons` are words."""

    student: str
    student_line: int
    mentor: str
    mentor_line: int
    score: int
    reasons: str


def rows(solved: Solved, lang: str) -> Iterator[PairRow]:
    told = Words(lang, names(lang))
    for mentee, mentor, terms in pairs(solved):
        reasons = " ".join(map(told.term, terms))
        yield PairRow(*known_as(mentee.id), *known_as(mentor.id), score(terms), reasons)


def write(out: Path, rows: Iterable[PairRow], lang: str) -> None:
    """UTF-8 with a mark by which Excel knows it; no cell is taken for a formula. Raises BadInput."""
    say = words(lang, MATCHING)
    try:
        with out.open("w", encoding="utf-8-sig", newline="") as text:
            write_rows(text, [[say(f"pairs-{column}") for column in COLUMNS], *rows], SEPARATOR[lang])
    except OSError as error:
        raise BadInput(f"{out} cannot be written ({error.strerror}).") from None
