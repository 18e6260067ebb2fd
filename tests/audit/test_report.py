"""What people and programs read."""

import json

import pytest
from aiokafka.errors import KafkaConnectionError
from rich.console import Console

import audit.__main__ as command
from audit.report import Report
from audit.verdict import Verdict, Violation

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
