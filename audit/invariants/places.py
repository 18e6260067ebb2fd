"""No mentor has more students than places."""

from collections import Counter, defaultdict
from datetime import UTC, datetime

from audit.documents import Document, Lookup
from audit.invariants.invariant import Invariant
from audit.records import Record
from audit.verdict import Verdict, Violation
from contracts.enrolments import EnrolmentFacts
from contracts.pairs import (
    PairDeclined,
    PairEnded,
    PairEvent,
    PairExpired,
    PairFormed,
    PairProposed,
    PairResumed,
    PairWithdrawn,
)

OVER = PairDeclined | PairExpired | PairWithdrawn | PairEnded
MORE, LESS = 1, -1
LAST = datetime.max.replace(tzinfo=UTC)


class Places(Invariant):
    """At no moment has a mentor more live pairs than places, because a mentor's time is promised once.

    Live is from proposal, or import, to end. Streams have no order between them but programme time, and places may be lowered
    below what is taken, so a moment is judged by the most places that the enrolment had ever declared by then.
    """

    name = "places"

    def __init__(self) -> None:
        self._changes: dict[str, list[tuple[datetime, int]]] = defaultdict(list)  # by the mentor's enrolment
        self._declared: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
        self._live: set[str] = set()
        self._held: Counter[str] = Counter()

    def see_document(self, document: Document) -> None:
        if (document.service, document.collection) == ("matching", "places") and document.state:
            self._held.update(hold["enrolment_id"] for hold in document.state.get("held", {}).values())

    def see_event(self, record: Record) -> None:
        if record.time is None:
            return
        event = record.event
        if isinstance(event, EnrolmentFacts) and event.places > self._most(event.enrolment_id):
            self._declared[event.enrolment_id].append((record.time, event.places))
        elif isinstance(event, PairEvent):
            self._see_pair(event, record.time)

    def _see_pair(self, event: PairEvent, time: datetime) -> None:
        begins = isinstance(event, PairProposed | PairFormed) or (isinstance(event, PairResumed) and event.undone)
        if begins and event.pair_id not in self._live:
            self._live.add(event.pair_id)
            self._changes[event.mentor.enrolment_id].append((time, MORE))
        elif isinstance(event, OVER) and event.pair_id in self._live:
            self._live.discard(event.pair_id)
            self._changes[event.mentor.enrolment_id].append((time, LESS))

    def _most(self, enrolment: str, by: datetime = LAST) -> int:
        return max((places for since, places in self._declared[enrolment] if since <= by), default=0)

    async def verdict(self, stores: Lookup) -> Verdict:
        found = [v for enrolment in self._changes if (v := self._ever_too_many(enrolment))]
        for enrolment, held in self._held.items():
            if held > (most := self._most(enrolment)):
                found.append(Violation(enrolment, f"{held} places held, never more than {most} declared"))
        return Verdict(self.name, len(self._changes.keys() | self._held.keys()), tuple(sorted(found)))

    def _ever_too_many(self, enrolment: str) -> Violation | None:
        """What ends at the same instant as another begins makes room for it."""
        live = 0
        for time, change in sorted(self._changes[enrolment]):
            live += change
            if live > (places := self._most(enrolment, time)):
                return Violation(enrolment, f"{live} live pairs at {time.isoformat()}, {places} places")
        return None
