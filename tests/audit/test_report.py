"""What people and programs read."""

import json
from pathlib import Path

import pytest
from aiokafka.errors import KafkaConnectionError
from rich.console import Console

import audit.__main__ as command
from audit.audit import Promises
from audit.report import Report
from audit.verdict import LISTED, Found, Verdict, Violation

CLEAN = Report((Verdict("sequences", 12), Verdict("lots", 1, notes=("matching: a lane",))), 3, 12)
LOST = tuple(Violation(f"toy.things.v1/{number}", "lost: [2]") for number in range(12))
BROKEN = Report((Verdict("sequences", 12, LOST), Verdict("lots", 0)), 3, 12)


def shown(report: Report) -> str:
    console = Console(width=120, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as capture:
        report.show(console)
    return capture.get()


def test_a_clean_report_says_so_and_lists_what_is_worth_knowing():
    text = shown(CLEAN)
    assert "Nothing was lost, doubled or taken twice: 3 documents and 12 records were read." in text
    assert "matching: a lane" in text


def test_a_broken_report_names_what_is_wrong_and_how_much_more_there_is():
    text = shown(BROKEN)
    assert "Broken: sequences." in text
    assert "toy.things.v1/9: lost: [2]" in text
    assert "… and 2 more" in text


@pytest.mark.parametrize(("report", "status"), [(CLEAN, 0), (BROKEN, 1)])
def test_a_broken_promise_is_an_exit_status_of_one(report: Report, status: int, monkeypatch, capsys):
    async def audited(*_: object, **__: object) -> Report:
        return report

    monkeypatch.setattr(command, "audit", audited)
    assert command.main(json=True) == status
    answer = json.loads(capsys.readouterr().out)
    assert answer["holds"] is (status == 0)
    assert len(answer["verdicts"][0]["violations"]) == (12 if status else 0)


def test_servers_that_do_not_answer_are_one_clear_sentence(monkeypatch, capsys):
    async def refused(*_: object, **__: object) -> Report:
        raise KafkaConnectionError

    monkeypatch.setattr(command, "audit", refused)
    assert command.main(kafka="broker:1") == 2
    assert "Cannot audit: KafkaConnectionError. Is Kafka at broker:1" in capsys.readouterr().err


def test_what_could_not_be_listed_is_counted():
    found = Found()
    for number in range(LISTED + 5):
        found.add(f"toy.things.v1/{number}", "lost: 1")
    verdict = Verdict.of("sequences", LISTED + 5, found)
    assert (len(verdict.violations), verdict.count) == (LISTED, LISTED + 5)
    assert json.loads(Report((verdict,), 0, 0).to_json())["verdicts"][0]["count"] == LISTED + 5


def test_canaries_come_from_a_file_and_logs_from_a_folder(tmp_path: Path, monkeypatch, capsys):
    (tmp_path / "canaries").write_text("Zéphyrine\n\nOldaric\n", encoding="utf-8")
    (tmp_path / "matching.log").write_text("nothing\nOldaric\n", encoding="utf-8")
    asked = []

    async def audited(kafka: str, mongo: str, database: str, promises: Promises) -> Report:
        asked.append((promises.canaries, list(promises.pages)))
        return CLEAN

    monkeypatch.setattr(command, "audit", audited)
    assert command.main(canary=("Ida",), canaries=tmp_path / "canaries", logs=tmp_path) == 0
    lines = [("matching.log:1", b"nothing\n"), ("matching.log:2", b"Oldaric\n")]
    assert asked == [(["Ida", "Zéphyrine", "Oldaric"], lines)]
    assert command.main(canaries=tmp_path / "absent") == 2
    assert "Cannot audit" in capsys.readouterr().err
