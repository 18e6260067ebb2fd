"""Pairs by the thousand, each with the same year behind it: what the auditor reads, and what the stores say.

Events are mixed as in the year of the sample network: about half of them are check-ins.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import contracts
from audit.documents import Document, Lot, lane
from audit.effects import EFFECTS
from audit.partition import partition_of
from audit.relais import RELAIS
from contracts import enrolments, followups, pairs, people, sessions
from contracts.envelope import Envelope
from contracts.event import Event

EXAMPLES = Path(contracts.__file__).parent / "examples"
NUMBER = "9999999"  # stands for the number of the pair, wherever an id has it
START = datetime(2026, 9, 1, 8, tzinfo=UTC)
SESSIONS, CHECK_INS = 4, 12


class Written(NamedTuple):
    """A record, ready to be written once its number is filled in."""

    topic: str
    partitions: int
    key: str
    headers: list[tuple[str, bytes]]
    value: bytes

    def of(self, number: int) -> tuple[str, bytes, bytes, list[tuple[str, bytes]], int]:
        """Topic, body, key, headers and partition for one pair."""
        old, new = NUMBER.encode(), b"%07d" % number
        key = self.key.replace(NUMBER, f"{number:07d}")
        headers = [(name, value.replace(old, new)) for name, value in self.headers]
        partition = partition_of(key, self.partitions)
        return self.topic, self.value.replace(old, new), key.encode(), headers, partition


def _id(kind: str) -> str:
    return f"4f9ab1c2-e7b3-4e8a-9c5f-{kind:e>5}{NUMBER}"


MENTOR, MENTEE = ({"person_id": _id(f"{n}1"), "enrolment_id": _id(f"{n}2")} for n in (1, 2))
PAIR = _id("5")
TWO = {"pair_id": PAIR, "mentor": MENTOR, "mentee": MENTEE}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


BY_THE_CLOCK = (sessions.ReminderDue, followups.CheckInDue, followups.CheckInOverdue)
Story = Iterator[tuple[type[Event], str, timedelta, dict[str, Any]]]


def _story() -> Story:
    """Event, subject, how long after the start, and what differs from the contracts' example."""
    for who, role in ((MENTOR, "mentor"), (MENTEE, "mentee")):
        facts = {**who, "role": role, "places": 1, "cleared_until": "2029-09-01T00:00:00Z", "minor": False}
        yield people.ProfileCreated, who["person_id"], timedelta(), {"person_id": who["person_id"]}
        yield enrolments.EnrolmentAsked, who["enrolment_id"], HOUR, facts | {"state": "asked"}
        yield enrolments.EnrolmentCleared, who["enrolment_id"], 2 * HOUR, facts | {"state": "cleared"}
    steps: tuple[type[Event], ...] = (pairs.PairProposed, pairs.PairAccepted, pairs.PairAccepted, pairs.PairFormed)
    for number, step in enumerate(steps):
        yield step, PAIR, DAY + number * HOUR, TWO
    for number in range(SESSIONS):
        yield from _session(number)
    for number in range(CHECK_INS):
        yield from _check_in(number)


def _session(number: int) -> Story:
    session, booked = _id(f"6{number}"), (7 * number + 2) * DAY
    facts = {
        "session_id": session,
        "pairs": [PAIR],
        "starts_at": (START + booked + 6 * DAY).isoformat(),
        "participants": [{"person_id": who["person_id"], "role": "mentor"} for who in (MENTOR, MENTEE)],
    }
    yield sessions.SessionScheduled, session, booked, facts
    yield sessions.ReminderDue, session, booked + 5 * DAY, facts
    yield sessions.SessionHeld, session, booked + 7 * DAY, facts


def _check_in(number: int) -> Story:
    asked, due = (
        {"pair_id": PAIR, "check_in_id": _id(f"7{number}"), "respondent": MENTEE["person_id"]},
        number * 30 * DAY,
    )
    yield followups.CheckInDue, PAIR, due, asked | {"due_at": (START + due).isoformat()}
    if number % 2:
        yield followups.CheckInOverdue, PAIR, due + 7 * DAY, asked | {"due_at": (START + due + 7 * DAY).isoformat()}
    yield followups.CheckInAnswered, PAIR, due + 8 * DAY, asked | {"flags": ["going-well"]}


def _told() -> Iterator[tuple[Event, Envelope]]:
    counts: dict[tuple[str, str], int] = {}
    for kind, subject, after, facts in _story():
        example = json.loads((EXAMPLES / kind.__name__ / "full.json").read_text())["data"]
        event = kind.model_validate(example | facts)
        lane_ = (kind.stream.name, subject)
        sequence = counts[lane_] = counts.get(lane_, 0) + 1
        envelope = Envelope(
            id=f"{kind.stream.name}/{subject}/{sequence}",
            source=f"/relais/{kind.stream.name.split('.')[0]}",
            type=kind.__name__,
            subject=subject,
            time=START + after,
            network="bench",
            sequence=sequence,
            actor=_id("8"),
            channel="clock" if kind in BY_THE_CLOCK else "web",
            traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        )
        yield event, envelope


HISTORY = [
    Written(
        event.stream_name,
        event.stream.partitions,
        envelope.subject,
        list(envelope.headers()),
        event.model_dump_json().encode(),
    )
    for event, envelope in _told()
]


def _documents() -> list[Document]:
    """What the four services have of one pair once all is done."""
    sequences: dict[tuple[str, str], int] = {}
    heard: dict[tuple[str, str, str], dict[str, int]] = {}
    for event, envelope in _told():
        stream, subject, sequence = event.stream.name, envelope.subject, envelope.sequence or 0
        sequences[stream, subject] = sequence
        places = [(h.service, h.collection, subject) for h in RELAIS.hearing if h.stream.name == stream]
        for effect in EFFECTS:
            if isinstance(event, effect.events):
                places += [(effect.service, effect.collection, id) for id in effect.ids(event)]
        for place in places:
            heard.setdefault(place, {})[lane(stream, subject)] = sequence
    for stream, subject in list(sequences):
        for party in RELAIS.publishing:
            if party.stream.name == stream and (stream != "profiles.organisations.v1"):
                heard.setdefault((party.service, party.collection, subject), {})
    held = {"held": {PAIR: {"enrolment_id": MENTOR["enrolment_id"]}}}
    streams = {(party.service, party.collection): party.stream.name for party in RELAIS.publishing}
    return [
        Document(
            service=service,
            collection=collection,
            id=id,
            sequence=sequences.get((streams.get((service, collection), ""), id), 0),
            state=held if collection == "places" else {},
            applied=applied,
            network="bench",
            text=b"{}",
        )
        for (service, collection, id), applied in heard.items()
    ]


def documents(number_of_pairs: int) -> Iterator[Document]:
    """Of all pairs."""
    one = [json.dumps([d.service, d.collection, d.id, d.sequence, d.state, d.applied]) for d in _documents()]
    for number in range(number_of_pairs):
        for text in one:
            service, collection, id, sequence, state, applied = json.loads(text.replace(NUMBER, f"{number:07d}"))
            yield Document(service, collection, id, sequence, state, applied=applied, network="bench", text=b"{}")


class NoDoubt:
    """Stores that nobody should have to ask again: the history is whole."""

    async def documents(self, service: str, collection: str, ids: Iterable[str]) -> dict[str, Document]:
        return {}

    async def lots(self, service: str) -> list[Lot]:
        return []
