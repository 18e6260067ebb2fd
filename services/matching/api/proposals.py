"""Proposals over HTTP: mine, by hand, accepted, declined, withdrawn; and two people kept apart."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel

from chassis.auth import Forbidden
from chassis.caller import Caller, allow
from chassis.errors import NotFound
from contracts.pairs import PairDeclined
from contracts.words import EnrolmentId, PersonId, ProgrammeId
from services.matching.api.access import (
    coordinates_pair,
    must_coordinate,
    pair_for,
    voice_in,
)
from services.matching.api.pair_view import PairView, ProposalView, pair_view, proposal_view
from services.matching.case import NotAvailable
from services.matching.domain import exclusion, pool_change, proposal
from services.matching.domain.pair import OPEN, Pair
from services.matching.propose import Wanted, propose
from services.matching.store import Candidates, Exclusions, Markets, Pairs, PoolChanges, Profiles, exclusions_between

router = APIRouter(tags=["proposals"])
Anyone = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator")]
Coordinator = Annotated[Caller, allow("coordinator")]
DeclineReason = Annotated[str, *PairDeclined.model_fields["reason"].metadata]


class WordForm(BaseModel):
    """`occurred_at`: when it was said, where it is recorded later."""

    occurred_at: AwareDatetime | None = None


class DeclineForm(WordForm):
    reason: DeclineReason = "own-wish"


class ProposalForm(BaseModel):
    """Two enrolments of one programme."""

    mentee: EnrolmentId
    mentor: EnrolmentId


class ExclusionForm(BaseModel):
    """Two people who take part in this programme."""

    programme_id: ProgrammeId
    people: tuple[PersonId, PersonId]


@router.get("/proposals")
async def my_proposals(caller: Annotated[Caller, allow("mentor", "mentee", "guardian")]) -> list[ProposalView]:
    """Proposals that await an answer of mine, or of the child whose guardian I am."""
    views = []
    for field, role in (
        ("mentor.person_id", "mentor"),
        ("mentee.person_id", "mentee"),
        ("circumstances.guardians", "mentee"),
    ):
        for pair in await caller.find(Pairs, {field: caller.person, "status": {"$in": list(OPEN)}}):
            other = pair.mentee if role == "mentor" else pair.mentor
            known = await caller.find(Profiles, {"person_id": other.person_id}, limit=1)
            views.append(proposal_view(pair, role, known[0] if known else None))
    return views


@router.post("/pairs", status_code=201)
async def propose_by_hand(form: ProposalForm, caller: Coordinator) -> PairView:
    """Propose two people whom a coordinator chose; a place is held for the answer."""
    mentee, mentor = await caller.get(Candidates, form.mentee), await caller.get(Candidates, form.mentor)
    await must_coordinate(caller, mentee.programme_id, mentee.school)
    if caller.person in (mentee.person_id, mentor.person_id, *mentee.guardians):
        raise Forbidden("Nobody decides their own case.")
    wanted = Wanted(caller.new_id("pair"), form.mentee, form.mentor, "coordinator")
    return pair_view(await propose(caller.store, wanted, caller.cause), coordinator=True)


@router.post("/pairs/{pair_id}/acceptance")
async def accept(pair_id: str, form: WordForm, caller: Anyone) -> PairView:
    """The second yes makes them a pair. A coordinator records a person's yes with `Relais-On-Behalf`."""
    pair = await pair_for(caller, pair_id)
    by = await voice_in(caller, pair)
    if by not in proposal.BOTH:
        raise Forbidden("Only the two themselves accept: say whose word it is with `Relais-On-Behalf`.")
    if pair.status in OPEN and not await both_cleared(caller, pair):
        await caller.store.change(Pairs, pair_id, proposal.no_longer_possible, caller.cause)
        raise NotAvailable
    decide = partial(proposal.accept, by=by, occurred_at=form.occurred_at)
    return await _seen(caller, await caller.change(Pairs, pair_id, decide))


async def both_cleared(caller: Caller, pair: Pair) -> bool:
    """Whether both may be paired now: a suspension may have come just before the proposal."""
    now = caller.now()
    two = [await caller.get(Candidates, side.enrolment_id) for side in (pair.mentor, pair.mentee)]
    return all(each.cleared(now) for each in two)


@router.post("/pairs/{pair_id}/decline")
async def decline(pair_id: str, form: DeclineForm, caller: Anyone) -> PairView:
    """The other side is told in neutral words; the reason is for coordinators."""
    pair = await pair_for(caller, pair_id)
    by = await voice_in(caller, pair)
    if by == "coordinator":
        raise Forbidden("A coordinator withdraws a proposal, or says whose word it is with `Relais-On-Behalf`.")
    decide = partial(proposal.decline, by=by, reason=form.reason, occurred_at=form.occurred_at)
    return await _seen(caller, await caller.change(Pairs, pair_id, decide))


@router.post("/pairs/{pair_id}/withdrawal")
async def withdraw(pair_id: str, caller: Coordinator) -> PairView:
    """Take an open proposal back; the place is free again."""
    pair = await pair_for(caller, pair_id)
    if not await coordinates_pair(caller, pair):
        raise Forbidden("Nobody decides their own case.")
    decide = partial(proposal.withdraw, by="coordinator", reason="coordinator")
    return await _seen(caller, await caller.change(Pairs, pair_id, decide))


@router.post("/exclusions", status_code=204)
async def keep_apart(form: ExclusionForm, caller: Coordinator) -> None:
    """These two are not proposed to each other any more; an open proposal is withdrawn. Why is kept nowhere."""
    await _both_take_part(caller, form)
    one, other = form.people
    await caller.change(Exclusions, exclusion.id_of(one, other), partial(exclusion.exclude, one=one, other=other))
    for mentor, mentee in ((one, other), (other, one)):
        where = {"mentor.person_id": mentor, "mentee.person_id": mentee, "status": {"$in": list(OPEN)}}
        for pair in await caller.find(Pairs, where):
            decide = partial(proposal.withdraw, by="coordinator", reason="excluded")
            await caller.change(Pairs, pair.pair_id, decide)
    await _weigh_again(caller, form)


@router.post("/exclusions/lift", status_code=204)
async def lift(form: ExclusionForm, caller: Coordinator) -> None:
    """These two may be proposed to each other again."""
    await _both_take_part(caller, form)
    one, other = form.people
    for id in await exclusions_between(caller.store, one, other, caller.network):
        await caller.change(Exclusions, id, partial(exclusion.lift, one=one, other=other))
    await _weigh_again(caller, form)


async def _weigh_again(caller: Caller, form: ExclusionForm) -> None:
    """Where pools are matched live, both are looked at again."""
    live = {"live": True, "programme_id": form.programme_id}
    if await caller.find(Markets, live, limit=1):
        where = {"programme_id": form.programme_id, "person_id": {"$in": list(form.people)}}
        for each in await caller.find(Candidates, where):
            await caller.change(PoolChanges, each.enrolment_id, pool_change.happened)


async def _both_take_part(caller: Caller, form: ExclusionForm) -> None:
    await must_coordinate(caller, form.programme_id)
    if caller.person in form.people:
        raise Forbidden("Nobody decides their own case.")
    where = {"programme_id": form.programme_id, "person_id": {"$in": list(form.people)}}
    if {each.person_id for each in await caller.find(Candidates, where)} != set(form.people):
        raise NotFound("There is no such thing here.")


async def _seen(caller: Caller, pair: Pair) -> PairView:
    return pair_view(pair, coordinator=await coordinates_pair(caller, pair))
