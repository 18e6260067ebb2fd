"""The case of two people: what is known of them at an instant, and whether they may be proposed to each other."""

from dataclasses import dataclass
from datetime import datetime

from chassis.errors import Refused
from chassis.store import Store
from contracts.words import Reason
from services.matching.domain.candidate import Candidate
from services.matching.domain.pair import Circumstances
from services.matching.domain.programme import Programme
from services.matching.domain.school import School
from services.matching.engine.nearness import Nearness
from services.matching.engine.people import Middles, Term
from services.matching.engine.relevance import terms
from services.matching.engine.rules import reachable
from services.matching.pool import Known, middles_of, weights_of
from services.matching.store import Candidates, Pairs, Profiles, Programmes, Schools, exclusions_between


class NotAvailable(Refused):
    """One of the two cannot be paired in this programme now: they are not cleared, or do not look for anybody."""


class AlreadyPaired(Refused):
    """The mentee has a mentor, or a proposal that is not answered yet."""


class KeptApart(Refused):
    """These two are not to be brought together."""


@dataclass(frozen=True)
class Case:
    """The two, and what is known of them at an instant."""

    programme: Programme
    mentee: Known
    mentor: Known
    school: School | None
    middles: Middles
    now: datetime

    @property
    def near(self) -> Nearness:
        return Nearness(self.middles, weights_of(self.programme.policy).bands)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        weights = weights_of(self.programme.policy)
        return tuple(map(reason, terms(self.mentee.mentee(), self.mentor.mentor(1), weights, self.near)))

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
            modes=tuple(sorted(reachable(self.mentee.mentee(), self.mentor.mentor(1), self.near))),
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


async def look_into(store: Store, mentee_id: str, mentor_id: str, network: str) -> Case:
    """Raises NotFound where one of the two, or their programme, is not known."""
    mentee = await store.get(Candidates, mentee_id, network)
    mentor = await store.get(Candidates, mentor_id, network)
    programme = await store.get(Programmes, mentee.programme_id, network)
    now = store.clock.now()
    school = await _school(store, mentee.school, network)
    return Case(
        programme,
        await _known(store, mentee, programme, network, now),
        await _known(store, mentor, programme, network, now),
        school,
        await middles_of(store, network),
        now,
    )


async def _known(store: Store, candidate: Candidate, programme: Programme, network: str, now: datetime) -> Known:
    profile = await store.get(Profiles, candidate.person_id, network)
    return Known(candidate, profile, programme.policy, now)


async def _school(store: Store, school: str | None, network: str) -> School | None:
    found = await store.find(Schools, {"organisation_id": school}, network=network) if school else []
    return found[0] if found else None


async def refuse_unfit(store: Store, case: Case, network: str) -> None:
    mentee, mentor, now = case.mentee.candidate, case.mentor.candidate, case.now
    if (mentee.role, mentor.role) != ("mentee", "mentor") or mentee.programme_id != mentor.programme_id:
        raise NotAvailable
    if case.programme.closed or not mentor.cleared(now) or not (mentee.cleared(now) and mentee.seeking):
        raise NotAvailable
    if await store.find_by_key(Pairs, f"{mentee.enrolment_id} main"):
        raise AlreadyPaired
    if mentor.person_id == mentee.person_id or case.mentee.profile.refuses(mentor.person_id, now):
        raise KeptApart
    if await exclusions_between(store, mentee.person_id, mentor.person_id, network):
        raise KeptApart
