"""Rounds over HTTP: ask, preview, strike, publish, drop; and who waits."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from chassis.auth import Forbidden
from chassis.caller import Caller, allow
from chassis.errors import Refused
from contracts.words import EnrolmentId, Id
from services.matching.api.access import coordinates, must_coordinate
from services.matching.api.round_view import ExplanationView, RoundView, WaitingView, round_view, waiting_view
from services.matching.ask import ask
from services.matching.domain import candidate, preview, round
from services.matching.domain.round import Round
from services.matching.solve import explained
from services.matching.store import Candidates, Programmes, Rounds

router = APIRouter(tags=["rounds"])
Coordinator = Annotated[Caller, allow("coordinator")]


class ProgrammeClosed(Refused):
    """The programme is closed: nobody is matched in it any more."""


class PreviewOutdated(Refused):
    """The pool has changed since, so that this cannot be explained any more: solve the round again."""


class PairsForm(BaseModel):
    """Pairs of the preview; the others are taken off the list."""

    pair_ids: frozenset[Id] = Field(max_length=10_000)


@router.post("/programmes/{programme_id}/rounds", status_code=202)
async def ask_for_a_round(programme_id: str, caller: Coordinator) -> RoundView:
    """Solved within moments: read the round until its status is `solved`."""
    programme = await must_coordinate(caller, programme_id)
    if programme.closed:
        raise ProgrammeClosed
    round_id, by = caller.new_id("round"), caller.person
    return round_view(await ask(caller.store, caller.cause, round_id, programme, origin="coordinator", asked_by=by))


@router.get("/rounds")
async def rounds(programme: str, caller: Coordinator) -> list[RoundView]:
    """A programme's rounds, the oldest first, without their pairs."""
    await must_coordinate(caller, programme)
    found = await caller.find(Rounds, {"programme_id": programme}, sort="asked_at")
    return [round_view(each, whole=False) for each in found]


@router.get("/rounds/{round_id}")
async def show(round_id: str, caller: Coordinator) -> RoundView:
    """The preview: pairs with their score and reasons, totals, certificate, shortages, who is left out and why."""
    return round_view(await _round(caller, round_id))


@router.put("/rounds/{round_id}/struck")
async def strike(round_id: str, form: PairsForm, caller: Coordinator) -> RoundView:
    """Leave these pairs out when the round is published, or solved again."""
    await _round(caller, round_id)
    return round_view(await caller.change(Rounds, round_id, partial(preview.strike, pair_ids=form.pair_ids)))


@router.put("/rounds/{round_id}/pinned")
async def pin(round_id: str, form: PairsForm, caller: Coordinator) -> RoundView:
    """Keep these pairs when the round is solved again."""
    await _round(caller, round_id)
    return round_view(await caller.change(Rounds, round_id, partial(preview.pin, pair_ids=form.pair_ids)))


@router.post("/rounds/{round_id}/again", status_code=202)
async def again(round_id: str, caller: Coordinator) -> RoundView:
    """Solve it again around what is pinned, without what is struck out; read it until its status is `solved`."""
    await _round(caller, round_id)
    return round_view(await caller.change(Rounds, round_id, preview.again))


@router.get("/rounds/{round_id}/explanations/{mentee}")
async def explain(round_id: str, mentee: EnrolmentId, caller: Coordinator) -> ExplanationView:
    """Why this mentee has this mentor and not a better one, and what a swap would cost all; or why nobody."""
    told = await explained(caller.store, await _round(caller, round_id), mentee, caller.network)
    if told is None:
        raise PreviewOutdated
    return ExplanationView(mentee=mentee, **told.model_dump())


@router.post("/rounds/{round_id}/publication", status_code=202)
async def publish(round_id: str, caller: Coordinator) -> RoundView:
    """Pairs go out as proposals within moments; those that are not possible any more are skipped, and say why."""
    await _round(caller, round_id)
    decide = partial(round.publish, by=caller.person or caller.identity.subject, channel=caller.channel)
    return round_view(await caller.change(Rounds, round_id, decide))


@router.post("/rounds/{round_id}/drop")
async def drop(round_id: str, caller: Coordinator) -> RoundView:
    """Nothing of it goes out."""
    await _round(caller, round_id)
    return round_view(await caller.change(Rounds, round_id, round.drop))


async def _round(caller: Caller, round_id: str) -> Round:
    found = await caller.get(Rounds, round_id)
    await must_coordinate(caller, found.programme_id)
    return found


@router.get("/programmes/{programme_id}/waiting")
async def waiting(programme_id: str, caller: Coordinator) -> list[WaitingView]:
    """Mentees who have no mentor and no proposal, the longest waiting first; a school's coordinator sees its own."""
    programme = await caller.get(Programmes, programme_id)
    now, limit = caller.now(), programme.policy.waiting_limit_days
    found = await caller.find(Candidates, {"programme_id": programme_id, "role": "mentee", "pair_id": None})
    mine = [each for each in found if coordinates(caller, programme_id, programme.owner, each.school)]
    views = [waiting_view(each, now, limit) for each in mine if each.in_pool(now)]
    return sorted(views, key=lambda view: (-view.waiting_days, view.enrolment_id))


@router.post("/candidates/{enrolment_id}/search")
async def seek_again(enrolment_id: str, caller: Coordinator) -> WaitingView:
    """Back in the pool, before others: for a mentee whose mentor left, or who changed their mind."""
    known = await caller.get(Candidates, enrolment_id)
    programme = await must_coordinate(caller, known.programme_id, known.school)
    if caller.person in (known.person_id, *known.guardians):
        raise Forbidden("Nobody decides their own case.")
    state = await caller.change(Candidates, enrolment_id, candidate.seek_again)
    return waiting_view(state, caller.now(), programme.policy.waiting_limit_days)
