"""Schools, companies and associations: registered, suspended and back, closed."""

from datetime import datetime
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from chassis.errors import Refused
from contracts.event import Event
from contracts.hours import SchoolCalendar
from contracts.organisations import (
    Halt,
    OrganisationChanged,
    OrganisationClosed,
    OrganisationFacts,
    OrganisationKind,
    OrganisationRegistered,
    OrganisationResumed,
    OrganisationSuspended,
)
from contracts.words import OrganisationId, Slug, Territory

F = TypeVar("F", bound=OrganisationFacts)


class Particulars(BaseModel):
    """What is told when an organisation registers, or is put right."""

    model_config = ConfigDict(frozen=True)

    reference: OrganisationId = Field(description="Short name by which spreadsheets call it.")
    name: str = Field(min_length=1, max_length=200, description="Its name; never on the wire.")
    kind: OrganisationKind
    territory: Territory
    calendar: SchoolCalendar | None = Field(default=None, description="A school's holidays; null for others.")
    partner: Slug | None = Field(default=None, description="Short name under which it publishes events, if it does.")


class Organisation(Particulars):
    """A school, company or association of one network."""

    network: str
    organisation_id: OrganisationId
    standing: Literal["registered", "suspended", "closed"] = "registered"


class NoSuchOrganisation(Refused):
    """There is no such organisation here."""

    status = 404


class OrganisationClosedForGood(Refused):
    """A closed organisation stays closed: register it anew."""


class SchoolWithoutCalendar(Refused):
    """A school needs a calendar: time is counted by its holidays."""

    status = 422


def keys(state: Organisation) -> list[str]:
    """A reference and a partner's name mean one organisation in a network, until it closes."""
    if state.standing == "closed":
        return []
    partner = [f"{state.network}/partner/{state.partner}"] if state.partner else []
    return [f"{state.network}/organisation/{state.reference}", *partner]


def register(told: Particulars, network: str, organisation_id: str) -> tuple[Organisation, list[Event]]:
    _check(told)
    state = Organisation(**told.model_dump(), network=network, organisation_id=organisation_id)
    return state, [_all(OrganisationRegistered, state)]


def change(state: Organisation | None, told: Particulars, now: datetime) -> tuple[Organisation, list[Event]]:
    state = _open(state)
    _check(told)
    changed = state.model_copy(update=dict(told))
    return changed, [] if changed == state else [_all(OrganisationChanged, changed)]


def suspend(state: Organisation | None, reason: Halt, now: datetime) -> tuple[Organisation, list[Event]]:
    state = _open(state)
    if state.standing == "suspended":
        return state, []
    suspended = state.model_copy(update={"standing": "suspended"})
    return suspended, [OrganisationSuspended(**_identity(state), reason=reason)]


def resume(state: Organisation | None, now: datetime) -> tuple[Organisation, list[Event]]:
    state = _open(state)
    if state.standing == "registered":
        return state, []
    resumed = state.model_copy(update={"standing": "registered"})
    return resumed, [_all(OrganisationResumed, resumed)]


def close(state: Organisation | None, reason: Halt, now: datetime) -> tuple[Organisation, list[Event]]:
    state = _open(state)
    closed = state.model_copy(update={"standing": "closed"})
    return closed, [OrganisationClosed(**_identity(state), reason=reason)]


def _open(state: Organisation | None) -> Organisation:
    if state is None:
        raise NoSuchOrganisation
    if state.standing == "closed":
        raise OrganisationClosedForGood
    return state


def _check(told: Particulars) -> None:
    if told.kind == "school" and told.calendar is None:
        raise SchoolWithoutCalendar


def _identity(state: Organisation) -> dict[str, str]:
    return {"organisation_id": state.organisation_id, "kind": state.kind, "territory": state.territory}


def _all(event: type[F], state: Organisation) -> F:
    return event.model_validate(state, from_attributes=True)
