"""What is due is done, once."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar

from audit.documents import Document, Lookup
from audit.invariants.invariant import MOST_SUSPECTS, Invariant
from audit.network import Network
from audit.records import Record
from audit.spill import Row, Spill
from audit.verdict import Found, Verdict
from contracts.event import Event

DATES = re.compile(
    rb'"(due_at|hours_before|days_left|check_in_id|revision|cleared_until)"\s*:\s*("[^"]{1,64}"|[0-9]{1,20})'
)
NAMES_ITS_DATE = {b"due_at", b"hours_before", b"days_left"}
MADE, KEPT, RAISED, STANDS = range(4)


@dataclass(frozen=True)
class Promise:
    """One of `events` names an instant, at which one of `keeps` follows at the latest, or takes its place before."""

    events: tuple[type[Event], ...]
    until: Callable[[Any], datetime | None]
    keeps: tuple[type[Event], ...]


class DueDates(Invariant):
    """Every due date that passed has its event, exactly once, because expiries and reminders come from nothing else.

    None stands undone in a store beyond the grace; none that an event named has passed without a word; and none was
    raised twice. Programme time is at least what the latest event of the services' own streams says.
    """

    name = "due dates"
    hears: ClassVar[tuple[type[Event], ...]] = ()

    def __init__(self, network: Network, promises: Sequence[Promise] = ()) -> None:
        self._publisher = cache(network.publisher)
        self._promises = promises
        promising = {event.stream for promise in promises for event in promise.events}
        self._promising = {
            (p.service, p.collection): p.stream.name for p in network.publishing if p.stream in promising
        }
        self.hears = tuple({e for each in promises for e in (*each.events, *each.keeps)})  # type: ignore[misc]
        self._due = Spill(3)  # by kind of document: id, seconds, the instant
        self._words = Spill(4)  # by stream and subject: what, sequence, which promise or date, seconds
        self._late: dict[tuple[str, str], dict[str, datetime]] = {}
        self._broken: dict[tuple[str, str], dict[str, tuple[str, int, datetime]]] = {}
        self._twice = Found()
        self._now = datetime.min.replace(tzinfo=UTC)
        self._checked = 0

    def see_document(self, document: Document) -> None:
        if document.due_at is not None:
            self._checked += 1
            place, at = f"{document.service}\n{document.collection}", document.due_at
            self._due.add(place, document.id, at.timestamp(), at.isoformat())
        if stream := self._promising.get((document.service, document.collection)):
            stands = 0 if document.pending else document.sequence
            self._words.add(f"{stream}\n{document.id}", STANDS, stands, 0, 0.0)

    def see_record(self, record: Record) -> None:
        if record.headers.get("ce_channel") == "clock" and (date := _date(record)):
            self._words.add(f"{record.stream}\n{record.subject}", RAISED, record.sequence, date, 0.0)
        if record.time is not None and record.time > self._now and self._publisher(record.stream):
            self._now = record.time

    def see_event(self, record: Record) -> None:
        event, key = record.event, f"{record.stream}\n{record.subject}"
        for number, promise in enumerate(self._promises):
            if isinstance(event, promise.keeps):
                self._words.add(key, KEPT, record.sequence, number, 0.0)
            if isinstance(event, promise.events) and (until := promise.until(event)) and until > (record.time or until):
                self._words.add(key, MADE, record.sequence, number, until.timestamp())

    def conclude(self) -> None:
        now = self._now.timestamp()
        for key, rows in self._due.groups():
            service, collection = key.split("\n")
            late = {id: datetime.fromisoformat(at) for id, seconds, at in rows if seconds < now}
            if late:
                self._late[service, collection] = late
        for key, rows in self._words.groups():
            stream, _, subject = key.partition("\n")
            self._see_twice(f"{stream}/{subject}", rows)
            for number in range(len(self._promises)):
                self._see_promise(number, stream, subject, rows, now)

    def _see_twice(self, name: str, rows: Sequence[Row]) -> None:
        raised: dict[str, int] = {}
        for what, sequence, date, _ in rows:
            if what == RAISED:
                self._checked += 1
                first = raised.setdefault(date, sequence)
                if sequence != first:
                    self._twice.add(f"{name}/{max(sequence, first)}", "was raised before, by the same due date")

    def _see_promise(self, number: int, stream: str, subject: str, rows: Sequence[Row], now: float) -> None:
        made = [(sequence, until) for what, sequence, which, until in rows if (what, which) == (MADE, number)]
        kept = [sequence for what, sequence, which, _ in rows if (what, which) == (KEPT, number)]
        stands = next((sequence for what, sequence, *_ in rows if what == STANDS), 0)
        self._checked += len(made)
        party = self._publisher(stream)
        for sequence, until in made:
            if party and stands and until < now and not any(later > sequence for later in kept):
                broken = self._broken.setdefault((party.service, party.collection), {})
                if len(broken) < MOST_SUSPECTS:
                    broken[subject] = (f"{stream}/{subject}/{sequence}", stands, datetime.fromtimestamp(until, UTC))

    async def verdict(self, stores: Lookup) -> Verdict:
        found = Found()
        for place, due in self._late.items():
            for id, document in (await stores.documents(*place, due)).items():
                if document.due_at is not None and document.due_at <= due[id]:
                    found.add(document.name, f"was due at {due[id].isoformat()}")
        for place, broken in self._broken.items():
            documents = await stores.documents(*place, broken)
            for id, (name, stands, until) in broken.items():
                if id in documents and _silent(documents[id], stands, until):
                    found.add(name, f"named {until.isoformat()}, which has passed without a word")
        return Verdict.of(self.name, self._checked, self._twice.and_more(found))


def _silent(document: Document, stands: int, until: datetime) -> bool:
    """It has told nothing since it was read first, and what was due is not due any more."""
    return document.sequence == stands and (document.due_at is None or document.due_at > until)


def _date(record: Record) -> str | None:
    """Which due date an event of the clock names; None where it names none."""
    dates = sorted(set(DATES.findall(record.value or b"")))
    if not any(name in NAMES_ITS_DATE for name, _ in dates):
        return None
    return f"{record.type} {b' '.join(value for _, value in dates).decode(errors='replace')}"
