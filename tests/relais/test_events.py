"""What `relais events tail` prints of an event."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contracts.catalogue import EVENTS
from contracts.envelope import Envelope
from relais.events import line
from relais.facts import facts
from relais.infrastructure.jars import PROJECT

EXAMPLES = sorted((PROJECT / "contracts" / "examples").glob("*/*.json"))
OPEN = [path for path in EXAMPLES if not EVENTS[path.parent.name].stream.personal]


@dataclass
class Record:
    value: bytes | None
    topic: str = "matching.pairs.v1"
    headers: list[tuple[str, bytes]] = field(default_factory=list)


def test_an_event_is_one_line_of_time_type_subject_and_facts() -> None:
    told = datetime(2026, 9, 14, 8, 12, tzinfo=UTC)
    envelope = Envelope("1", "/relais/matching", "PairProposed", "5b2e09c1" * 4, told, "val")
    body = {
        "pair_id": "5b2e09c1" * 4,
        "programme_id": "p",
        "mentor": {"person_id": "77aa01f3" * 4, "enrolment_id": "e"},
        "score": 71,
        "reasons": [{"code": "skill-offered", "points": 40, "facts": {}}, {"code": "hours-shared"}],
        "expires_at": "2026-09-28T08:12:00Z",
        "round_id": None,
    }
    assert line(Record(json.dumps(body).encode(), headers=envelope.headers()), personal=False) == (
        "2026-09-14 08:12  PairProposed           5b2e09c1  mentor 77aa01f3, score 71, "
        "reasons skill-offered+hours-shared, expires at 2026-09-28T08:12"
    )


def test_of_a_personal_stream_it_says_only_that_there_was_an_event() -> None:
    envelope = Envelope("1", "/c", "MentorNominated", "ref-9", datetime(2026, 9, 1, tzinfo=UTC), "val")
    value = b'{"given_name": "Marie", "email": "marie@example.org"}'
    printed = line(Record(value, "partners.acier.inbound.v1", envelope.headers()), personal=True)
    assert printed == "2026-09-01 00:00  MentorNominated        (personal: partners.acier.inbound.v1)"


@pytest.mark.parametrize("value", [None, b"", b"\xff", b"[1]", b"{", b'"text"'])
def test_a_record_that_is_no_event_breaks_nothing(value: bytes | None) -> None:
    assert "\n" not in line(Record(value, headers=[("ce_type", b"\xff"), ("ce_time", b"soon")]), personal=False)


@pytest.mark.parametrize("example", OPEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_type_has_facts_that_fit_a_line(example: Path) -> None:
    words = facts(json.dumps(json.loads(example.read_bytes()).get("data")).encode())
    assert len(words) < 400 and "{" not in words
