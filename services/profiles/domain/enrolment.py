"""An enrolment: a person in a programme in a role. Asked, vetted, cleared, halted and back, ended."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from chassis.errors import NotFound, Refused
from contracts.codes import Codes
from contracts.enrolments import EnrolmentAsked, EnrolmentChanged, EnrolmentEnded
from contracts.event import Event
from contracts.people import ProfileChanged
from contracts.words import (
    Asks,
    Commitment,
    ConcernId,
    EnrolmentId,
    Goal,
    Id,
    OrganisationId,
    PersonId,
    Priority,
    ProgrammeId,
    Role,
    Slug,
    Stage,
)
from services.profiles.domain import consent, stage
from services.profiles.domain.birthday import FULL_AGE, day_of, midnight, reaches
from services.profiles.domain.vetting import FOR_GOOD, Demands, Step

Halt = Literal["check", "consent", "concern", "administrative"]
Moment = Literal["warning", "expiry", "birthday"]
WARNINGS = (60, 20)
"""Days before the end of a clearance at which a renewal is asked for."""


class Wish(BaseModel):
    """What is told when somebody enrols, or is put right."""

    model_config = ConfigDict(frozen=True)

    stage: Stage | None = None
    school: OrganisationId | None = None
    priority: Priority = 0
    goals: tuple[Goal, ...] = ()
    needs: tuple[Slug, ...] = ("main",)
    places: int = Field(default=0, ge=0, le=50)
    commitment: Commitment | None = None
    source: Annotated[str, Codes("sign-up", "import", "partner", "school", "campaign", "word-of-mouth")] = "sign-up"
    referred_by: Id | None = None


class Enrolment(Wish):
    """`halts`: why it is suspended, several at once; it goes on when none is left."""

    network: str
    enrolment_id: EnrolmentId
    person_id: PersonId
    programme_id: ProgrammeId
    role: Role
    phase: Literal["asked", "in-vetting", "cleared", "ended"] = "asked"
    asked_at: datetime
    stage_said_on: date | None = Field(default=None, description="When it was last said; when asked, where absent.")
    birth_date: date | None = Field(default=None, description="For birthdays that matter; never on the wire.")
    of_age: bool = Field(default=True, description="Whether the person is 18 or older, as of the last decision.")
    own_consent: bool = Field(default=True, description="Whether the person is of the age of consent.")
    parents: tuple[PersonId, ...] = ()
    demands: Demands = Demands()
    steps: tuple[Step, ...] = ()
    words: tuple[consent.Word, ...] = ()
    cleared_until: datetime | None = None
    warned: tuple[int, ...] = Field(default=(), description="Days before the end at which a warning was given.")
    halts: tuple[Halt, ...] = ()
    concerns: tuple[ConcernId, ...] = Field(default=(), description="Severe concerns that are not lifted.")
    paused: bool = False
    held: dict[str, int] = Field(default={}, description="Minutes of each session that was held.")
    continues: tuple[EnrolmentId, ...] = Field(default=(), description="Whose history it counts: the same person's.")
    continued_by: EnrolmentId | None = None

    @property
    def state(self) -> str:
        """Where it stands, as others are told."""
        if self.phase == "ended":
            return "ended"
        return "suspended" if self.halts else "paused" if self.paused else self.phase

    @property
    def minor(self) -> bool:
        return not self.of_age

    @property
    def guardians(self) -> tuple[str, ...]:
        """A guardian's part ends on the 18th birthday."""
        return self.parents if self.minor else ()

    @property
    def consents(self) -> tuple[str, ...]:
        """Purposes to which everybody needed has agreed."""
        return tuple(purpose for purpose in consent.PURPOSES if self.agreed_to(purpose))

    @property
    def due_at(self) -> datetime | None:
        return min((at for at, _ in self.moments()), default=None)

    def stage_to_confirm(self, now: datetime) -> bool:
        """Whether a school year has begun, where they are, since anybody said where they stand."""
        zone = self.demands.zone
        said_on = self.stage_said_on or day_of(self.asked_at, zone)
        return self.phase != "ended" and stage.to_confirm(self.stage, said_on, day_of(now, zone))

    def expires_by(self, instant: datetime) -> bool:
        """Whether it is cleared now, and will not be any more then unless a step is done again."""
        cleared = self.phase == "cleared" and "check" not in self.halts
        return cleared and self.cleared_until is not None and self.cleared_until <= instant

    def moments(self) -> list[tuple[datetime, Moment]]:
        """What time alone will bring."""
        if self.phase == "ended":
            return []
        moments: list[tuple[datetime, Moment]] = [(at, "birthday") for at in self._birthdays()]
        if self.cleared_until and self.cleared_until < FOR_GOOD and "check" not in self.halts:
            left = [days for days in WARNINGS if days not in self.warned]
            moments += [(self.cleared_until - timedelta(days=days), "warning") for days in left]
            moments.append((self.cleared_until, "expiry"))
        return moments

    def _birthdays(self) -> Iterable[datetime]:
        ages = (FULL_AGE if self.minor else None, None if self.own_consent else self.demands.consent_age)
        for age in ages:
            if age and (day := reaches(self.birth_date, age)):
                yield midnight(day, self.demands.zone)

    def agreed_to(self, purpose: str) -> bool:
        return consent.agreed_to(
            purpose,
            self.words,
            person=self.person_id,
            guardians=self.parents,
            needs_guardian=not self.own_consent,
            both=self.demands.both_parents,
        )


