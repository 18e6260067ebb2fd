"""Nobody is in two meetings at once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from audit.documents import Document, Lookup
from audit.invariants.invariant import Invariant
from audit.records import Record
from audit.verdict import Verdict, Violation
from contracts.sessions import (
    SessionCancelled,
    SessionCorrected,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionScheduled,
)

FREES = SessionCancelled | SessionHeld | SessionMissed | SessionCorrected
LONG_AGO, FOR_EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Booking(NamedTuple):
    """Hours of a session, and the stretch of history in which they were booked."""

    start: datetime
    end: datetime
    since: datetime
    until: datetime
    session: str

    def clashes(self, other: "Booking") -> bool:
        at_once = self.start < other.end and other.start < self.end
        return at_once and self.since < other.until and other.since < self.until


class Bookings(Invariant):
    """At no moment are two booked sessions of a person at the same hour, because one of the two would be let down.

    A session is booked until it is cancelled, moved, or said to have been held or missed.
    """

    name = "bookings"

    def __init__(self) -> None:
        self._open: dict[str, tuple[Booking, tuple[str, ...]]] = {}
        self._of: dict[str, list[Booking]] = defaultdict(list)
        self._checked = 0
        self._found: set[Violation] = set()

    def see_event(self, record: Record) -> None:
        event, told = record.event, record.time
        if told is None:
            return
        if isinstance(event, SessionScheduled | SessionMoved):
            self._close(event.session_id, told)
            end = event.starts_at + timedelta(minutes=event.minutes)
            people = tuple(participant.person_id for participant in event.participants)
            self._open[event.session_id] = (Booking(event.starts_at, end, told, FOR_EVER, event.session_id), people)
        elif isinstance(event, FREES):
            self._close(event.session_id, told)

    def _close(self, session: str, at: datetime) -> None:
        if session in self._open:
            booking, people = self._open.pop(session)
            self._checked += 1
            for person in people:
                self._of[person].append(booking._replace(until=at))

    async def verdict(self, stores: Lookup) -> Verdict:
        for session in list(self._open):
            self._close(session, FOR_EVER)
        found = set(self._found)
        for person, bookings in self._of.items():
            found |= _clashes(person, sorted(bookings), "were booked for the same hour")
        return Verdict(self.name, self._checked, tuple(sorted(found)))

    def see_document(self, document: Document) -> None:
        if (document.service, document.collection) == ("scheduling", "agendas") and document.state:
            self._found |= _clashes(document.name, sorted(_taken(document.state)), "are booked for the same hour")


def _taken(agenda: dict[str, Any]) -> Iterator[Booking]:
    for taken in agenda.get("taken", ()):
        start, end = datetime.fromisoformat(taken["start"]), datetime.fromisoformat(taken["end"])
        yield Booking(start, end, LONG_AGO, FOR_EVER, taken["session_id"])


def _clashes(who: str, bookings: list[Booking], what: str) -> set[Violation]:
    """Sorted by start, so only what begins before one ends can clash with it. A session that moves may cross itself."""
    found = set()
    for number, one in enumerate(bookings):
        for other in bookings[number + 1 :]:
            if other.start >= one.end:
                break
            if one.session != other.session and one.clashes(other):
                found.add(Violation(who, f"{one.session} and {other.session} {what}"))
    return found
