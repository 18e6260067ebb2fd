"""Enrolling somebody: an enrolment as its programme demands it, under whatever the person already stands."""

from dataclasses import dataclass
from datetime import datetime

from chassis.kind import Cause, Decided
from chassis.store import Store
from services.profiles.domain import enrolment, programme
from services.profiles.domain.consent import Word
from services.profiles.domain.contact import Reach
from services.profiles.domain.enrolment import Enrolment, Wish
from services.profiles.domain.person import Person, here
from services.profiles.domain.programme import Programme
from services.profiles.domain.vetting import Demands, Step
from services.profiles.store import Enrolments


@dataclass(frozen=True)
class Joining:
    """Who joins what, as what; with the steps and words that are known from the start."""

    who: Person
    reach: Reach | None
    where: Programme
    role: str
    steps: tuple[Step, ...] = ()
    words: tuple[Word, ...] = ()


async def enrol(store: Store, cause: Cause, enrolment_id: str, joining: Joining, wish: Wish) -> Enrolment:
    """Raises Taken where the person is enrolled so already, PersonHeld, PersonGone or ProgrammeIsClosed."""
    here(joining.who)
    programme.still_open(joining.where)

    def decide(state: Enrolment | None, now: datetime) -> Decided[Enrolment]:
        if state is not None:
            return state, []
        return enrolment.ask(_new(enrolment_id, joining, wish, now), now)

    asked = await store.change(Enrolments, enrolment_id, decide, cause)
    assert asked
    return asked


def _new(enrolment_id: str, joining: Joining, wish: Wish, now: datetime) -> Enrolment:
    who, where = joining.who, joining.where
    return Enrolment(
        **dict(wish),
        network=who.network,
        enrolment_id=enrolment_id,
        person_id=who.person_id,
        programme_id=where.programme_id,
        role=joining.role,
        phase="in-vetting" if joining.steps or joining.words else "asked",
        asked_at=now,
        birth_date=joining.reach.birth_date if joining.reach else None,
        parents=who.guardians,
        demands=Demands.of(where.policy, joining.role),
        steps=joining.steps,
        words=joining.words,
        halts=("concern",) if who.concerns else (),
        concerns=who.concerns,
    )
