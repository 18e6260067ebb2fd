"""Nobody is in two meetings at once."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import starmap
from math import inf
from typing import Any, ClassVar, NamedTuple

from audit.documents import Document, Lookup
from audit.invariants.invariant import Invariant
from audit.records import Record
from audit.spill import Row, Spill
from audit.verdict import Found, Verdict
from contracts.event import Event
from contracts.sessions import (
    SessionCancelled,
    SessionCorrected,
    SessionEvent,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionScheduled,
)

BOOKS = (SessionScheduled, SessionMoved)
FREES = (SessionCancelled, SessionHeld, SessionMissed, SessionCorrected)


class Booking(NamedTuple):
    """Hours of a session, and the stretch of history in which they were booked; seconds."""

    start: float
    end: float
    since: float
    until: float
    session: str

    def clashes(self, other: "Booking") -> bool:
        at_once = self.start < other.end and other.start < self.end
        return at_once and self.since < other.until and other.since < self.until


class Bookings(Invariant):
    """At no moment are two booked sessions of a person at the same hour, because one of the two would be let down.

    A session is booked until it is cancelled, moved, or said to have been held or missed.
    """

    name = "bookings"
    hears: ClassVar[tuple[type[Event], ...]] = (*BOOKS, *FREES)

    def __init__(self) -> None:
        self._sessions = Spill(5)  # sequence, told at, start and end where it books, who
        self._people = Spill(5)
        self._found = Found()
        self._checked = 0

    def see_event(self, record: Record) -> None:
        event = record.event
        if record.time is None or not isinstance(event, SessionEvent):
            return
        start = end = people = None
        if isinstance(event, BOOKS):
            start, end = event.starts_at.timestamp(), (event.starts_at + timedelta(minutes=event.minutes)).timestamp()
            people = json.dumps([participant.person_id for participant in event.participants])
        self._sessions.add(event.session_id, record.sequence, record.time.timestamp(), start, end, people)

    def see_document(self, document: Document) -> None:
        if (document.service, document.collection) == ("scheduling", "agendas") and document.state:
            self._clashes(document.name, sorted(_taken(document.state)), "are booked for the same hour")

    def conclude(self) -> None:
        for session, rows in self._sessions.groups():
            for booking, people in _bookings(session, sorted(rows, key=lambda row: row[0])):
                self._checked += 1
                for person in people:
                    self._people.add(person, *booking)
        for person, rows in self._people.groups():
            self._clashes(person, sorted(starmap(Booking, rows)), "were booked for the same hour")

    def _clashes(self, who: str, bookings: list[Booking], what: str) -> None:
        """Sorted by start, so only what begins before one ends can clash. A session that moves may cross itself."""
        for number, one in enumerate(bookings):
            for other in bookings[number + 1 :]:
                if other.start >= one.end:
                    break
                if one.session != other.session and one.clashes(other):
                    self._found.add(who, f"{one.session} and {other.session} {what}")

    async def verdict(self, stores: Lookup) -> Verdict:
        return Verdict.of(self.name, self._checked, self._found)


def _bookings(session: str, rows: Iterable[Row]) -> Iterator[tuple[Booking, list[str]]]:
    """The hours that a session took, each until the next event that frees it."""
    booked: tuple[float, float, float, list[str]] | None = None
    for _, told, start, end, people in rows:
        if booked:
            yield Booking(*booked[:3], told, session), booked[3]
        booked = None if start is None else (start, end, told, json.loads(people))
    if booked:
        yield Booking(*booked[:3], inf, session), booked[3]


def _taken(agenda: dict[str, Any]) -> Iterator[Booking]:
    for taken in agenda.get("taken", ()):
        start, end = (datetime.fromisoformat(taken[name]).timestamp() for name in ("start", "end"))
        yield Booking(start, end, -inf, inf, taken["session_id"])
