"""`relais import`: a file goes in, and every line that does not is named."""

from pathlib import Path
from typing import Any

import pytest

from tests.relais.conftest import Desk, Relais


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_bytes("Nom;Prénom;Rôle\n".encode("cp1252"))
    return file


def report(**facts: Any) -> dict[str, Any]:
    whole = {"lines": 3, "new": 3, "changed": 0, "unchanged": 0, "held": [], "refused": [], "ignored_columns": []}
    return whole | {"dry_run": False} | facts


def test_every_refused_line_is_shown_with_number_column_and_reason(relais: Relais, desk: Desk, file: Path) -> None:
    refused = [
        {"line": 4, "column": "Compétences recherchées", "reason": "unknown-skill", "suggestion": "Mathématiques"},
        {"line": 9, "column": None, "reason": "person-gone", "suggestion": None},
    ]
    desk.answers["POST /imports"] = 200, report(new=1, refused=refused, ignored_columns=["Observations"])
    done = relais("import", file, "--programme", "lorne-avenir", "--organisation", "lycee-grand-chene")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "line 4, column Compétences recherchées: unknown skill (did you mean: Mathématiques?)",
        "line 9: this person has left the network, or was erased",
        "people.csv, lines: 3; new 1, changed 0, unchanged 0, held 0, refused 2",
        "Columns that mean nothing here: Observations",
    ]
    path, body = desk.asked[0]
    assert path == "POST /imports?programme=lorne-avenir&organisation=lycee-grand-chene"
    assert body == file.read_bytes()


def test_a_file_that_is_taken_whole_ends_well(relais: Relais, desk: Desk, file: Path) -> None:
    desk.answers["POST /imports"] = 200, report(held=[2])
    done = relais("import", file)
    assert done.returncode == 0
    assert "line 2: looks like somebody known" in done.stdout


def test_a_dry_run_only_looks(relais: Relais, desk: Desk, file: Path) -> None:
    desk.answers["POST /imports"] = 200, report(dry_run=True, new=0)
    assert relais("import", file, "--dry-run").stdout == "people.csv, lines: 3; looked at only, would be refused: 0\n"
    assert desk.asked[0][0] == "POST /imports?dry_run=true"


def test_a_refused_line_is_explained_in_french_too(relais: Relais, desk: Desk, file: Path) -> None:
    refused = [{"line": 4, "column": "Né(e) le", "reason": "not-a-day", "suggestion": "31/12/2026"}]
    desk.answers["POST /imports"] = 200, report(refused=refused)
    assert relais("import", file, "--lang", "fr").stdout.splitlines()[0] == (
        "ligne 4, colonne Né(e) le : ce n’est pas un jour (par exemple 31/12/2026)"
    )


def test_a_file_that_is_not_there_gives_one_sentence(relais: Relais, desk: Desk, tmp_path: Path) -> None:
    done = relais("import", tmp_path / "none.csv")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "cannot be read" in done.stderr
