"""A record as it came from a stream, read as far as it can be."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from chassis.clock import machine_now
from chassis.errors import NotYet
from chassis.reactions import Table, Unreadable
from contracts.envelope import Envelope, Malformed, read_envelope, text_headers
from contracts.event import Event

ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
Headers = Sequence[tuple[str, bytes | None]]


@dataclass(slots=True)
class Arrival:
    """`key` is the lane. `event` is None where no row wants it; `trouble` says why it cannot be applied."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: str
    headers: Headers
    value: bytes | None
    envelope: Envelope | None = None
    event: Event | None = None
    trouble: Exception | None = None

    @property
    def guard(self) -> str:
        """Name of the lane in a document's `applied`."""
        if self.envelope is None:
            return guard(self.topic, f"{self.partition}-{self.offset}")
        if self.envelope.sequence is None:
            return guard(self.topic, f"{self.envelope.source} {self.envelope.id}")
        return guard(self.topic, self.envelope.subject)

    @property
    def sequence(self) -> int:
        return (self.envelope and self.envelope.sequence) or 1


def guard(topic: str, subject: str) -> str:
    """Fit for a field name of the store: dots escaped, anything odd as its hash."""
    safe = subject if ID.match(subject) else hashlib.sha256(subject.encode()).hexdigest()[:40]
    return f"{topic.replace('.', ':')}/{safe}"


def read_record(record: Any, table: Table) -> Arrival:
    """Never raises: what is wrong with the record is its `trouble`."""
    key = _lane_key(record.key, record.partition)
    arrival = Arrival(
        record.topic, record.partition, record.offset, record.timestamp, key, tuple(record.headers), record.value
    )
    read(arrival, table)
    return arrival


def read(arrival: Arrival, table: Table) -> None:
    """Fill in envelope and event, or trouble."""
    texts = text_headers(arrival.headers)
    try:
        arrival.envelope = _envelope(arrival, texts, table)
        if table.stream.sequenced and arrival.envelope.sequence is None:
            raise Malformed("ce_sequence", "missing")
        if arrival.envelope.subject != arrival.key:
            raise Malformed("ce_subject", "not-the-key")
        _read_event(arrival, table)
    except (Malformed, ValidationError) as error:
        if table.partner and "Unreadable" in table.rows:
            _tell_the_partner(arrival, texts, table, error)
        else:
            arrival.trouble = error
    except NotYet as error:
        arrival.trouble = error


def _envelope(arrival: Arrival, texts: dict[str, str], table: Table) -> Envelope:
    if table.partner is None:
        envelope = read_envelope(texts)
        if not ID.match(envelope.subject):
            raise Malformed("ce_subject", "not-an-id")
        return envelope
    sender, partner = table.partner
    for name in ("ce_id", "ce_source", "ce_type", "ce_subject"):
        if name not in texts:
            raise Malformed(name, "missing")
    if texts["ce_source"] != partner.source:
        raise Malformed("ce_source", "not-yours")
    texts = {"ce_time": machine_now().isoformat(), **texts}
    texts.pop("ce_sequence", None)
    envelope = read_envelope(texts, network=partner.network)
    at = (arrival.partition, arrival.offset)
    return replace(envelope, actor=None, on_behalf=None, channel="partner", partner=sender, position=at)


def _read_event(arrival: Arrival, table: Table) -> None:
    envelope = arrival.envelope
    assert envelope is not None
    if envelope.type not in table.known:
        if table.partner:
            raise Malformed("ce_type", "unknown")
        raise NotYet(f"this version does not know {envelope.type}")
    rows = table.rows.get(envelope.type)
    if not rows:
        return
    body = b"{}" if rows[0].event.tombstone else arrival.value
    if body is None:
        raise Malformed("body", "missing")
    arrival.event = rows[0].event.model_validate_json(body).told(envelope)


def _tell_the_partner(
    arrival: Arrival, texts: dict[str, str], table: Table, error: Malformed | ValidationError
) -> None:
    """Turn what is wrong into an event that a row answers, under the sender's own id where it gave one."""
    assert table.partner is not None
    name, partner = table.partner
    ce_id, position = texts.get("ce_id"), f"{arrival.partition}-{arrival.offset}"
    arrival.envelope = Envelope(
        id=ce_id or position,
        source=texts.get("ce_source", position) if ce_id else position,
        type="Unreadable",
        subject=arrival.key,
        time=machine_now(),
        network=partner.network,
        channel="partner",
    )
    arrival.event = Unreadable(
        partner=name,
        ce_id=ce_id,
        reference=texts.get("ce_subject"),
        partition=arrival.partition,
        offset=arrival.offset,
        faults=_faults(error),
    ).told(arrival.envelope)


def _faults(error: Malformed | ValidationError) -> tuple[tuple[str, str], ...]:
    if isinstance(error, Malformed):
        return ((error.field, error.code),)
    return tuple((".".join(map(str, fault["loc"])) or "body", fault["type"]) for fault in error.errors())


def _lane_key(key: bytes | None, partition: int) -> str:
    if not key:
        return f"no-key-{partition}"
    try:
        return key.decode()
    except UnicodeDecodeError:
        return "0x" + key.hex()
