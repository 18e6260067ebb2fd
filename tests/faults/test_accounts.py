"""The judge of the client's ledger can say no."""

from collections import Counter
from typing import Any

import bson
import pytest

from tests.faults.accounts import Seen, differences
from tests.faults.proxy import refused

MOVED = {"what": "PUT /people", "tells": ["ProfileChanged"]}


def wrong(command: dict[str, Any], told: dict[str, int] | None = None, receipts: dict[str, int] | None = None) -> str:
    seen = Seen()
    seen.told["t"], seen.receipts["t"] = Counter(told or {}), Counter(receipts or {})
    return "".join(differences({"t": command}, seen))


@pytest.mark.parametrize(
    ("command", "told", "complaint"),
    [
        ({**MOVED, "outcome": "ok"}, {"ProfileChanged": 1}, ""),
        ({**MOVED, "outcome": "ok"}, {}, "was ok, and has {'ProfileChanged': 0}"),
        ({**MOVED, "outcome": "ok"}, {"ProfileChanged": 2}, "was ok, and has {'ProfileChanged': 2}"),
        ({**MOVED, "outcome": "refused"}, {}, ""),
        ({**MOVED, "outcome": "refused"}, {"ProfileChanged": 1}, "refused, and left"),
        ({**MOVED, "outcome": "unknown"}, {"ProfileChanged": 1}, "nobody has answered"),
    ],
)
def test_a_command_has_its_events_once_and_a_refusal_none(command: Any, told: Any, complaint: str):
    assert complaint in wrong(command, told)
    assert bool(complaint) == bool(wrong(command, told))


@pytest.mark.parametrize(
    ("receipts", "good"), [({"EventAccepted": 1}, True), ({"EventAccepted": 2}, False), ({}, False)]
)
def test_what_a_company_sent_has_one_receipt(receipts: dict[str, int], good: bool):
    assert (wrong({"outcome": "ok", "answer": "EventAccepted"}, receipts=receipts) == "") is good


def message(command: dict[str, Any]) -> bytes:
    body = bytes(4) + b"\0" + bson.encode(command)
    return b"".join(n.to_bytes(4, "little") for n in (16 + len(body), 7, 0, 2013)) + body


def test_a_store_that_refuses_writes_still_reads():
    answer = refused(message({"update": "people", "updates": []}))
    assert answer is not None
    assert bson.decode(answer[21:])["code"] == 10107
    assert int.from_bytes(answer[8:12], "little") == 7
    assert refused(message({"find": "people"})) is None
