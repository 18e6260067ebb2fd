"""A company's nominee: received, then confirmed by the nominee; or withdrawn, declined, or silent and erased."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from chassis.errors import NotFound, Refused
from contracts.event import Event
from contracts.partners import MentorNominated, NominationChanged, NominationWithdrawn
from contracts.people import ProfileErased
from contracts.words import EnrolmentId, Language, PersonId, ProgrammeId, Skill, Territory
from services.profiles.domain.contact import Reach
from services.profiles.domain.enrolment import Wish
from services.profiles.domain.person import Portrait

SILENCE = timedelta(days=60)
AGAIN_AFTER = timedelta(days=1)
"""When joining is tried again: after a crash, or until a coordinator has said whether a look-alike is the same."""


class Nominee(BaseModel):
    """What the company said of the nominee."""

    model_config = ConfigDict(frozen=True)

    reach: Reach
    languages: tuple[Language, ...] = ("fr",)
    skills: tuple[Skill, ...] = ()
    territory: Territory | None = None
    worked_since: date | None = None
    worked_until: date | None = None
    programme_id: ProgrammeId | None = None
    agreed_on: date
    agreed_text: str


class Joining(BaseModel):
    """What the nominee confirmed, and the ids of what comes of it."""

    model_config = ConfigDict(frozen=True)

    person_id: PersonId
    enrolment_id: EnrolmentId
    programme_id: ProgrammeId
    portrait: Portrait
    wish: Wish
    actor: str | None
    on_behalf: str | None
    channel: str


class Nomination(BaseModel):
    """A nomination under the company's own reference. Once it is over nothing stays that names the nominee."""

    model_config = ConfigDict(frozen=True)

    network: str
    nomination_id: str
    partner: str
    reference: str
    phase: Literal["received", "confirmed", "joined", "withdrawn", "declined", "silent"] = "received"
    received_at: datetime
    nominee: Nominee | None = None
    joining: Joining | None = None
    person_id: PersonId | None = Field(default=None, description="Who joined.")
    due_at: datetime | None = None


class NominationOver(Refused):
    """This nomination was confirmed, withdrawn, declined or has run out."""


class NominationIncomplete(Refused):
    """The company gave no territory or programme: say them with the confirmation."""

    status = 422


def nomination_id(partner: str, reference: str) -> str:
    """From the company's own opaque reference."""
    return hashlib.sha256(f"{partner}\n{reference}".encode()).hexdigest()[:32]


def id_of(event: MentorNominated | NominationChanged | NominationWithdrawn) -> str:
    assert event.envelope.partner
    return nomination_id(event.envelope.partner, event.envelope.subject)


def received(state: Nomination | None, event: MentorNominated, now: datetime) -> tuple[Nomination, list[Event]]:
    """Somebody who withdrew or stayed silent may be nominated anew; whoever confirmed is left in peace."""
    if state is not None and state.phase in ("confirmed", "joined"):
        return state, []
    return _new(event, now), []


def changed(state: Nomination | None, event: NominationChanged, now: datetime) -> tuple[Nomination, list[Event]]:
    """All of it is given again, so that it stands for the nomination itself where that never came."""
    if state is None:
        return _new(event, now), []
    if state.phase != "received":
        return state, []
    return state.model_copy(update={"nominee": _nominee(event)}), []


def withdrawn(
    state: Nomination | None, event: NominationWithdrawn, now: datetime
) -> tuple[Nomination | None, list[Event]]:
    if state is None or state.phase != "received":
        return state, []
    return _over(state, "withdrawn"), []


def confirm(state: Nomination | None, joining: Joining, now: datetime) -> tuple[Nomination, list[Event]]:
    """Recorded first: person, contact and enrolment follow, and the due date goes on where a process died."""
    state = _received(state)
    return state.model_copy(update={"phase": "confirmed", "joining": joining, "due_at": now + AGAIN_AFTER}), []


def decline(state: Nomination | None, now: datetime) -> tuple[Nomination, list[Event]]:
    return _over(_received(state), "declined"), []


def joined(state: Nomination | None, person_id: str, now: datetime) -> tuple[Nomination, list[Event]]:
    if state is None:
        raise NotFound("There is no such thing here.")
    return _over(state, "joined").model_copy(update={"person_id": person_id}), []


def person_erased(
    state: Nomination | None, event: ProfileErased, now: datetime
) -> tuple[Nomination | None, list[Event]]:
    """Whoever joined is not known any more by what the company called them."""
    return state and state.model_copy(update={"reference": "", "person_id": None}), []


def wait(state: Nomination | None, now: datetime) -> tuple[Nomination, list[Event]]:
    if state is None:
        raise NotFound("There is no such thing here.")
    return state.model_copy(update={"due_at": now + AGAIN_AFTER}), []


def due(state: Nomination, instant: datetime) -> tuple[Nomination, list[Event]]:
    """Nobody answered: whatever names the nominee goes."""
    return _over(state, "silent"), []


def run_out(state: Nomination | None, now: datetime) -> tuple[Nomination, list[Event]]:
    """The same, unless an answer came this moment."""
    if state is None:
        raise NotFound("There is no such thing here.")
    return due(state, now) if state.phase == "received" else (state, [])


def _received(state: Nomination | None) -> Nomination:
    if state is None:
        raise NotFound("There is no such thing here.")
    if state.phase != "received":
        raise NominationOver
    return state


def _new(event: MentorNominated | NominationChanged, now: datetime) -> Nomination:
    envelope = event.envelope
    assert envelope.partner
    return Nomination(
        network=envelope.network,
        nomination_id=id_of(event),
        partner=envelope.partner,
        reference=envelope.subject,
        received_at=now,
        nominee=_nominee(event),
        due_at=now + SILENCE,
    )


def _nominee(event: MentorNominated | NominationChanged) -> Nominee:
    reach = {name: getattr(event, name) for name in ("given_name", "family_name", "birth_date", "email", "phone")}
    same: dict[str, Any] = {
        name: getattr(event, name)
        for name in ("languages", "skills", "territory", "worked_since", "worked_until", "programme_id")
    }
    channel = "email" if event.email else "phone"
    return Nominee(
        reach=Reach(**reach, preferred_channel=channel),
        **same,
        agreed_on=event.agreed.on,
        agreed_text=event.agreed.text,
    )


def _over(state: Nomination, phase: str) -> Nomination:
    return state.model_copy(update={"phase": phase, "nominee": None, "joining": None, "due_at": None})
