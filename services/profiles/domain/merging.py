"""Two who are known turn out to be one: when that cannot be, who stays, and who is given up."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from chassis.errors import Refused
from contracts.event import Event
from contracts.people import Membership, ProfileErased, ProfileMerged
from contracts.words import Competence
from services.profiles.domain.live_pair import LivePair
from services.profiles.domain.person import Person, changed, emptied, here
from services.profiles.domain.programme import Programme

Decided = tuple[Person, list[Event]]


class OneAlready(Refused):
    """This is one person already."""


class GuardianAndChild(Refused):
    """One of the two is the other's guardian: they are two people."""


class PairOfTheTwo(Refused):
    """These two are a pair: they are two people."""


class TwoBirthDates(Refused):
    """Their birth dates differ: put the wrong one right first, or leave them two people."""


class NotToBeJoinedNow(Refused):
    """These two cannot be joined now: ask whoever answers for safeguarding."""


class InAPair(Refused):
    """The one to be given up is in a pair: keep that one, or end the pair first and take it in anew for who stays."""


class IsAGuardian(Refused):
    """The one to be given up is somebody's guardian: keep that one, or name who stays as the guardian first."""


class HasAnOffice(Refused):
    """The one to be given up answers for pairs or concerns: keep that one, or name who stays in the programme first."""


class StandsForAnother(Refused):
    """Somebody was given up for this one before: keep this one."""


def begun(kept: Person, other: Person) -> bool:
    """Whether it was said before that these two are one."""
    return other.standing == "merged" and other.same_as == kept.person_id


def refuse_two(kept: Person, other: Person, born: date | None, other_born: date | None) -> None:
    """What speaks against it in the two themselves. Raises PersonHeld or PersonGone too."""
    if kept.person_id == other.person_id:
        raise OneAlready
    if here(kept).person_id in here(other).guardians or other.person_id in kept.guardians:
        raise GuardianAndChild
    if kept.concerns or other.concerns:
        raise NotToBeJoinedNow
    if born and other_born and born != other_born:
        raise TwoBirthDates


def refuse_bound(
    kept: Person, other: Person, pairs: Iterable[LivePair], programmes: Sequence[Programme], *, guards: bool
) -> None:
    """What the one to be given up still has to do. `pairs`: theirs that live; `guards`: whether somebody's guardian."""
    partners = {side.person_id for each in pairs for side in (each.mentor, each.mentee) if side}
    if kept.person_id in partners:
        raise PairOfTheTwo
    if partners:
        raise InAPair
    if guards:
        raise IsAGuardian
    if other.person_id in _in_office(programmes):
        raise HasAnOffice


def take_over(state: Person | None, other: Person, now: datetime) -> Decided:
    """Organisations, guardians where none are known, skills that are new: all that the other one was known for."""
    state = here(state)
    joined: dict[str, Any] = {
        "memberships": _memberships(state.memberships, other.memberships),
        "guardians": state.guardians or other.guardians,
        "offers": _skills(state.offers, other.offers),
        "seeks": _skills(state.seeks, other.seeks),
        "imports": {**other.imports, **state.imports},
    }
    return changed(state, joined)


def give_up(state: Person | None, into: str, now: datetime) -> Decided:
    """By what the person was known is kept until whoever stays has it."""
    if state is not None and state.standing == "merged" and state.same_as == into:
        return state, []
    state = here(state)
    kept = {name: getattr(state, name) for name in ("references", "likeness", "registered_with", "distinct")}
    gone = emptied(state, "merged").model_copy(update={**kept, "same_as": into})
    return gone, [ProfileMerged(person_id=state.person_id, into=into)]


def known_by(state: Person | None, other: Person, now: datetime) -> Decided:
    """Whoever brings the other one again, by reference or name, finds the one who stays."""
    state = here(state)
    known: dict[str, Any] = {"references": tuple(dict.fromkeys((*state.references, *other.references)))}
    if state.likeness is None:
        known |= {"likeness": other.likeness, "distinct": state.distinct or other.distinct}
    return state.model_copy(update=known), []


def kept_one_erased(state: Person | None, event: ProfileErased, now: datetime) -> tuple[Person | None, list[Event]]:
    """Whoever was given up for somebody who is erased is erased too; of one never announced nobody is told."""
    if state is None or state.standing != "merged":
        return state, []
    announced = state.looks_like is None
    return emptied(state, "erased"), [ProfileErased(person_id=state.person_id)] if announced else []


def _in_office(programmes: Iterable[Programme]) -> set[str | None]:
    referents = {id for each in programmes for of in each.referents for id in (of.referent, of.deputy)}
    return referents | {id for each in programmes for id in each.safeguarding}


def _memberships(own: tuple[Membership, ...], more: tuple[Membership, ...]) -> tuple[Membership, ...]:
    known = {(each.organisation_id, each.kind) for each in own}
    return (*own, *(each for each in more if (each.organisation_id, each.kind) not in known))


def _skills(own: tuple[Competence, ...], more: tuple[Competence, ...]) -> tuple[Competence, ...]:
    known = {each.skill for each in own}
    return (*own, *(each for each in more if each.skill not in known))
