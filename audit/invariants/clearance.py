"""Nobody who is not cleared meets anybody in a pair."""

import math
import time
from collections import defaultdict
from collections.abc import Callable

from audit.documents import Lookup
from audit.invariants.invariant import Invariant
from audit.records import Record
from audit.spans import Spans
from audit.verdict import Verdict, Violation
from contracts.enrolments import EnrolmentEnded, EnrolmentFacts, EnrolmentSuspended
from contracts.pairs import PAIRS, PairEnded, PairFormed, PairPaused, PairResumed


class Clearance(Invariant):
    """A pair in which somebody is not cleared stands still within the grace, because a child may be at risk.

    The grace is machine time between the two records: however fast programme time runs, the news travels as fast as
    it does. Not cleared is: asked, in vetting, suspended or ended; a break of one's own is no ground.
    """

    name = "clearance"

    def __init__(self, grace_s: float, clock: Callable[[], float] = time.time) -> None:
        self._grace_s, self._clock = grace_s, clock
        self._barred: dict[str, Spans] = defaultdict(_never_cleared)
        self._running: dict[str, Spans] = defaultdict(Spans)
        self._sides: dict[str, tuple[str, ...]] = {}

    def see_event(self, record: Record) -> None:
        event, at = record.event, record.written_at
        if isinstance(event, EnrolmentSuspended | EnrolmentEnded):
            self._barred[event.enrolment_id].begin(at)
        elif isinstance(event, EnrolmentFacts):
            barred = self._barred[event.enrolment_id]
            (barred.end if event.state in ("cleared", "paused") else barred.begin)(at)
        elif isinstance(event, PairFormed | PairResumed):
            self._running[event.pair_id].begin(at)
            self._sides[event.pair_id] = (event.mentor.enrolment_id, event.mentee.enrolment_id)
        elif isinstance(event, PairPaused | PairEnded):
            self._running[event.pair_id].end(at)

    async def verdict(self, stores: Lookup) -> Verdict:
        found, now = [], self._clock()
        for pair, running in self._running.items():
            for enrolment in self._sides[pair]:
                together = running.longest_overlap(self._barred[enrolment], now)
                if together > self._grace_s:
                    what = f"ran for {together:.0f} s with {enrolment}, who was not cleared"
                    found.append(Violation(f"{PAIRS.name}/{pair}", what))
        return Verdict(self.name, len(self._running), tuple(sorted(found)))


def _never_cleared() -> Spans:
    spans = Spans()
    spans.begin(-math.inf)
    return spans
