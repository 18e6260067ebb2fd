"""An enrolment's matchable facts, and how long its mentee has waited."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from chassis.errors import Refused
from contracts.enrolments import (
    EnrolmentAsked,
    EnrolmentEnded,
    EnrolmentFacts,
    EnrolmentPaused,
    EnrolmentSuspended,
)
from contracts.event import Event
from contracts.pairs import PairEnded, PairEvent, PairFormed, PairProposed, PairResumed
from contracts.people import ProfileErased
from contracts.programmes import ProgrammeChanged
from contracts.words import Goal

Decided = tuple["Candidate | None", list[Event]]
FACTS = ("state", "cleared_until", "stage", "school", "minor", "guardians", "priority", "goals", "needs", "places")
VOID: dict[str, Any] = {"stage": None, "school": None, "guardians": (), "goals": (), "priority": 0, "minor": False}


class NotWithoutMentor(Refused):
    """Only a mentee who takes part and has no mentor can look for one."""


class Candidate(BaseModel):
    """`asked_at`: first asked, whatever came since. `waiting_since`: in the pool; `away_s`: seconds of pauses since.

    `pair_id`: the pair that a mentee is in, proposed or live. `moved`: to another school, which the pair is not yet
    told. `due_at`: when that, or their waiting, is looked at.
    """

    model_config = ConfigDict(frozen=True)

    enrolment_id: str
    person_id: str
    programme_id: str
    role: str
    state: str = "asked"
    cleared_until: datetime | None = None
    stage: str | None = None
    school: str | None = None
    minor: bool = False
    guardians: tuple[str, ...] = ()
    priority: int = 0
    goals: tuple[Goal, ...] = ()
    needs: tuple[str, ...] = ("main",)
    places: int = 0
    asked_at: datetime
    waiting_since: datetime
    away_since: datetime | None = None
    away_s: float = 0
    pair_id: str | None = None
    seeking: bool = True
    rematch: bool = False
    said_waiting: bool = False
    moved: bool = False
    erased: bool = False
    due_at: datetime | None = None

    def cleared(self, now: datetime) -> bool:
        """Whether this person may be paired now."""
        return self.state == "cleared" and (self.cleared_until is None or now < self.cleared_until)

    def in_pool(self, now: datetime) -> bool:
        """Whether a round takes this person; a mentor's free places are counted apart."""
        return self.cleared(now) and (self.role == "mentor" or (self.seeking and self.pair_id is None))

    def waiting_days(self, now: datetime) -> int:
        """Days without a mentor, pauses left out."""
        away = self.away_s + ((now - self.away_since).total_seconds() if self.away_since else 0)
        return max(0, (now - self.waiting_since - timedelta(seconds=away)).days)

    def tier(self, now: datetime, limit_days: int) -> int:
        """Class of priority in a round: one higher for a rematch, or for who has waited beyond the limit."""
        pressing = self.rematch or self.waiting_days(now) >= limit_days
        return min(3, self.priority + pressing)


def facts(state: Candidate | None, event: EnrolmentFacts, now: datetime) -> Decided:
    """What profiles says of an enrolment: asked, changed, cleared or resumed."""
    told = event.envelope.time
    asked = event.asked_at if isinstance(event, EnrolmentAsked) else told
    known = state or Candidate(
        enrolment_id=event.enrolment_id,
        person_id=event.person_id,
        programme_id=event.programme_id,
        role=event.role,
        asked_at=asked,
        waiting_since=asked,
    )
    if known.erased:
        return known, []
    moved = known.moved or (state is not None and state.pair_id is not None and event.school != state.school)
    known = known.model_copy(update={name: getattr(event, name) for name in FACTS} | {"moved": moved})
    return _watched(_back(known, told) if known.state == "cleared" else known, told), []


