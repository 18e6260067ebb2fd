"""The two spreadsheets, read to their end; what was refused of them, in words."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from relais.complaint import BadInput
from relais.matching.people import MENTORS, STUDENTS, mentors, students
from relais.matching.progress import shown
from relais.matching.sheet import Sheet
from relais.words import MATCHING, words
from services.matching.engine.columns import Columns
from services.matching.engine.reading import columns


@dataclass(frozen=True, slots=True)
class Sheets:
    """Both files. The language is that of the students' header, unless one was asked for."""

    students: Sheet
    mentors: Sheet
    columns: Columns

    @property
    def lang(self) -> str:
        return self.students.lang

    def refused(self) -> Iterator[str]:
        """A sentence for each cell or line that was refused, in the order of the files."""
        say = words(self.lang, MATCHING)
        for sheet in (self.students, self.mentors):
            for each in sheet.refused:
                where = {"file": sheet.file.name, "line": str(each.line), "column": each.column}
                code = "refused-cell" if each.column else "refused-line"
                yield say(code, **where, reason=say.refusal(each.reason, each.suggestion))

    def lines_refused(self) -> int:
        return sum(len({each.line for each in sheet.refused}) for sheet in (self.students, self.mentors))


def read(student_file: Path, mentor_file: Path, lang: str | None) -> Sheets:
    """Raises BadInput for a file that cannot be read, or has not the columns."""
    size = sum(os.stat(file).st_size for file in (student_file, mentor_file) if file.is_file())
    with shown(words(lang or "en", MATCHING)("stage-read"), size) as advance:
        mentees = Sheet(student_file, "mentee", STUDENTS, lang, advance)
        others = Sheet(mentor_file, "mentor", MENTORS, lang, advance)
        return Sheets(mentees, others, columns(students(mentees), mentors(others)))


def refuse_empty(sheets: Sheets) -> None:
    """Raises BadInput where one of the files has nobody who can be matched."""
    for sheet, people in ((sheets.students, sheets.columns.mentees), (sheets.mentors, sheets.columns.mentors)):
        if not len(people):
            refused = len({each.line for each in sheet.refused})
            raise BadInput(words(sheets.lang, MATCHING)("nobody", file=sheet.file, lines=sheet.lines, refused=refused))
