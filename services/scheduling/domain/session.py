"""A session: asked, booked, then held, missed or cancelled; its plan may move meanwhile."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from chassis.errors import Refused
from contracts.event import Event
from contracts.pairs import ReferentChanged
from contracts.words import Mode, Participant, Voice
from services.scheduling.domain.agenda import Taken
from services.scheduling.domain.meeting import Plan
from services.scheduling.domain.rhythm import Rhythm

UNANSWERED = timedelta(days=5)
UNRECORDED = (timedelta(hours=48), timedelta(hours=48 + 120))
"""How long after its end both are asked how it went, then the referent."""


class SessionOver(Refused):
    """Its hour has come: say whether it was held or missed."""


class SessionClosed(Refused):
    """It was cancelled, or what became of it is already known. If they met all the same, record that with `held`."""


class Word(BaseModel):
    """How it went, as one side says: its minutes, its mode, who was absent."""

    model_config = ConfigDict(frozen=True)

    outcome: Literal["held", "missed"]
    minutes: int = Field(ge=1, le=720)
    mode: Mode
    absent: tuple[str, ...] = ()
    occurred_at: AwareDatetime


class Moving(BaseModel):
    """A plan whose hours are being taken; given up at `until`."""

    model_config = ConfigDict(frozen=True)

    revision: int
    plan: Plan
    by: Voice
    until: AwareDatetime


class Session(BaseModel):
    """`words` are by role, `recorded` is the one that stands. `left` are plans given up whose hours may be taken."""

    model_config = ConfigDict(frozen=True)

    session_id: str
    pair_id: str
    programme_id: str
    participants: tuple[Participant, ...]
    timezone: str
    referent: str | None = None
    deputy: str | None = None
    plan: Plan
    revision: int = 1
    last_revision: int = 1
    status: Literal["asked", "booked", "held", "missed", "cancelled"] = "asked"
    options: tuple[AwareDatetime, ...] = ()
    answer_by: AwareDatetime | None = None
    reminders: tuple[int, ...] = ()
    asked_how_it_went: int = 0
    moving: Moving | None = None
    left: tuple[int, ...] = ()
    left_since: AwareDatetime | None = None
    words: dict[str, Word] = {}
    recorded: Word | None = None
    disputed: bool = False

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(participant.person_id for participant in self.participants)

    @property
    def due_at(self) -> datetime | None:
        """When time alone will change it; domain/waiting.py says how."""
        return min(
            filter(None, (self.answer_by, self.move_given_up_at, self.reminder_at, self.record_due_at)), default=None
        )

    @property
    def move_given_up_at(self) -> datetime | None:
        return self.left_since or (self.moving.until if self.moving else None)

    @property
    def reminder_at(self) -> datetime | None:
        if not self.reminders:
            return None
        return self.plan.starts_at - timedelta(hours=self.reminders[0])

    @property
    def record_due_at(self) -> datetime | None:
        """When both are asked how it went, then the referent."""
        if self.status != "booked" or self.asked_how_it_went == len(UNRECORDED):
            return None
        return self.plan.ends_at + UNRECORDED[self.asked_how_it_went]

    def hours(self, revision: int, plan: Plan) -> Taken:
        """What a plan takes of an agenda."""
        return Taken(
            session_id=self.session_id,
            revision=revision,
            start=plan.starts_at,
            end=plan.ends_at,
            programme_id=self.programme_id,
        )


Decided = tuple[Session, Sequence[Event]]


def facts(state: Session) -> dict[str, Any]:
    """What every event of a session tells."""
    return {
        "session_id": state.session_id,
        "pairs": (state.pair_id,),
        "programme_id": state.programme_id,
        "participants": state.participants,
        "timezone": state.timezone,
        "revision": state.revision,
        **state.plan.model_dump(),
    }


def of_pair(session_id: str, rhythm: Rhythm, plan: Plan) -> Session:
    """A session of these two that nobody has heard of yet."""
    return Session(
        session_id=session_id,
        pair_id=rhythm.pair_id,
        programme_id=rhythm.programme_id,
        participants=rhythm.participants,
        timezone=rhythm.calendar.timezone,
        referent=rhythm.referent,
        deputy=rhythm.deputy,
        plan=plan,
    )


def referent_changed(
    state: Session | None, event: ReferentChanged, now: datetime
) -> tuple[Session | None, list[Event]]:
    """Another coordinator is asked when nobody says how it went."""
    if state is None:
        return None, []
    return state.model_copy(update={"referent": event.referent, "deputy": event.deputy}), []


def closed(state: Session, status: str, now: datetime) -> Session:
    """Nothing is awaited any more; a move that was under way is given up."""
    changes = {"status": status, "options": (), "answer_by": None, "reminders": ()}
    return stay(state, now).model_copy(update=changes)


def stay(state: Session, now: datetime) -> Session:
    """A move is given up: its hours are to be freed."""
    if state.moving is None:
        return state
    left = (*state.left, state.moving.revision)
    return state.model_copy(update={"moving": None, "left": left, "left_since": now})
