"""Small histories made up in memory: what stores and streams would say, and what an invariant says of it."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import contracts
from audit.court import Court
from audit.documents import Document, Lot, lane
from audit.invariants.invariant import Invariant
from audit.network import Hearing, Network, Publishing
from audit.partition import partition_of
from audit.records import Record
from audit.verdict import Verdict
from contracts.event import Event
from contracts.stream import Stream

EXAMPLES = Path(contracts.__file__).parent / "examples"
START = datetime(2026, 9, 1, 8, tzinfo=UTC)
THINGS = Stream(name="toy.things.v1", description="Things.", key="thing", partitions=4)
WORDS = Stream(name="toy.words.v1", description="Last words.", key="thing", partitions=4, cleanup="compact")
TOY = Network(
    publishing=(Publishing("toy", "things", THINGS), Publishing("toy", "words", WORDS)),
    hearing=(Hearing("mirror", THINGS, "mirrors"),),
)


def at(hours: float) -> datetime:
    """Programme time, hours after the start."""
    return START + timedelta(hours=hours)


def record(
    subject: str,
    sequence: int,
    *,
    stream: Stream = THINGS,
    type: str = "ThingBumped",
    body: str | None = "{}",
    hours: float = 0,
    seconds: float = 0,
    offset: int = 0,
    network: str = "net",
    **changed: str,
) -> Record:
    """As the chassis publishes it, `hours` of programme time and `seconds` of machine time after the start."""
    headers = {
        "ce_id": f"{stream.name}/{subject}/{sequence}",
        "ce_type": type,
        "ce_subject": subject,
        "ce_sequence": str(sequence),
        "ce_time": at(hours).isoformat(),
        "ce_network": network,
    }
    partition = partition_of(subject, stream.partitions)
    value = None if body is None else body.encode()
    return Record(stream.name, partition, offset, subject, headers | changed, value, seconds)


def told(kind: type[Event], subject: str, sequence: int, hours: float = 0, seconds: float = 0, **facts: Any) -> Record:
    """An event of the contracts: its least example with these facts."""
    body = json.dumps(_example(kind.__name__) | facts, default=str)
    stream = kind.stream.of(facts.get("partner", ""))
    return record(subject, sequence, stream=stream, type=kind.__name__, body=body, hours=hours, seconds=seconds)


@cache
def _example(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((EXAMPLES / name / "least.json").read_text())["data"]
    return data


def thing(id: str, sequence: int, **facts: Any) -> Document:
    return Document("toy", "things", id, sequence, {}, **facts)


def mirror(id: str, heard: int) -> Document:
    return Document("mirror", "mirrors", id, state={}, applied={lane(THINGS.name, id): heard})


class Remembered:
    """Stores that answer what they were told to."""

    def __init__(self, documents: Iterable[Document] = (), lots: Iterable[Lot] = ()) -> None:
        self._documents, self._lots = list(documents), list(lots)

    async def documents(self, service: str, collection: str, ids: Iterable[str]) -> dict[str, Document]:
        wanted = set(ids)
        found = (d for d in self._documents if (d.service, d.collection) == (service, collection))
        return {document.id: document for document in found if document.id in wanted}

    async def lots(self, service: str) -> list[Lot]:
        return [lot for lot in self._lots if lot.service == service]


async def judged(
    invariant: Invariant,
    records: Iterable[Record] = (),
    documents: Iterable[Document] = (),
    lots: Iterable[Lot] = (),
    *,
    later: Iterable[Document] | None = None,
    network: Network = TOY,
) -> Verdict:
    """Stores first, then streams, as the audit does; `later` is what the stores say when they are asked again."""
    documents, lots = list(documents), list(lots)
    court = Court(network, [invariant])
    for document in documents:
        court.see_document(document)
    for lot in lots:
        court.see_lot(lot)
    for each in records:
        court.see_record(each)
    court.conclude()
    return await invariant.verdict(Remembered(documents if later is None else later, lots))


def wrongs(verdict: Verdict) -> list[tuple[str, str]]:
    """What is wrong, as pairs of id and words."""
    return [(violation.id, violation.what) for violation in verdict.violations]
