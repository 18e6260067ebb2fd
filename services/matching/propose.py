"""Proposing two people to each other: their case is looked at, a place is held, then the pair is there.

Every step may be done twice: the pair's id is known beforehand. Killed between the two writes, the place is freed by
its due date.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from chassis.errors import NotFound, Refused, Taken
from chassis.kind import Cause
from chassis.store import Store
from contracts.event import Event
from contracts.pairs import Side
from contracts.words import Reason
from services.matching.domain import places, proposal
from services.matching.domain.candidate import Candidate
from services.matching.domain.exclusion import id_of
from services.matching.domain.following import referent_for
from services.matching.domain.pair import Circumstances, Pair
from services.matching.domain.profile import Profile
from services.matching.domain.programme import Programme
from services.matching.domain.school import School
from services.matching.engine.people import Term, Weights
from services.matching.engine.relevance import terms
from services.matching.engine.rules import reachable
from services.matching.pool import Known
from services.matching.store import Candidates, Exclusions, Pairs, Places, Profiles, Programmes, Schools


class NotAvailable(Refused):
    """One of the two cannot be paired in this programme now: they are not cleared, or do not look for anybody."""


class AlreadyPaired(Refused):
    """The mentee has a mentor, or a proposal that is not answered yet."""


class KeptApart(Refused):
    """These two are not to be brought together."""


@dataclass(frozen=True)
class Wanted:
    """A pair that is to be proposed. `reasons` are worked out where they are None."""

    pair_id: str
    mentee: str
    mentor: str
    origin: str
    round_id: str | None = None
    reasons: tuple[Reason, ...] | None = None


@dataclass(frozen=True)
class Case:
    """The two, and what is known of them at an instant."""

    programme: Programme
    mentee: Known
    mentor: Known
    school: School | None
    now: datetime

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return tuple(map(reason, terms(self.mentee.mentee(), self.mentor.mentor(1), Weights())))

    def circumstances(self) -> Circumstances:
        mentee, policy = self.mentee.candidate, self.programme.policy
        return Circumstances(
            territory=self.mentee.profile.territory,
            priority=mentee.priority,
            stage=mentee.stage,
            minor=mentee.minor,
            guardians=mentee.guardians,
            school=mentee.school,
            calendar=(self.school and self.school.calendar) or self.programme.calendar(),
            cadence=policy.cadence,
            modes=tuple(sorted(reachable(self.mentee.mentee(), self.mentor.mentor(1)))),
            goals=mentee.goals,
            duration_months=policy.duration_months,
            waiting_since=mentee.waiting_since,
            waiting_days=mentee.waiting_days(self.now),
            validity_days=policy.proposal_validity_days,
            grace_days=policy.grace_days,
            signers=policy.agreement_signers,
        )


def reason(term: Term) -> Reason:
    return Reason(code=term.code, points=term.points, facts=term.facts)


async def propose(store: Store, wanted: Wanted, cause: Cause) -> Pair:
    """Raises NotFound, NotAvailable, AlreadyPaired, KeptApart, places.NoPlaceFree or places.PlaceGivenBack."""
    try:
        return await store.get(Pairs, wanted.pair_id, cause.network)
    except NotFound:
        pass
    case = await look_into(store, wanted, cause.network)
    await _refuse_unfit(store, case, cause.network)
    mentee, mentor = case.mentee.candidate, case.mentor.candidate
    take = partial(_take, pair_id=wanted.pair_id, enrolment_id=mentor.enrolment_id)
    held = await store.change(Places, mentor.person_id, take, cause)
    hold = held.held.get(wanted.pair_id) if held else None
    if hold is None:
        raise places.PlaceGivenBack
    reasons = case.reasons if wanted.reasons is None else wanted.reasons
    referent = referent_for(case.programme.referents, mentee.school)

    def decide(state: Pair | None, now: datetime) -> tuple[Pair, list[Event]]:
        return proposal.propose(
            state,
            now,
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
            held_until=hold.until,
        )

    try:
        pair = await store.change(Pairs, wanted.pair_id, decide, cause)
    except Taken as taken:  # the place is not given back here: a twin of this process may need it; it lapses
        raise AlreadyPaired from taken
    assert pair
    return pair


def _take(
    state: places.Places | None, now: datetime, *, pair_id: str, enrolment_id: str
) -> tuple[places.Places, list[Event]]:
    return places.take(state, now, pair_id=pair_id, enrolment_id=enrolment_id)


async def look_into(store: Store, wanted: Wanted, network: str) -> Case:
    """Raises NotFound where one of the two, or their programme, is not known."""
    mentee = await store.get(Candidates, wanted.mentee, network)
    mentor = await store.get(Candidates, wanted.mentor, network)
    programme = await store.get(Programmes, mentee.programme_id, network)
    now = store.clock.now()
    school = await _school(store, mentee.school, network)
    return Case(
        programme,
        await _known(store, mentee, programme, network, now),
        await _known(store, mentor, programme, network, now),
        school,
        now,
    )


async def _known(store: Store, candidate: Candidate, programme: Programme, network: str, now: datetime) -> Known:
    profile: Profile = await store.get(Profiles, candidate.person_id, network)
    return Known(candidate, profile, programme.policy, now)


async def _school(store: Store, school: str | None, network: str) -> School | None:
    found = await store.find(Schools, {"organisation_id": school}, network=network) if school else []
    return found[0] if found else None


async def _refuse_unfit(store: Store, case: Case, network: str) -> None:
    mentee, mentor, now = case.mentee.candidate, case.mentor.candidate, case.now
    if (mentee.role, mentor.role) != ("mentee", "mentor") or mentee.programme_id != mentor.programme_id:
        raise NotAvailable
    if case.programme.closed or not mentor.cleared(now) or not (mentee.cleared(now) and mentee.seeking):
        raise NotAvailable
    if await store.find_by_key(Pairs, f"{mentee.enrolment_id} main"):
        raise AlreadyPaired
    if mentor.person_id == mentee.person_id or case.mentee.profile.refuses(mentor.person_id, now):
        raise KeptApart
    if await is_excluded(store, mentee.person_id, mentor.person_id, network):
        raise KeptApart


async def is_excluded(store: Store, one: str, other: str, network: str) -> bool:
    """Whether a coordinator keeps these two apart."""
    try:
        return not (await store.get(Exclusions, id_of(one, other), network)).lifted
    except NotFound:
        return False
