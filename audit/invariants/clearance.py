"""Nobody who is not cleared meets anybody in a pair."""

import json
import math
import time
from collections.abc import Callable
from typing import ClassVar

from audit.documents import Lookup
from audit.invariants.invariant import Invariant
from audit.records import Record
from audit.spans import Spans
from audit.spill import Spill
from audit.verdict import Found, Verdict
from contracts.enrolments import EnrolmentEnded, EnrolmentEvent, EnrolmentFacts, EnrolmentSuspended
from contracts.event import Event
from contracts.pairs import PAIRS, PairEnded, PairEvent, PairFormed, PairPaused, PairResumed

RUNS, STANDS = 1, 0
BARRED, CLEARED, PAIR = 0, 1, 2


class Clearance(Invariant):
    """A pair in which somebody is not cleared stands still within the grace, because a child may be at risk.

    The grace is machine time between the two records: however fast programme time runs, the news travels as fast as
    it does. Not cleared is: asked, in vetting, suspended or ended; a break of one's own is no ground.
    """

    name = "clearance"
    hears: ClassVar[tuple[type[Event], ...]] = (
        EnrolmentFacts,
        EnrolmentSuspended,
        EnrolmentEnded,
        PairFormed,
        PairResumed,
        PairPaused,
        PairEnded,
    )

    def __init__(self, grace_s: float, clock: Callable[[], float] = time.time) -> None:
        self._grace_s, self._clock = grace_s, clock
        self._pairs = Spill(5)  # sequence, written at, runs or stands, the two enrolments
        self._enrolments = Spill(4)  # what, sequence, written at, and of a pair its id and when it ran
        self._found = Found()
        self._checked = 0

    def see_event(self, record: Record) -> None:
        event, at = record.event, record.written_at
        if isinstance(event, EnrolmentEvent):
            goes_on = isinstance(event, EnrolmentFacts) and event.state in ("cleared", "paused")
            self._enrolments.add(event.enrolment_id, CLEARED if goes_on else BARRED, record.sequence, at, None)
        elif isinstance(event, PairEvent):
            runs = RUNS if isinstance(event, PairFormed | PairResumed) else STANDS
            sides = (event.mentor.enrolment_id, event.mentee.enrolment_id)
            self._pairs.add(event.pair_id, record.sequence, at, runs, *sides)

    def conclude(self) -> None:
        now = self._clock()
        for pair, rows in self._pairs.groups():
            running = Spans()
            for _, at, runs, *_ in sorted(rows):
                (running.begin if runs else running.end)(at)
            if spans := list(running.all(now)):
                self._checked += 1
                for enrolment in rows[0][3:]:
                    self._enrolments.add(enrolment, PAIR, 0, 0.0, json.dumps([pair, spans]))
        for enrolment, rows in self._enrolments.groups():
            barred = Spans()
            barred.begin(-math.inf)
            for what, _, at, _ in sorted((row for row in rows if row[0] != PAIR), key=lambda row: row[1]):
                (barred.begin if what == BARRED else barred.end)(at)
            for pair, spans in (json.loads(row[3]) for row in rows if row[0] == PAIR):
                together = barred.longest_overlap(spans, now)
                if together > self._grace_s:
                    what = f"ran for {together:.0f} s with {enrolment}, who was not cleared"
                    self._found.add(f"{PAIRS.name}/{pair}", what)

    async def verdict(self, stores: Lookup) -> Verdict:
        return Verdict.of(self.name, self._checked, self._found)
