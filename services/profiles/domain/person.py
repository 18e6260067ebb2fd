"""People without their names: what they can, seek and allow; created, left, erased."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from chassis.errors import NotFound, Refused
from contracts.concerns import ConcernRaised, ConcernResolved
from contracts.event import Event
from contracts.hours import WeeklyHours
from contracts.people import Membership, ProfileChanged, ProfileCreated, ProfileErased, ProfileLeft
from contracts.words import Competence, ConcernId, Language, Mode, PersonId, Skill, Territory
from services.profiles.domain import identity


class Portrait(BaseModel):
    """What others need to know of a person; nothing that names them."""

    model_config = ConfigDict(frozen=True)

    territory: Territory
    languages: tuple[Language, ...] = ("fr",)
    offers: tuple[Competence, ...] = ()
    seeks: tuple[Competence, ...] = ()
    availability: WeeklyHours = WeeklyHours()
    modes: tuple[Mode, ...] = ("in-person", "online", "phone")
    travel_km: int = Field(default=20, ge=0, le=500)
    memberships: tuple[Membership, ...] = ()
    guardians: tuple[PersonId, ...] = ()


class Person(Portrait):
    """A person. `held`: looks like somebody else, and waits for a coordinator's word."""

    network: str
    person_id: PersonId
    standing: Literal["held", "here", "left", "merged", "erased"] = "here"
    references: tuple[str, ...] = Field(default=(), description="`<source>/<reference>`: how others call the person.")
    registered_with: str | None = Field(default=None, description="The organisation that brought the person.")
    likeness: str | None = Field(default=None, description="Digest of folded name and birth date.")
    distinct: bool = Field(default=False, description="A coordinator said: not the one who has the same name.")
    looks_like: PersonId | None = None
    same_as: PersonId | None = Field(default=None, description="Who stays for this person, once merged.")
    imports: dict[str, str] = Field(default={}, description="Digest of the row last imported, by organisation.")
    concerns: tuple[ConcernId, ...] = Field(default=(), description="Severe concerns under which they may meet nobody.")
    fingerprints: tuple[str, ...] = Field(default=(), description="Of somebody barred, once erased: keyed digests.")


class PersonGone(Refused):
    """This person has left the network, or was erased."""


class PersonHeld(Refused):
    """This person looks like somebody known: a coordinator says first whether they are the same."""


class NoKeyToRemember(Refused):
    """A severe concern is open, and nothing would tell of a return: have RELAIS_FINGERPRINT_KEY set, then erase."""


class NothingToDecide(Refused):
    """Nobody asks whether this person is somebody else."""


def keys(state: Person) -> list[str]:
    """A source's reference means one person, and so do name, birth date and organisation unless told apart."""
    if state.standing in ("merged", "erased"):
        return []
    own = [f"{state.network}/reference/{each}" for each in state.references]
    if state.likeness and state.registered_with and state.standing != "held" and not state.distinct:
        own.append(f"{state.network}/identity/{state.registered_with}/{state.likeness}")
    return own


def create(state: Person | None, new: Person, now: datetime) -> tuple[Person, list[Event]]:
    """Announced at once, unless the person is held."""
    if state is not None:
        return state, []
    return new, [] if new.standing == "held" else [_told(new)]


def change(state: Person | None, portrait: Portrait, now: datetime, **known: Any) -> tuple[Person, list[Event]]:
    """All of the portrait anew; what a coordinator assessed stays assessed where its level is the same.

    `known`: further fields by which the person is recognised (`references`, `likeness`).
    """
    state = here(state)
    offers = tuple(_keep_assessed(each, state.offers) for each in portrait.offers)
    seeks = tuple(_keep_assessed(each, state.seeks) for each in portrait.seeks)
    return changed(state, {**dict(portrait), "offers": offers, "seeks": seeks, **known})


def assess(
    state: Person | None, side: Literal["offers", "seeks"], skill: Skill, level: int, now: datetime
) -> tuple[Person, list[Event]]:
    """A coordinator's word on a level takes the place of the person's own."""
    state = here(state)
    assessed = Competence(skill=skill, level=level, assessed=True)
    others = [each for each in getattr(state, side) if each.skill != skill]
    return changed(state, {side: (*others, assessed)})


