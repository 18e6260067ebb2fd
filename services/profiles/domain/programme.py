"""A programme and its policy: open until it closes, which its living pairs forbid."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from chassis.errors import Refused
from contracts.codes import Codes
from contracts.event import Event
from contracts.partners import MentorNominated, NominationChanged
from contracts.policy import Policy
from contracts.programmes import ProgrammeChanged, ProgrammeClosed, ProgrammeOpened, Referent
from contracts.words import OrganisationId, PersonId, ProgrammeId
from services.profiles.domain.absence import Absence, answering, next_instant

LEAST_KILOMETRES = 10


class Outline(BaseModel):
    """What is told when a programme opens, or is put right."""

    model_config = ConfigDict(frozen=True)

    reference: ProgrammeId = Field(description="Short name by which spreadsheets call it.")
    name: str = Field(min_length=1, max_length=200, description="Its name; never on the wire.")
    owner: OrganisationId
    kind: Annotated[str, Codes("school", "in-house")] = Field(default="school", description="Whom it is for.")
    first_day: date = Field(description="First day of its first school year.")
    last_day: date = Field(description="Last day of its last school year.")
    organisations: tuple[OrganisationId, ...] = ()
    referents: tuple[Referent, ...] = ()
    safeguarding: tuple[PersonId, ...] = ()
    policy: Policy = Policy()

    @field_validator("referents")
    @classmethod
    def nobody_acts_unless_away(cls, referents: tuple[Referent, ...]) -> tuple[Referent, ...]:
        return tuple(each.model_copy(update={"acting": False}) for each in referents)

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError("last_day lies before first_day")
        return self


class Programme(Outline):
    """A programme of one network. `absences`: of referents who are away now, or will be."""

    network: str
    programme_id: ProgrammeId
    open: bool = True
    absences: tuple[Absence, ...] = ()

    @property
    def zone(self) -> str:
        return self.policy.timezone

    @property
    def due_at(self) -> datetime | None:
        """When the next absence begins or ends."""
        return next_instant(self.absences, self.zone) if self.open else None


class NoSuchProgramme(Refused):
    """There is no such programme here."""

    status = 404


class ProgrammeIsClosed(Refused):
    """The programme is closed: nobody joins it, nothing in it changes."""


class PairsStillLive(Refused):
    """Pairs of this programme still meet: end or move them before closing it."""


class BandTooNarrow(Refused):
    """Distances are told in bands of at least 10 km: a narrower one would say where somebody lives."""

    status = 422


class NominationsClosed(Refused):
    """The programme takes no nominations: open them in its policy, then release what waits."""


def keys(state: Programme) -> list[str]:
    """A reference means one programme in a network, until it closes."""
    return [f"{state.network}/programme/{state.reference}"] if state.open else []


def start(told: Outline, network: str, programme_id: str) -> tuple[Programme, list[Event]]:
    _check(told.policy)
    state = Programme(**told.model_dump(), network=network, programme_id=programme_id)
    return state, [ProgrammeOpened.model_validate(state, from_attributes=True)]


def change(state: Programme | None, told: Outline, now: datetime) -> tuple[Programme, list[Event]]:
    _check(told.policy)
    return changed(still_open(state), dict(told))


def set_policy(state: Programme | None, policy: Policy, now: datetime) -> tuple[Programme, list[Event]]:
    """Vetting and consent that it demands count from the next decision on each enrolment."""
    _check(policy)
    return changed(still_open(state), {"policy": policy})


def close(state: Programme | None, live_pairs: int, now: datetime) -> tuple[Programme, list[Event]]:
    state = still_open(state)
    if live_pairs:
        raise PairsStillLive
    closed = state.model_copy(update={"open": False})
    return closed, [ProgrammeClosed(programme_id=state.programme_id)]


def nominated(
    state: Programme | None, event: MentorNominated | NominationChanged, now: datetime
) -> tuple[Programme | None, list[Event]]:
    """A programme that takes no nominations stops the event for every document that it concerns."""
    if state is not None and not takes_nominations(state):
        raise NominationsClosed
    return state, []


def takes_nominations(state: Programme) -> bool:
    return state.open and state.policy.nominations_open


def still_open(state: Programme | None) -> Programme:
    """Raises NoSuchProgramme or ProgrammeIsClosed."""
    if state is None:
        raise NoSuchProgramme
    if not state.open:
        raise ProgrammeIsClosed
    return state


def _check(policy: Policy) -> None:
    """Raises BandTooNarrow."""
    reaches = sorted(band.kilometres for band in policy.relevance.bands)
    if any(reach - nearer < LEAST_KILOMETRES for nearer, reach in zip((0, *reaches), reaches, strict=False)):
        raise BandTooNarrow


def changed(state: Programme, update: dict[str, object]) -> tuple[Programme, list[Event]]:
    """Told only where others see a difference."""
    after = state.model_copy(update=update)
    told = _told(after)
    return after, [] if told == _told(state) else [told]


def _told(state: Programme) -> ProgrammeChanged:
    facts = ProgrammeChanged.model_validate(state, from_attributes=True)
    return facts.model_copy(update={"referents": answering(state.referents, state.absences)})
