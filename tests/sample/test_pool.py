"""Spreadsheets of any size that `relais match` takes whole."""

from pathlib import Path

import pytest

from relais.matching import sheets
from sample.make.pool import pool


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return pool(7, 250)


def test_every_line_can_be_matched(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    given = sheets.read(tmp_path / "students.csv", tmp_path / "mentors.csv", None)
    assert (len(given.columns.mentees), len(given.columns.mentors), list(given.refused())) == (250, 125, [])


def test_the_same_seed_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert pool(7, 250) == files
    assert pool(8, 250) != files
