"""A pair: its state, and what every decision on it needs."""

from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from chassis.errors import Refused
from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.pairs import PairEvent, Side
from contracts.words import Asks, Cadence, Goal, Mode, Reason
from services.matching.domain.agreement import Agreement
from services.matching.domain.calendar_days import end_of, midnight

GOODBYE = timedelta(days=14)  # how long before the end a goodbye is asked for
OPEN = ("proposed", "accepted")
LIVE = ("formed", "ending")
Status = Literal["proposed", "accepted", "formed", "ending", "ended", "declined", "expired", "withdrawn"]
E = TypeVar("E", bound=PairEvent)
Decided = tuple["Pair", list[Event]]


class NotInPair(Refused):
    """Only the two of this pair, and those who speak for them, can say this."""

    status = 404


class PairNotLive(Refused):
    """The two are not a pair now: only a living pair can do this."""


class InTheFuture(Refused):
    """This has not happened yet: give the day on which it did."""

    status = 422


class Circumstances(BaseModel):
    """What held when the two were proposed; a pair keeps it for its whole life."""

    model_config = ConfigDict(frozen=True)

    territory: str
    priority: int = 0
    stage: str | None = None
    minor: bool = False
    guardians: tuple[str, ...] = ()
    school: str | None = None
    calendar: SchoolCalendar
    cadence: Cadence
    modes: tuple[Mode, ...]
    goals: tuple[Goal, ...] = ()
    duration_months: int
    waiting_since: datetime
    waiting_days: int = 0
    validity_days: int
    grace_days: int
    signers: tuple[str, ...] = ("mentor", "mentee")


class Ending(BaseModel):
    """`on` is the last day. `undo_until` is set where the ending can be taken back."""

    model_config = ConfigDict(frozen=True)

    kind: str
    by: str
    reason: str
    rematch_wanted: bool
    on: date | None = None
    undo_until: datetime | None = None


class Pair(BaseModel):
    """`pauses`: reasons for which it stands still, by who or what gave them; it goes on when none is left.

    `held`: the first sessions, until the agreement is due. `decline` is (by, reason).
    """

    model_config = ConfigDict(frozen=True)

    pair_id: str
    programme_id: str
    mentor: Side
    mentee: Side
    need: str = "main"
    origin: str
    round_id: str | None = None
    score: int
    reasons: tuple[Reason, ...] = ()
    circumstances: Circumstances
    referent: str | None = None
    deputy: str | None = None
    status: Status = "proposed"
    proposed_at: datetime
    expires_at: datetime
    accepted: tuple[str, ...] = ()
    decline: tuple[str, str] | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    agreement: Agreement = Agreement()
    held: tuple[str, ...] = ()
    pauses: dict[str, str] = {}
    ending: Ending | None = None

    @property
    def zone(self) -> str:
        return self.circumstances.calendar.timezone

    @property
    def live(self) -> bool:
        return self.status in LIVE

    @property
    def stands(self) -> bool:
        """Whether it holds a place of the mentor's, and the mentee's own."""
        return self.status in (*OPEN, *LIVE)

    @property
    def paused(self) -> bool:
        return self.live and bool(self.pauses)

    @property
    def standing(self) -> str:
        """The state as people say it."""
        return "paused" if self.paused else self.status

    @property
    def due_at(self) -> datetime | None:
        """When time alone decides: the proposal expires, a goodbye is asked for, the pair ends."""
        if self.status in OPEN:
            return self.expires_at
        if not self.live or self.ends_on is None:
            return None
        if self.status == "formed" and not self.pauses:
            return midnight(self.ends_on - GOODBYE, self.zone)
        last = self.ending.on if self.ending and self.ending.on else self.ends_on
        return end_of(last, self.zone)

    def voice_of(self, person: str) -> str:
        """In what quality this person speaks. Raises NotInPair."""
        if person == self.mentor.person_id:
            return "mentor"
        if person == self.mentee.person_id:
            return "mentee"
        if person in self.circumstances.guardians:
            return "guardian"
        raise NotInPair

    def asked(self, voice: str, what: str, until: datetime | None = None) -> tuple[Asks, ...]:
        """An answer that is awaited; nobody where there is nobody to ask."""
        people = {
            "mentor": (self.mentor.person_id,),
            "mentee": (self.mentee.person_id,),
            "guardian": self.circumstances.guardians,
            "coordinator": (self.referent,) if self.referent else (),
        }
        return tuple(Asks(whom=person, role=voice, what=what, until=until) for person in people.get(voice, ()))


def told(pair: Pair, kind: type[E], /, **facts: Any) -> E:
    """An event of this pair."""
    who = {"pair_id": pair.pair_id, "programme_id": pair.programme_id, "mentor": pair.mentor, "mentee": pair.mentee}
    return kind(**who, **facts)


def living(state: Pair | None) -> Pair:
    """Raises PairNotLive."""
    if state is None or not state.live:
        raise PairNotLive
    return state


def when(occurred_at: datetime | None, now: datetime) -> datetime:
    """The day it happened, by default now. Raises InTheFuture."""
    if occurred_at and occurred_at > now:
        raise InTheFuture
    return occurred_at or now


def seats(pair: Pair) -> list[str]:
    """Unique keys: a mentee has one pair at a time for a need, proposed or live."""
    return [f"{pair.mentee.enrolment_id} {pair.need}"] if pair.stands else []
