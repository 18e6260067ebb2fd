"""A whole year holds before all invariants; each fault sown into it turns exactly one of them red."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from audit.audit import Promises
from audit.court import Court
from audit.documents import Document, Lot
from audit.records import Record
from audit.relais import RELAIS
from bench.school_year import HISTORY, documents
from contracts.directory import ContactKept
from contracts.partners import INBOUND, EventAccepted
from tests.audit.history import Remembered, told

LONG_AGO = datetime(2026, 9, 2, tzinfo=UTC)


@dataclass
class Year:
    """What streams, stores and logs say of one pair's year, of one contact and of one record of a partner."""

    records: list[Record] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)
    pages: list[tuple[str, bytes]] = field(default_factory=lambda: [("matching.log:1", b"ready")])

    def without(self, kind: str, sequence: int) -> None:
        self.records = [r for r in self.records if (r.type, r.sequence) != (kind, sequence)]

    def again(self, kind: str, sequence: int) -> None:
        """Said once more, after everything else."""
        self.records += [r for r in self.records if (r.type, r.sequence) == (kind, sequence)]

    def alter(self, service: str, collection: str, change: Callable[[Document], Document]) -> None:
        """The first document of that collection."""
        place = (service, collection)
        number = next(n for n, d in enumerate(self.documents) if (d.service, d.collection) == place)
        self.documents[number] = change(self.documents[number])

    def say(self, kind: str, otherwise: tuple[bytes, bytes]) -> None:
        """Something else in each event of this type."""
        self.records = [
            replace(r, value=r.value.replace(*otherwise)) if r.value and r.type == kind else r for r in self.records
        ]


@pytest.fixture
def year() -> Year:
    whole = Year(documents=list(documents(1)))
    for offset, each in enumerate(HISTORY):
        topic, value, key, headers, partition = each.of(0)
        texts = {name: text.decode() for name, text in headers}
        whole.records.append(Record(topic, partition, offset, key.decode(), texts, value))
    whole.records += [told(ContactKept, "c", number, person_id="c") for number in (1, 2)]
    whole.documents.append(Document("profiles", "contacts", "c", 2, {}, network="net"))
    whole.records.append(Record(INBOUND.of("acme").name, 0, 0, "ref", {"ce_id": "e", "ce_source": "urn:acme"}, b"{}"))
    whole.records.append(told(EventAccepted, "r", 1, partner="acme", ce_id="e", partition=0, offset=0))
    whole.documents.append(Document("profiles", "receipts", "r", 1, {}, network="net"))
    return whole


async def broken(year: Year) -> list[str]:
    promises = Promises(canaries=["Zéphyrine"], pages=year.pages)
    court = Court(RELAIS, promises.invariants())
    for document in year.documents:
        court.see_document(document)
    for lot in year.lots:
        court.see_lot(lot)
    for record in year.records:
        court.see_record(record)
    court.conclude()
    stores = Remembered(year.documents, year.lots)
    return [judge.name for judge in court.judges if not (await judge.verdict(stores)).holds]


def heard_less(document: Document) -> Document:
    return replace(document, applied=dict.fromkeys(document.applied, 1))


def two_at_once(document: Document) -> Document:
    hours = {"start": "2026-09-10T08:00:00Z", "end": "2026-09-10T09:00:00Z"}
    return replace(document, state={"taken": [{**hours, "session_id": "s"}, {**hours, "session_id": "t"}]})


def one_place_twice(document: Document) -> Document:
    held = document.state["held"]
    return replace(document, state={"held": {**held, "another": next(iter(held.values()))}})


FAULTS: dict[str, Callable[[Year], None]] = {
    "sequences": lambda year: year.without("CheckInOverdue", 4),
    "last words": lambda year: year.again("ContactKept", 1),
    "outboxes": lambda year: year.alter("feedback", "follow_ups", lambda d: replace(d, pending_since=LONG_AGO)),
    "owed reactions": lambda year: year.alter("scheduling", "lanes", heard_less),
    "effects": lambda year: year.alter("matching", "places", heard_less),
    "projections": lambda year: year.alter("profiles", "live_pairs", lambda d: replace(d, state={"lives": False})),
    "receipts": lambda year: year.without("EventAccepted", 1),
    "places": lambda year: year.alter("matching", "places", one_place_twice),
    "bookings": lambda year: year.alter("scheduling", "agendas", two_at_once),
    "clearance": lambda year: year.say("EnrolmentCleared", (b'"cleared"', b'"in-vetting"')),
    "due dates": lambda year: year.alter("feedback", "follow_ups", lambda d: replace(d, due_at=LONG_AGO)),
    "lots": lambda year: year.lots.append(Lot("matching", "matching.pairs.v1", "p", "parked", ())),
    "tenants": lambda year: year.alter("matching", "profiles", lambda d: replace(d, network="other")),
    "privacy": lambda year: year.pages.append(("matching.log:2", "met Zéphyrine".encode())),
}


async def test_a_whole_year_holds(year: Year):
    assert await broken(year) == []


def test_there_is_a_fault_for_every_invariant():
    assert list(FAULTS) == [invariant.name for invariant in Promises().invariants()]


@pytest.mark.parametrize("invariant", FAULTS)
async def test_a_fault_turns_exactly_its_invariant_red(year: Year, invariant: str):
    FAULTS[invariant](year)
    assert await broken(year) == [invariant]