def away(state: Candidate | None, event: EnrolmentSuspended | EnrolmentPaused, now: datetime) -> Decided:
    """Out of every pool until they are back; the time away is not waiting."""
    standing = "suspended" if isinstance(event, EnrolmentSuspended) else "paused"
    since = state and (state.away_since or event.envelope.time)
    return _changed(state, now, state=standing, away_since=since)


def ended(state: Candidate | None, event: EnrolmentEnded, now: datetime) -> Decided:
    # whoever leaves never comes back; an erasure may have been heard before this enrolment was
    return _changed(state, now, state="ended", seeking=False, **(VOID if event.reason == "left" else {}))


def erased(state: Candidate | None, event: ProfileErased, now: datetime) -> Decided:
    """What was known of the person goes; ids and dates stay."""
    return _changed(state, now, state="ended", seeking=False, erased=True, **VOID)


def proposed(state: Candidate | None, event: PairProposed, now: datetime) -> Decided:
    return _changed(state, now, pair_id=event.pair_id)


def formed(state: Candidate | None, event: PairFormed, now: datetime) -> Decided:
    return _changed(state, now, pair_id=event.pair_id, rematch=False, said_waiting=False)


def free_again(state: Candidate | None, event: PairEvent, now: datetime) -> Decided:
    """A proposal came to nothing: the waiting goes on, from when it began."""
    if state is None or state.pair_id != event.pair_id:
        return state, []
    return _changed(state, now, pair_id=None)


def parted(state: Candidate | None, event: PairEnded, now: datetime) -> Decided:
    """Back in the pool, before others, where another mentor is wanted."""
    if state is None or state.pair_id not in (None, event.pair_id):
        return state, []
    wanted, told = event.rematch_wanted, event.envelope.time
    away_since = told if state.away_since else None
    back = {"seeking": wanted, "rematch": wanted, "waiting_since": told, "away_s": 0.0, "away_since": away_since}
    return _changed(state, now, pair_id=None, **back)


def together_again(state: Candidate | None, event: PairResumed, now: datetime) -> Decided:
    """A mistaken ending was undone."""
    if not event.undone:
        return state, []
    return _changed(state, now, pair_id=event.pair_id, seeking=True, rematch=False)


def moved(state: Candidate | None, now: datetime, *, school: str | None) -> tuple[Candidate, list[Event]]:
    """The pair knows of this school; of a later one it does not yet."""
    assert state
    told = state.model_copy(update={"moved": state.moved and state.school != school, "due_at": None})
    return _watched(told, now), []


def seek_again(state: Candidate | None, now: datetime) -> tuple[Candidate, list[Event]]:
    """A coordinator puts a mentee back in the pool, before others. Raises NotWithoutMentor."""
    if state is None or state.role != "mentee" or state.pair_id or state.state == "ended":
        raise NotWithoutMentor
    if state.seeking:
        return state, []
    return _watched(state.model_copy(update={"seeking": True, "rematch": True}), now), []


def look_again(state: Candidate | None, event: ProgrammeChanged, now: datetime) -> Decided:
    """The programme's waiting limit may have changed."""
    if state is None or state.due_at is None:
        return state, []
    return state.model_copy(update={"due_at": event.envelope.time}), []


def _back(state: Candidate, told: datetime) -> Candidate:
    if state.away_since is None:
        return state
    gone = (told - state.away_since).total_seconds()
    return state.model_copy(update={"away_since": None, "away_s": state.away_s + gone})


def _changed(state: Candidate | None, now: datetime, /, **update: Any) -> Decided:
    if state is None:
        return None, []
    return _watched(state.model_copy(update=update), now), []


def _watched(state: Candidate, now: datetime) -> Candidate:
    """Waiting is looked at as long as it lasts and has not been told."""
    waits = state.role == "mentee" and state.state == "cleared" and state.seeking and state.pair_id is None
    due = (state.due_at or now) if state.moved or (waits and not state.said_waiting) else None
    return state.model_copy(update={"due_at": due})
