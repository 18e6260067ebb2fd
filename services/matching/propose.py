"""Proposing two people to each other: their case is looked at, a place is held, then the pair is there.

Every step may be done twice: the pair's id is known beforehand. Killed between the two writes, the place is freed by
its due date.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from chassis.errors import NotFound, Refused, Taken
from chassis.kind import Cause
from chassis.store import Store
from contracts.event import Event
from contracts.pairs import Side
from contracts.words import Reason
from services.matching.case import AlreadyPaired, Case, look_into, refuse_unfit
from services.matching.domain import places, proposal
from services.matching.domain.following import referent_for
from services.matching.domain.pair import Decided, Pair
from services.matching.store import Pairs, Places


@dataclass(frozen=True)
class Wanted:
    """A pair that is to be proposed. `reasons` are worked out where they are None."""

    pair_id: str
    mentee: str
    mentor: str
    origin: str
    round_id: str | None = None
    reasons: tuple[Reason, ...] | None = None


async def propose(store: Store, wanted: Wanted, cause: Cause) -> Pair:
    """Raises NotFound, NotAvailable, AlreadyPaired, KeptApart, places.NoPlaceFree or places.PlaceGivenBack."""

    def decide(two: Pair, held_until: datetime | None, now: datetime) -> Decided:
        return proposal.propose(two, now, held_until=held_until)

    return await pair_up(store, wanted, cause, decide)


async def pair_up(
    store: Store, wanted: Wanted, cause: Cause, decide: Callable[[Pair, datetime | None, datetime], Decided]
) -> Pair:
    """Look at the case, hold a place, then have the pair there. `decide(two, held_until, now)` begins its life.

    Raises as `propose` does, and what `decide` raises.
    """
    if there := await _there(store, wanted, cause):
        return there
    case = await look_into(store, wanted.mentee, wanted.mentor, cause.network)
    try:
        await refuse_unfit(store, case, cause.network)
    except Refused:
        if there := await _there(store, wanted, cause):
            return there  # the same command, sent again while it was under way
        raise
    mentor = case.mentor.candidate
    take = partial(_take, pair_id=wanted.pair_id, enrolment_id=mentor.enrolment_id)
    held = await store.change(Places, mentor.person_id, take, cause)
    hold = held.held.get(wanted.pair_id) if held else None
    if hold is None:
        raise places.PlaceGivenBack

    def begin(state: Pair | None, now: datetime) -> Decided:
        return (state, []) if state else decide(_two(wanted, case, cause, now), hold.until, now)

    try:
        pair = await store.change(Pairs, wanted.pair_id, begin, cause)
    except Taken as taken:  # the place is not given back here: a twin of this process may need it; it lapses
        raise AlreadyPaired from taken
    assert pair
    return pair


async def _there(store: Store, wanted: Wanted, cause: Cause) -> Pair | None:
    try:
        return await store.get(Pairs, wanted.pair_id, cause.network)
    except NotFound:
        return None


def _two(wanted: Wanted, case: Case, cause: Cause, now: datetime) -> Pair:
    mentee, mentor = case.mentee.candidate, case.mentor.candidate
    reasons = case.reasons if wanted.reasons is None else wanted.reasons
    referent = referent_for(case.programme.referents, mentee.school)
    return Pair(
        pair_id=wanted.pair_id,
        programme_id=case.programme.programme_id,
        mentor=Side(person_id=mentor.person_id, enrolment_id=mentor.enrolment_id),
        mentee=Side(person_id=mentee.person_id, enrolment_id=mentee.enrolment_id),
        origin=wanted.origin,
        round_id=wanted.round_id,
        score=sum(each.points for each in reasons),
        reasons=reasons,
        circumstances=case.circumstances(),
        referent=referent.referent if referent else cause.actor,
        deputy=referent.deputy if referent else None,
        proposed_at=now,
        expires_at=now,
    )


def _take(
    state: places.Places | None, now: datetime, *, pair_id: str, enrolment_id: str
) -> tuple[places.Places, list[Event]]:
    return places.take(state, now, pair_id=pair_id, enrolment_id=enrolment_id)
