"""`relais match` on two spreadsheets: pairs, figures, and one clear sentence where nothing can be done."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from relais.matching import pairing
from services.matching.engine.optimum import solve
from tests.relais.matching.conftest import Match, Told
from tests.relais.matching.files import MENTORS, STUDENTS, in_french, written

HEAD, *_ = MENTORS.splitlines()


def pairs(folder: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with (folder / "pairs.csv").open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text, delimiter=delimiter))


def test_the_figures_are_told_as_json(told: Told) -> None:
    facts = told("--policy", "strict")
    assert (facts["students"], facts["mentors"], facts["places"], facts["feasible_pairs"]) == (4, 2, 3, 3)
    assert (facts["matched"], facts["priority_matched"]) == (2, 1)
    assert facts["objective"]["policy"] == "strict"
    assert facts["objective"]["value"] == facts["objective"]["bound"]
    assert facts["certificate"] == {"verdict": "optimal", "counterexample": None, "by": "paths"}
    assert list(facts["seconds"]) == ["read", "index", "solve", "certify"]
    assert facts["peak_mb"] > 0


def test_the_pairs_are_named_by_reference_and_line_with_reasons_in_words(folder: Path, match: Match) -> None:
    status, out, _ = match("--policy", "strict", "--out", "pairs.csv")
    assert (status, out.split(" students")[0]) == (0, "2 of 4")
    first, second = pairs(folder)
    assert (first["student"], first["student line"], first["mentor"], first["mentor line"]) == ("S-2", "3", "M-1", "2")
    assert (second["student"], second["mentor"]) == ("S-3", "M-2")
    assert "Welding" in first["reasons"] and "trades." not in first["reasons"]


def test_a_french_file_gives_french_pairs_that_excel_opens(folder: Path, match: Match) -> None:
    for file, text in (("students.csv", STUDENTS), ("mentors.csv", MENTORS)):
        (folder / file).write_bytes(in_french(text))
    _, out, _ = match("--out", "pairs.csv")
    assert out.startswith("2 élèves sur 4")
    assert (folder / "pairs.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Soudage" in pairs(folder, ";")[0]["raisons"]
    assert match("--lang", "en")[1].startswith("2 of 4 students")


def test_lines_in_another_order_give_the_same_pairs(folder: Path, match: Match) -> None:
    match("--out", "pairs.csv")
    first = [(row["student"], row["mentor"]) for row in pairs(folder)]
    head, *lines = STUDENTS.splitlines()
    written(folder, students="\n".join([head, *reversed(lines)]) + "\n")
    match("--out", "pairs.csv")
    assert [(row["student"], row["mentor"]) for row in pairs(folder)] == first


def test_refused_lines_are_told_and_the_rest_is_matched(folder: Path, match: Match) -> None:
    written(folder, STUDENTS + "S-1,student,north,none,fr,Welding:9,whenever,lorneville,0,online\n")
    status, out, errors = match()
    assert (status, out.split(" students")[0]) == (0, "2 of 4")
    assert errors.splitlines() == [
        "students.csv, line 6, column Reference: this reference stands on line 2 already",
        "students.csv, line 6, column Skills sought: the level is not one of 1–4",
        "students.csv, line 6, column Availability: not hours of the week (for example Wed 14:00-17:00)",
        "Warning: 1 line was refused; the others were taken",
    ]


def test_no_cell_of_the_pairs_is_taken_for_a_formula(folder: Path, match: Match) -> None:
    written(folder, STUDENTS.replace("S-2", "=1+1"), MENTORS.replace("M-2", "@sum"))
    match("--out", "pairs.csv")
    assert not [cell for row in pairs(folder) for cell in row.values() if cell.startswith(tuple("=+-@\t"))]


@pytest.mark.parametrize(
    ("students", "mentors", "sentence"),
    [
        ("", MENTORS, "students.csv is not a CSV file"),
        (STUDENTS, "", "mentors.csv is not a CSV file"),
        ("a,b\n1,2\n", MENTORS, "students.csv: the first line names no column for “Skills sought”"),
        (STUDENTS.splitlines()[0], MENTORS, "students.csv: there is nobody to match (lines: 0, refused: 0)."),
        (STUDENTS, HEAD, "mentors.csv: there is nobody to match (lines: 0, refused: 0)."),
        (
            STUDENTS,
            MENTORS.replace("mentor,", "student,"),
            "mentors.csv: there is nobody to match (lines: 2, refused: 2)",
        ),
        (STUDENTS, MENTORS.replace("Tue", "Sun").replace("Mon", "Sun"), "Nobody can be matched"),
        (STUDENTS, MENTORS.replace(",1\n", ",0\n").replace(",2\n", ",0\n"), "Nobody can be matched"),
    ],
    ids=["no students file", "no mentors file", "columns", "no students", "no mentors", "swapped", "hours", "places"],
)
def test_what_cannot_be_matched_is_one_sentence_and_status_2(
    folder: Path, match: Match, students: str, mentors: str, sentence: str
) -> None:
    written(folder, students, mentors)
    status, _, errors = match()
    assert status == 2
    assert f"relais: {sentence}" in errors


def test_where_nobody_suits_the_report_says_why(folder: Path, match: Match) -> None:
    written(folder, mentors=MENTORS.replace("Tue", "Sun").replace("Mon", "Sun"))
    status, _, errors = match("--out", "pairs.csv", "--report", "report.html")
    assert (status, pairs(folder)) == (2, [])
    assert "The report says why." in errors
    assert "not free at the same hours" in (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--out", "--report"])
def test_a_file_that_cannot_be_written_is_one_sentence(match: Match, option: str) -> None:
    status, _, errors = match(option, "none/there")
    assert status == 2 and "none/there cannot be written" in errors


@pytest.mark.parametrize("bonus", ["-1", str(2**62)])
def test_a_bonus_that_is_none_is_refused(match: Match, bonus: str) -> None:
    assert match("--policy", "bonus", "--bonus", bonus)[0] == 2


def test_a_bonus_too_large_for_the_pool_is_refused_before_anything_is_solved(match: Match) -> None:
    status, _, errors = match("--policy", "bonus", "--bonus", str(2**61))
    assert status == 2 and "too many people, or too high scores" in errors


def test_a_plan_whose_proof_fails_is_not_written(folder: Path, match: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "solve", lambda *given: replace(solve(*given), counterexample="student 1: more"))
    status, out, errors = match("--out", "pairs.csv", "--report", "report.html", "--json")
    assert (status, json.loads(out)["certificate"]["verdict"]) == (1, "not optimal")
    assert "nothing was written: student 1: more" in errors
    assert not (folder / "pairs.csv").exists() and not (folder / "report.html").exists()


def test_a_bonus_too_large_for_the_report_alone_is_refused_too(match: Match) -> None:
    assert match("--policy", "total", "--bonus", str(2**61), "--report", "report.html")[0] == 2
