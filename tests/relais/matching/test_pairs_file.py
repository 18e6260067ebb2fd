"""What Excel makes of pairs.csv."""

from pathlib import Path

import pytest

from relais.matching.pairs_file import PairRow, write


@pytest.mark.parametrize("hostile", ["=1+1", "+1", "-1", "@sum", "\t=1"])
def test_a_cell_that_looks_like_a_formula_is_text(tmp_path: Path, hostile: str) -> None:
    write(tmp_path / "pairs.csv", [PairRow(hostile, 2, "M-1", 3, 5, hostile)], "fr")
    _, row = (tmp_path / "pairs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert row == f"'{hostile};2;M-1;3;5;'{hostile}"