def leave(state: Person | None, quiet: bool, occurred_at: datetime, now: datetime) -> tuple[Person, list[Event]]:
    state = here(state)
    left = ProfileLeft(person_id=state.person_id, quiet=quiet, occurred_at=occurred_at)
    return state.model_copy(update={"standing": "left"}), [left]


def erase(state: Person | None, now: datetime, *, key: str = "") -> tuple[Person, list[Event]]:
    """Nothing stays but the id and open severe concerns; the keys are free again.

    Somebody barred leaves fingerprints under the network's secret `key`. Raises NotFound or NoKeyToRemember.
    """
    if state is None:
        raise NotFound("There is no such thing here.")
    if state.standing == "erased":
        return state, []
    if state.concerns and not key:
        raise NoKeyToRemember
    marks = identity.fingerprints(key, state.likeness, state.references) if state.concerns else ()
    erased = emptied(state, "erased").model_copy(update={"fingerprints": marks})
    return erased, [ProfileErased(person_id=state.person_id)]


def tell_apart(state: Person | None, now: datetime) -> tuple[Person, list[Event]]:
    """A coordinator says: somebody else. Now the person is announced."""
    state = _held(state)
    apart = state.model_copy(update={"standing": "here", "distinct": True, "looks_like": None})
    return apart, [_told(apart)]


def merge(state: Person | None, now: datetime) -> tuple[Person, list[Event]]:
    """A coordinator says: the same. Nobody has heard of this one, so nobody is told; its references go over."""
    state = _held(state)
    kept = {"references": state.references, "looks_like": state.looks_like, "same_as": state.looks_like}
    return emptied(state, "merged").model_copy(update=kept), []


def also_known_as(state: Person | None, references: tuple[str, ...], now: datetime) -> tuple[Person, list[Event]]:
    state = here(state)
    known = dict.fromkeys((*state.references, *references))
    return state.model_copy(update={"references": tuple(known)}), []


def imported(
    state: Person | None, organisation: str, digest: str, reference: str | None, now: datetime
) -> tuple[Person, list[Event]]:
    """The row was taken as a whole: the same one again changes nothing."""
    state = here(state)
    known = dict.fromkeys((*state.references, *([reference] if reference else [])))
    mark = {"imports": {**state.imports, organisation: digest}, "references": tuple(known)}
    return state.model_copy(update=mark), []


def concern_raised(state: Person | None, event: ConcernRaised, now: datetime) -> tuple[Person | None, list[Any]]:
    """Remembered, so that what the person joins later is suspended as well."""
    if state is None or event.concern_id in state.concerns:
        return state, []
    return state.model_copy(update={"concerns": (*state.concerns, event.concern_id)}), []


def concern_resolved(state: Person | None, event: ConcernResolved, now: datetime) -> tuple[Person | None, list[Any]]:
    if state is None:
        return None, []
    left = tuple(each for each in state.concerns if each != event.concern_id)
    marks = state.fingerprints if left else ()
    return state.model_copy(update={"concerns": left, "fingerprints": marks}), []


def here(state: Person | None) -> Person:
    """Raises NotFound, PersonHeld or PersonGone."""
    if state is None:
        raise NotFound("There is no such thing here.")
    if state.standing == "held":
        raise PersonHeld
    if state.standing != "here":
        raise PersonGone
    return state


def _held(state: Person | None) -> Person:
    if state is None:
        raise NotFound("There is no such thing here.")
    if state.standing != "held":
        raise NothingToDecide
    return state


def _keep_assessed(told: Competence, before: tuple[Competence, ...]) -> Competence:
    plain = told.model_copy(update={"assessed": False})
    assessed = told.model_copy(update={"assessed": True})
    return assessed if assessed in before else plain


def changed(state: Person, told: dict[str, Any]) -> tuple[Person, list[Event]]:
    """Told only where others see a difference."""
    after = state.model_copy(update=told)
    if _told(after) == _told(state):
        return after, []
    return after, [ProfileChanged.model_validate(after, from_attributes=True)]


def _told(state: Person) -> ProfileCreated:
    return ProfileCreated.model_validate(state, from_attributes=True)


def emptied(state: Person, standing: Literal["merged", "erased"]) -> Person:
    """Nothing but the id and open severe concerns."""
    return Person(
        network=state.network,
        person_id=state.person_id,
        territory="erased",
        languages=(),
        modes=(),
        travel_km=0,
        standing=standing,
        concerns=state.concerns,
    )
