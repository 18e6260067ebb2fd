"""A record as it came from a stream, read as far as it can be."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from chassis.errors import NotYet
from chassis.reactions import Table
from contracts.envelope import Envelope, Malformed, read_envelope, text_headers
from contracts.event import Event

ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


@dataclass(slots=True)
class Arrival:
    """`key` is the lane. `event` is None where no row wants it; `trouble` says why it cannot be applied."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: str
    headers: Sequence[tuple[str, bytes | None]]
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
    try:
        key = record.key.decode() if record.key else f"no-key-{record.partition}"
    except UnicodeDecodeError:
        key = "0x" + record.key.hex()
    where = (record.topic, record.partition, record.offset, record.timestamp)
    arrival = Arrival(*where, key, tuple(record.headers), record.value)
    read(arrival, table)
    return arrival


def read(arrival: Arrival, table: Table) -> None:
    """Fill in envelope and event, or trouble."""
    if table.reader:
        return table.reader(arrival, table)
    try:
        envelope = arrival.envelope = read_envelope(text_headers(arrival.headers))
        if not ID.match(envelope.subject):
            raise Malformed("ce_subject", "not-an-id")
        if table.stream.sequenced and envelope.sequence is None:
            raise Malformed("ce_sequence", "missing")
        if envelope.subject != arrival.key:
            raise Malformed("ce_subject", "not-the-key")
        if envelope.type not in table.known:
            raise NotYet(f"this version does not know {envelope.type}")
        arrival.event = read_event(arrival, envelope, table)
    except (Malformed, ValidationError, NotYet) as error:
        arrival.trouble = error


def read_event(arrival: Arrival, envelope: Envelope, table: Table) -> Event | None:
    """The event, where a row wants it. Raises Malformed or ValidationError."""
    rows = table.rows.get(envelope.type)
    if not rows:
        return None
    body = b"{}" if rows[0].event.tombstone else arrival.value
    if body is None:
        raise Malformed("body", "missing")
    event: Event = rows[0].event.model_validate_json(body)
    return event.told(envelope)
