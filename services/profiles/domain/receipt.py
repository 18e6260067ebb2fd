"""What a company is told of each of its events: received, in the same words for all; or what is wrong with its form."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict

from contracts.event import Event
from contracts.partners import EventAccepted, EventRejected, MentorNominated, NominationChanged, NominationWithdrawn
from contracts.rejections import REJECTIONS, Rejection, rejection

Inbound = MentorNominated | NominationChanged | NominationWithdrawn
CE_ID_QUOTED = 200


class Unread(Protocol):
    """What is known of a record that could not be read; `faults` are (field, code)."""

    @property
    def partner(self) -> str: ...
    @property
    def ce_id(self) -> str | None: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def faults(self) -> tuple[tuple[str, str], ...]: ...


class Receipt(BaseModel):
    """One event of a company's was answered; a copy of it gets no second answer."""

    model_config = ConfigDict(frozen=True)

    partner: str
    answer: Literal["accepted", "rejected"]


def receipt_id(partner: str, source: str, ce_id: str) -> str:
    """One document a (partner, source, ce_id)."""
    return hashlib.sha256(f"{partner}\n{source}\n{ce_id}".encode()).hexdigest()


def id_of(event: Inbound) -> str:
    assert event.envelope.partner
    return receipt_id(event.envelope.partner, event.envelope.source, event.envelope.id)


def accept(state: Receipt | None, event: Inbound, now: datetime) -> tuple[Receipt, list[Event]]:
    """'Received': for a person who is new, known, refused or barred alike."""
    if state is not None:
        return state, []
    return Receipt(partner=_partner(event), answer="accepted"), [EventAccepted(**_quoted(event), received_at=now)]


def unknown_programme(state: Receipt | None, event: Inbound, now: datetime) -> tuple[Receipt, list[Event]]:
    if state is not None:
        return state, []
    wrong = Rejection("unknown-programme", "programme_id")
    return Receipt(partner=_partner(event), answer="rejected"), [_rejected(wrong, now, _quoted(event))]


def reject(state: Receipt | None, event: Unread, now: datetime) -> tuple[Receipt, list[Event]]:
    """Tells the first thing that is wrong."""
    if state is not None:
        return state, []
    quoted = {"ce_id": _short(event.ce_id), "partition": event.partition, "offset": event.offset}
    wrong = rejection(*event.faults[0])
    return Receipt(partner=event.partner, answer="rejected"), [
        _rejected(wrong, now, {"partner": event.partner, **quoted})
    ]


def _rejected(wrong: Rejection, now: datetime, quoted: Mapping[str, object]) -> Event:
    words = REJECTIONS[wrong.code]
    told = {"code": wrong.code, "field": wrong.field, "words_fr": words.fr, "words_en": words.en, "received_at": now}
    return EventRejected.model_validate({**quoted, **told})


def _quoted(event: Inbound) -> dict[str, Any]:
    assert event.envelope.position
    partition, offset = event.envelope.position
    ce_id = _short(event.envelope.id)
    return {"partner": _partner(event), "ce_id": ce_id, "partition": partition, "offset": offset}


def _partner(event: Inbound) -> str:
    assert event.envelope.partner
    return event.envelope.partner


def _short(ce_id: str | None) -> str | None:
    return ce_id[:CE_ID_QUOTED] if ce_id else None
