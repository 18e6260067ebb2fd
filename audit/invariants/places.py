"""No mentor has more students than places."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import ClassVar

from audit.documents import Document, Lookup
from audit.invariants.invariant import Invariant
from audit.records import Record
from audit.spill import Row, Spill
from audit.verdict import Found, Verdict
from contracts.enrolments import EnrolmentFacts
from contracts.event import Event
from contracts.pairs import (
    PairDeclined,
    PairEnded,
    PairEvent,
    PairExpired,
    PairProposed,
    PairResumed,
    PairWithdrawn,
)

OVER = (PairDeclined, PairExpired, PairWithdrawn, PairEnded)
DECLARED, BEGINS, ENDS, HELD = range(4)


class Places(Invariant):
    """At no moment has a mentor more live pairs than places, because a mentor's time is promised once.

    Live is from proposal to end. Streams have no order between them but programme time, and places may be lowered
    below what is taken, so a moment is judged by the most places that the enrolment had ever declared by then.
    """

    name = "places"
    hears: ClassVar[tuple[type[Event], ...]] = (EnrolmentFacts, PairProposed, PairResumed, *OVER)

    def __init__(self) -> None:
        self._spill = Spill(5)  # by the mentor's enrolment: what, when, how many or which event, of which pair
        self._found = Found()
        self._checked = 0

    def see_document(self, document: Document) -> None:
        if (document.service, document.collection) == ("matching", "places") and document.state:
            for hold in document.state.get("held", {}).values():
                self._spill.add(hold["enrolment_id"], HELD, 0.0, 1, 0, "")

    def see_event(self, record: Record) -> None:
        event, time = record.event, record.time
        if time is None:
            return
        if isinstance(event, EnrolmentFacts):
            if event.places:
                self._spill.add(event.enrolment_id, DECLARED, time.timestamp(), event.places, 0, "")
        elif isinstance(event, PairEvent) and not (isinstance(event, PairResumed) and not event.undone):
            what = ENDS if isinstance(event, OVER) else BEGINS
            self._spill.add(event.mentor.enrolment_id, what, time.timestamp(), 1, record.sequence, event.pair_id)

    def conclude(self) -> None:
        for enrolment, rows in self._spill.groups():
            held = sum(row[0] == HELD for row in rows)
            changes = _changes(rows)
            if not held and not changes:
                continue
            self._checked += 1
            declared = _declared(rows)
            most = declared[-1][1] if declared else 0
            if held > most:
                self._found.add(enrolment, f"{held} places held, never more than {most} declared")
            if wrong := _ever_too_many(changes, declared):
                self._found.add(enrolment, wrong)

    async def verdict(self, stores: Lookup) -> Verdict:
        return Verdict.of(self.name, self._checked, self._found)


def _declared(rows: list[Row]) -> list[tuple[float, int]]:
    """Whenever more places were declared than ever before."""
    rising: list[tuple[float, int]] = []
    for time, places in sorted((row[1], row[2]) for row in rows if row[0] == DECLARED):
        if not rising or places > rising[-1][1]:
            rising.append((time, places))
    return rising


def _changes(rows: list[Row]) -> list[tuple[float, int]]:
    """One more, one less. What ends at the same instant as another begins makes room for it."""
    history: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for what, time, _, sequence, pair in rows:
        if what in (BEGINS, ENDS):
            history[pair].append((sequence, what, time))
    changes = []
    for events in history.values():
        live = False
        for _, what, time in sorted(events):
            if live is (what == ENDS):
                live = not live
                changes.append((time, 1 if live else -1))
    return sorted(changes)


def _ever_too_many(changes: list[tuple[float, int]], declared: list[tuple[float, int]]) -> str | None:
    live = places = 0
    later = iter([*declared, (float("inf"), 0)])
    since, most = next(later)
    for time, change in changes:
        while since <= time:
            places = most
            since, most = next(later)
        live += change
        if live > places:
            return f"{live} live pairs at {datetime.fromtimestamp(time, UTC).isoformat()}, {places} places"
    return None
