"""A CSV file that comes out is safe to open: no cell of it is a formula, and nothing of it is lost."""

import csv
import io
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from relais.cells import FORMULA, write_rows

PROJECT = Path(__file__).parents[2]
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"))
ODD = st.builds("".join, st.tuples(st.sampled_from(["", " ", "  "]), st.sampled_from([*FORMULA[:-4], "a"]), TEXTS))


@given(st.lists(st.lists(ODD | TEXTS | st.integers(), min_size=1, max_size=4), max_size=4), st.sampled_from(",;\t"))
def test_no_text_starts_a_formula_and_an_apostrophe_is_all_that_is_added(rows, delimiter):
    out = io.StringIO(newline="")
    write_rows(out, rows, delimiter)
    read = list(csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter))
    assert len(read) == len(rows)
    for told, row in zip(read, rows, strict=True):
        for cell, meant in zip(told, row, strict=True):
            assert cell in (str(meant), f"'{meant}")
            assert isinstance(meant, int) or not cell.lstrip(" ").startswith(FORMULA)


def test_every_csv_file_of_ours_is_written_by_this_one_function():
    own = [*PROJECT.glob("relais/**/*.py"), *PROJECT.glob("services/**/*.py"), *PROJECT.glob("audit/**/*.py")]
    writing = {p.relative_to(PROJECT).as_posix() for p in own if re.search(r"csv\.(writer|DictWriter)", p.read_text())}
    assert writing == {"relais/cells.py"}
