"""`relais match assign` as a school with three files meets it."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from relais import assigning, cli

EDGES = "student,mentor,score\nada,max,9\nada,lea,5\nben,max,8\nben,lea,1\nzoe,max,7\n"
PLACES = "mentor,places\nmax,1\nlea,1\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "edges", EDGES)
    write(tmp_path, "places", PLACES)
    write(tmp_path, "priority", "student\nzoe\n")
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def run(monkeypatch: pytest.MonkeyPatch, *typed: str) -> int:
    monkeypatch.setattr(sys, "argv", ["relais", "match", "assign", *typed])
    try:
        cli.main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *typed: str) -> dict[str, Any]:
    assert run(monkeypatch, *typed, "--json") == 0
    facts: dict[str, Any] = json.loads(capsys.readouterr().out)
    return facts


@pytest.mark.parametrize(
    ("policy", "matched", "first", "score", "pairs"),
    [
        ("total", 2, 0, 13, "ada,lea,5\nben,max,8\n"),
        ("bonus", 2, 1, 12, "ada,lea,5\nzoe,max,7\n"),
        ("strict", 2, 1, 12, "ada,lea,5\nzoe,max,7\n"),
    ],
)
def test_the_best_pairs_are_written_and_proved(
    files: Path, monkeypatch: Any, capsys: Any, *, policy: str, matched: int, first: int, score: int, pairs: str
) -> None:
    arguments = ["edges.csv", "places.csv", "priority.csv", "--policy", policy, "--out", "pairs.csv"]
    facts = told(monkeypatch, capsys, *arguments)
    assert (facts["students"], facts["mentors"], facts["places"], facts["edges"]) == (3, 2, 2, 5)
    assert (facts["matched"], facts["priority_matched"], facts["score"]) == (matched, first, score)
    assert facts["certificate"] == {"verdict": "optimal", "counterexample": None, "by": "paths"}
    assert facts["objective"]["value"] == facts["objective"]["bound"]
    assert set(facts["seconds"]) == {"read", "solve", "certify"}
    assert facts["peak_mb"] > 0
    assert (files / "pairs.csv").read_text(encoding="utf-8") == "student,mentor,score\n" + pairs


def test_lines_in_another_order_with_semicolons_give_the_same_pairs(files: Path, monkeypatch: Any, capsys: Any) -> None:
    head, *lines = EDGES.replace(",", ";").splitlines()
    write(files, "turned", "\n".join([head, *reversed(lines)]))
    first = told(monkeypatch, capsys, "edges.csv", "places.csv", "--out", "one.csv")
    second = told(monkeypatch, capsys, "turned.csv", "places.csv", "--out", "two.csv")
    assert (files / "one.csv").read_bytes() == (files / "two.csv").read_bytes()
    assert first["score"] == second["score"]


def test_a_student_with_priority_and_no_pair_counts_among_the_students(
    files: Path, monkeypatch: Any, capsys: Any
) -> None:
    write(files, "priority", "student\nzoe\nnobody\n")
    facts = told(monkeypatch, capsys, "edges.csv", "places.csv", "priority.csv", "--policy", "strict")
    assert (facts["students"], facts["priority_matched"]) == (4, 1)


def test_without_json_one_sentence_says_what_came_of_it(files: Path, monkeypatch: Any, capsys: Any) -> None:
    assert run(monkeypatch, "edges.csv", "places.csv") == 0
    assert capsys.readouterr().out.startswith("2 of 3 students have a mentor")


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("edges", "", "edges.csv, line 1: there is no column student, mentor, score."),
        ("edges", "student,mentor\nada,max\n", "edges.csv, line 1: there is no column score."),
        ("edges", "student,mentor,score\n", "edges.csv, line 2: the file is empty."),
        ("edges", EDGES + "ada,max,3\n", "edges.csv, line 7: student 'ada' with mentor 'max' stands here twice."),
        ("edges", EDGES + "zoe,lea,-1\n", "edges.csv, line 7: score '-1' is not a whole number from 0"),
        ("edges", EDGES + "zoe,lea,1.5\n", "edges.csv, line 7: score '1.5' is not a whole number from 0"),
        ("edges", EDGES + "zoe,lea,high\n", "edges.csv, line 7: score 'high' is not a whole number from 0"),
        ("edges", EDGES + "zoe,lea\n", "edges.csv, line 7: score is empty."),
        ("edges", EDGES + f"zoe,lea,{2**61}\n", "edges.csv: too many people, or too high scores"),
        ("edges", EDGES + f"zoe,lea,{2**70}\n", "edges.csv, line 7: score"),
        ("edges", EDGES + "zoe,tom,4\n", "edges.csv, line 7: mentor 'tom' is not in places.csv."),
        ("places", "", "places.csv, line 1: there is no column mentor, places."),
        ("places", "mentor,places\n", "places.csv, line 2: the file is empty."),
        ("places", PLACES + "tom,0\n", "places.csv, line 4: places '0' is not a whole number from 1"),
        ("places", PLACES + "lea,2\n", "places.csv, line 4: mentor 'lea' stands here twice."),
        ("priority", "student\n", "priority.csv, line 2: the file is empty."),
        ("priority", "student\nzoe\nzoe\n", "priority.csv, line 3: student 'zoe' stands here twice."),
    ],
)
def test_bad_input_is_one_sentence_with_file_and_line_and_status_2(
    files: Path, monkeypatch: Any, capsys: Any, *, name: str, text: str, complaint: str
) -> None:
    write(files, name, text)
    assert run(monkeypatch, "edges.csv", "places.csv", "priority.csv", "--out", "pairs.csv") == 2
    shown = capsys.readouterr().err
    assert complaint in shown
    assert not (files / "pairs.csv").exists()


def test_a_file_that_is_missing_or_no_text_is_bad_input(files: Path, monkeypatch: Any, capsys: Any) -> None:
    assert run(monkeypatch, "none.csv", "places.csv") == 2
    (files / "edges.csv").write_bytes(b"student,mentor,score\n\xff\xfe,max,3\n")
    assert run(monkeypatch, "edges.csv", "places.csv") == 2


def test_a_million_pairs_of_one_score_are_answered(files: Path, monkeypatch: Any, capsys: Any) -> None:
    students, mentors = 1_000, 1_000
    whom = [f",m{mentor},7\n" for mentor in range(mentors)]
    lines = (f"s{student}" + f"s{student}".join(whom) for student in range(students))
    write(files, "edges", "student,mentor,score\n" + "".join(lines))
    write(files, "places", "mentor,places\n" + "".join(f"m{mentor},1\n" for mentor in range(mentors)))
    facts = told(monkeypatch, capsys, "edges.csv", "places.csv", "--policy", "strict")
    assert (facts["edges"], facts["matched"], facts["score"]) == (1_000_000, 1_000, 7_000)
    assert facts["certificate"]["verdict"] == "optimal"


def test_a_plan_whose_proof_fails_is_not_written(files: Path, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr(assigning, "refutation", lambda *given: "student 1: a negative utility")
    assert run(monkeypatch, "edges.csv", "places.csv", "--out", "pairs.csv") == 1
    assert "nothing was written: student 1" in capsys.readouterr().err
    assert not (files / "pairs.csv").exists()


def test_the_command_line_loads_no_compiled_code_before_it_is_asked_to() -> None:
    import subprocess  # noqa: PLC0415

    look = "import sys, relais.cli, services.matching.app; sys.exit('numba' in sys.modules or 'ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_whoever_matches_files_does_not_wait_for_what_a_network_needs() -> None:
    import subprocess  # noqa: PLC0415

    heavy = "{'aiokafka', 'motor', 'fastapi', 'ortools'} & {*sys.modules}"
    look = f"import sys, relais.cli, relais.matching.command; sys.exit(bool({heavy}))"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