class EnrolmentIsOver(Refused):
    """This enrolment has ended: enrol the person anew."""


class PlacesMissing(Refused):
    """A mentor says for how many mentees there is room."""

    status = 422


def keys(state: Enrolment) -> list[str]:
    """A person is in a programme once in each role, until that ends."""
    if state.phase == "ended":
        return []
    return [f"{state.network}/{state.person_id}/{state.programme_id}/{state.role}"]


def ask(new: Enrolment, now: datetime) -> tuple[Enrolment, list[Event]]:
    """Someone enrols; `halts` are those under which the person already stands."""
    if new.role == "mentor" and new.places < 1:
        raise PlacesMissing
    state = aged(new, now)
    asked = EnrolmentAsked.model_validate(state, from_attributes=True)
    return state, [asked.model_copy(update={"asks": tuple(_awaited(state))})]


def amend(state: Enrolment | None, wish: Wish, now: datetime) -> tuple[Enrolment, list[Event]]:
    state = going(state)
    said = {**dict(wish), "stage_said_on": day_of(now, state.demands.zone)}
    return changed(state, state.model_copy(update=said))


def stage_said(state: Enrolment | None, said: str | None, now: datetime) -> tuple[Enrolment, list[Event]]:
    """The school says it again. Where another was said since, that one stays."""
    state = going(state)
    if said != state.stage or not state.stage_to_confirm(now):
        return state, []
    return state.model_copy(update={"stage_said_on": day_of(now, state.demands.zone)}), []


def person_changed(
    state: Enrolment | None, event: ProfileChanged, now: datetime
) -> tuple[Enrolment | None, list[Event]]:
    """The person's guardians are the enrolment's."""
    if state is None or state.phase == "ended":
        return state, []
    after, events = changed(state, state.model_copy(update={"parents": event.guardians}))
    return after, list(events)


def end(state: Enrolment | None, reason: str, occurred_at: datetime, now: datetime) -> tuple[Enrolment, list[Event]]:
    state = going(state)
    ended = state.model_copy(update={"phase": "ended"})
    told = EnrolmentEnded(**identity(state), reason=reason, occurred_at=occurred_at)
    return ended, [told]


def emptied(state: Enrolment) -> Enrolment:
    """Without anything that could lead back to the person; what was counted stays."""
    free: dict[str, Any] = {
        "birth_date": None,
        "parents": (),
        "words": (),
        "steps": (),
        "goals": (),
        "referred_by": None,
    }
    return state.model_copy(update=free)


def going(state: Enrolment | None) -> Enrolment:
    """Raises NotFound or EnrolmentIsOver."""
    if state is None:
        raise NotFound("There is no such thing here.")
    if state.phase == "ended":
        raise EnrolmentIsOver
    return state


def aged(state: Enrolment, now: datetime) -> Enrolment:
    """The same, with the ages of this moment. Without a birth date a person is taken to be of age."""
    today = day_of(now, state.demands.zone)
    adult, own = (reaches(state.birth_date, age) for age in (FULL_AGE, state.demands.consent_age))
    ages = {"of_age": adult is None or adult <= today, "own_consent": own is None or own <= today}
    return state.model_copy(update=ages)


def changed(before: Enrolment, after: Enrolment) -> tuple[Enrolment, list[Event]]:
    """Told only where others see a difference."""
    told = [EnrolmentChanged.model_validate(each, from_attributes=True) for each in (before, after)]
    return after, [] if told[0] == told[1] else [told[1]]


def identity(state: Enrolment) -> dict[str, str]:
    return {name: getattr(state, name) for name in ("enrolment_id", "person_id", "programme_id", "role")}


def _awaited(state: Enrolment) -> Iterable[Asks]:
    if state.demands.consent and not state.agreed_to("participation"):
        yield Asks(whom=state.person_id, role=state.role, what="consent")
        yield from (Asks(whom=each, role="guardian", what="consent") for each in state.guardians)
