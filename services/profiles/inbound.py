"""What companies send, on streams that strangers write to: what is wrong with a record is answered, never parked."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from pydantic import ValidationError

from chassis.arrival import Arrival, read_event
from chassis.clock import machine_now
from chassis.reactions import Reader, Table
from chassis.settings import Partner
from contracts.envelope import Envelope, Malformed, read_envelope, text_headers
from contracts.event import Event
from contracts.partners import INBOUND
from contracts.stream import Stream


class Unreadable(Event):
    """A record of a partner's stream that is not an event: a row for it answers the sender; nothing is parked.

    `faults` are (field, code), never content. `reference` is the record's `ce_subject`, where it has one.
    """

    partner: str
    ce_id: str | None
    reference: str | None
    partition: int
    offset: int
    faults: tuple[tuple[str, str], ...]


def readers(partners: Mapping[str, Partner]) -> list[tuple[Stream, Reader]]:
    """Each partner's stream, and how it is read."""
    return [(INBOUND.of(name), partial(_read, name, partner)) for name, partner in partners.items()]


def _read(name: str, partner: Partner, arrival: Arrival, table: Table) -> None:
    texts = text_headers(arrival.headers)
    try:
        envelope = arrival.envelope = _envelope(name, partner, arrival, texts)
        if envelope.subject != arrival.key:
            raise Malformed("ce_subject", "not-the-key")
        if envelope.type not in table.known:
            raise Malformed("ce_type", "unknown")
        arrival.event = read_event(arrival, envelope, table)
    except (Malformed, ValidationError) as error:
        _tell(name, partner, arrival, texts, error)


def _envelope(name: str, partner: Partner, arrival: Arrival, texts: dict[str, str]) -> Envelope:
    """A company says what it did and nothing of who did it, when it came or whose network this is."""
    for header in ("ce_id", "ce_source", "ce_type", "ce_subject"):
        if header not in texts:
            raise Malformed(header, "missing")
    if texts["ce_source"] != partner.source:
        raise Malformed("ce_source", "not-yours")
    texts = {"ce_time": machine_now().isoformat(), **texts}
    texts.pop("ce_sequence", None)
    envelope = read_envelope(texts, network=partner.network)
    at = (arrival.partition, arrival.offset)
    return replace(envelope, actor=None, on_behalf=None, channel="partner", partner=name, position=at)


def _tell(
    name: str, partner: Partner, arrival: Arrival, texts: dict[str, str], error: Malformed | ValidationError
) -> None:
    """Turn what is wrong into an event that a row answers, under the sender's own id where it gave one."""
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
