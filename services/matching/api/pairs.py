"""Pairs over HTTP: read, agree, pause, end, take an ending back, renew."""

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from chassis.auth import Forbidden
from chassis.caller import Caller, allow
from chassis.kind import Decide
from contracts.pairs import PairEnded
from contracts.words import AgreementTerms
from services.matching.api.access import coordinates_pair, pair_for, voice_in
from services.matching.api.pair_view import PairView, pair_view
from services.matching.api.proposals import WordForm, both_cleared
from services.matching.case import NotAvailable
from services.matching.domain import parting, pause, places, signing
from services.matching.domain.pair import Pair
from services.matching.store import Pairs, Places

router = APIRouter(tags=["pairs"])
Anyone = Annotated[Caller, allow("mentor", "mentee", "guardian", "coordinator")]
EndReason = Annotated[str, *PairEnded.model_fields["reason"].metadata]


class SignatureForm(WordForm):
    """`terms`: with the first signature, or to propose other terms; without them the current ones are signed.

    `for_school`: a coordinator signs for the mentee's school.
    """

    terms: AgreementTerms | None = None
    for_school: bool = False


class PauseForm(WordForm):
    back_on: date | None = Field(default=None, description="The day on which they mean to go on.")


class EndingForm(WordForm):
    reason: EndReason = "own-wish"
    rematch_wanted: bool = Field(default=False, description="Whether the mentee wants another mentor.")
    last_day: date | None = Field(default=None, description="Leaves time for a goodbye; absent, it ends now.")


class RenewalForm(WordForm):
    ends_on: date


@router.get("/pairs")
async def pairs(caller: Anyone, programme: str | None = None, status: str | None = None) -> list[PairView]:
    """Mine; or those of a programme that the caller coordinates."""
    if programme is None:
        return await _mine(caller)
    where = {"programme_id": programme} | ({"status": status} if status else {})
    found = await caller.find(Pairs, where, sort="proposed_at")
    return [pair_view(pair, coordinator=True) for pair in found if await coordinates_pair(caller, pair)]


async def _mine(caller: Caller) -> list[PairView]:
    found: dict[str, Pair] = {}
    for field in ("mentor.person_id", "mentee.person_id", "circumstances.guardians"):
        if caller.person:
            found |= {pair.pair_id: pair for pair in await caller.find(Pairs, {field: caller.person})}
    return [pair_view(pair, coordinator=False) for pair in found.values()]


@router.get("/pairs/{pair_id}")
async def pair(pair_id: str, caller: Anyone) -> PairView:
    return await _seen(caller, await pair_for(caller, pair_id))


@router.post("/pairs/{pair_id}/agreement/signature")
async def sign(pair_id: str, form: SignatureForm, caller: Anyone) -> PairView:
    """One signature; other terms than the current ones begin a new version, which all sign again."""
    state = await pair_for(caller, pair_id)
    by = await voice_in(caller, state)
    if by == "coordinator" and not form.for_school:
        raise Forbidden("Say for whom you sign: `Relais-On-Behalf`, or `for_school`.")
    by = "school" if by == "coordinator" else by
    return await _change(caller, pair_id, partial(signing.sign, by=by, terms=form.terms, occurred_at=form.occurred_at))


@router.post("/pairs/{pair_id}/pause")
async def stand_still(pair_id: str, form: PauseForm, caller: Anyone) -> PairView:
    """The pair keeps its place; sessions and check-ins wait."""
    by = await voice_in(caller, await pair_for(caller, pair_id))
    decide = partial(pause.pause, by=by, back_on=form.back_on, occurred_at=form.occurred_at)
    return await _change(caller, pair_id, decide)


@router.post("/pairs/{pair_id}/resumption")
async def go_on(pair_id: str, form: WordForm, caller: Anyone) -> PairView:
    """Whoever paused it is back. It goes on when no other reason is left."""
    by = await voice_in(caller, await pair_for(caller, pair_id))
    return await _change(caller, pair_id, partial(pause.resume, by=by, occurred_at=form.occurred_at))


@router.post("/pairs/{pair_id}/ending")
async def end(pair_id: str, form: EndingForm, caller: Anyone) -> PairView:
    """Either side may, without accusing: the other is told in neutral words; the reason is for coordinators."""
    by = await voice_in(caller, await pair_for(caller, pair_id))
    decide = partial(
        parting.end_early,
        by=by,
        reason=form.reason,
        rematch_wanted=form.rematch_wanted,
        last_day=form.last_day,
        occurred_at=form.occurred_at,
    )
    return await _change(caller, pair_id, decide)


@router.post("/pairs/{pair_id}/ending/undo")
async def undo(pair_id: str, form: WordForm, caller: Anyone) -> PairView:
    """A mistaken ending is taken back, within the programme's days of grace and while the place is free."""
    state = await pair_for(caller, pair_id)
    by = await voice_in(caller, state)
    if parting.undoable(state, caller.now(), by):
        if not await both_cleared(caller, state):
            raise NotAvailable
        take = partial(places.take_again, pair_id=pair_id, enrolment_id=state.mentor.enrolment_id)
        await caller.change(Places, state.mentor.person_id, take)
    return await _change(caller, pair_id, partial(parting.undo, by=by, occurred_at=form.occurred_at))


@router.post("/pairs/{pair_id}/renewal")
async def renew(pair_id: str, form: RenewalForm, caller: Annotated[Caller, allow("coordinator")]) -> PairView:
    """The two go on for longer than planned, as both told the coordinator."""
    state = await pair_for(caller, pair_id)
    if not await coordinates_pair(caller, state):
        raise Forbidden("Nobody decides their own case.")
    return await _change(caller, pair_id, partial(parting.renew, ends_on=form.ends_on, occurred_at=form.occurred_at))


async def _change(caller: Caller, pair_id: str, decide: Decide[Pair]) -> PairView:
    return await _seen(caller, await caller.change(Pairs, pair_id, decide))


async def _seen(caller: Caller, pair: Pair) -> PairView:
    return pair_view(pair, coordinator=await coordinates_pair(caller, pair))
