"""How one pair gets on: what is kept of it, and what the clock brings."""

from collections.abc import Iterator
from datetime import date, datetime

from pydantic import Field

from chassis.errors import NotYet
from contracts.followups import RiskReason
from contracts.hours import SchoolCalendar
from contracts.pairs import Side
from contracts.words import Asks, Cadence
from services.feedback.domain.check_in import CheckIn
from services.feedback.domain.kept import Kept
from services.feedback.domain.moments import Moment
from services.feedback.domain.notes import Note, Progress, Rating
from services.feedback.domain.open_days import Pause, after

FIRST_MEETING_DAYS = 21
SILENCE_CADENCES = 2


class Meeting(Kept):
    """A session as it was recorded; `told_at` is when we heard of it."""

    session_id: str
    at: datetime
    told_at: datetime
    held: bool


class Risk(Kept):
    """A reason to look after the pair, and since when it holds."""

    reason: RiskReason
    since: datetime


class FollowUp(Kept):
    """`phase` is running, paused or ended. `absence` is what was raised of a meeting that did not come by `meet_by`."""

    pair_id: str
    programme_id: str
    mentor: Side
    mentee: Side
    guardians: tuple[str, ...] = ()
    people: tuple[str, ...]
    school: str | None = None
    calendar: SchoolCalendar
    referent: str | None
    cadence: Cadence
    goals: tuple[str, ...] = ()
    begins_at: datetime
    starts_on: date
    ends_on: date
    phase: str = "running"
    pauses: tuple[Pause, ...] = ()
    moments: tuple[Moment, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    meetings: dict[str, Meeting] = Field(default_factory=dict)
    meet_by: datetime
    absence: RiskReason | None = None
    agreement_missing: bool = False
    ratings: tuple[Rating, ...] = ()
    progress: tuple[Progress, ...] = ()
    reflections: tuple[Note, ...] = ()
    risks: tuple[Risk, ...] = ()

    @property
    def due_at(self) -> datetime | None:
        """The next instant at which time alone changes something; none in a pause, only the goodbye after the end."""
        if self.phase == "paused":
            return None
        return min(self._instants(), default=None)

    def _instants(self) -> Iterator[datetime]:
        yield from (moment.at for moment in self.moments[:1])
        if self.phase == "running":
            yield from (each.deadline for each in self.check_ins if each.open and each.deadline)
            if self.absence is None:
                yield self.meet_by

    @property
    def last_meeting(self) -> Meeting | None:
        """The latest that was held."""
        return max((each for each in self.meetings.values() if each.held), key=lambda each: each.at, default=None)

    @property
    def respondents(self) -> tuple[tuple[str, str], ...]:
        """Who is asked, and in what quality."""
        guardians = ((person, "guardian") for person in self.guardians)
        return ((self.mentor.person_id, "mentor"), (self.mentee.person_id, "mentee"), *guardians)

    def voice_of(self, person: str) -> str | None:
        """In what quality this person belongs to the pair, if at all."""
        return dict(self.respondents).get(person)

    def later(self, instant: datetime, days: int) -> datetime:
        """So many open days later, pauses left out."""
        return after(instant, days, self.calendar, self.pauses)

    def asks_referent(self, until: datetime | None = None) -> tuple[Asks, ...]:
        """The referent, where the pair has one, is asked to look into it."""
        if self.referent is None:
            return ()
        return (Asks(whom=self.referent, role="coordinator", what="look-into", until=until),)


def known(state: FollowUp | None) -> FollowUp:
    """Raises NotYet where the pair has not formed here."""
    if state is None:
        raise NotYet("The pair has not formed yet.")
    return state


def meeting_deadline(follow_up: FollowUp) -> datetime:
    """By when the next meeting must have been. A late word of one leaves time for the next."""
    last = follow_up.last_meeting
    if last is None:
        return follow_up.later(follow_up.begins_at, FIRST_MEETING_DAYS)
    silence = follow_up.later(last.at, SILENCE_CADENCES * follow_up.cadence.days)
    return max(silence, follow_up.later(last.told_at, follow_up.cadence.days))
