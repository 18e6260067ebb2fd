"""Pairs that ran before the network did, over HTTP."""

from datetime import date, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from chassis.auth import Forbidden
from chassis.caller import Caller, allow
from contracts.words import AgreementTerms, Cadence
from services.matching.api.access import must_coordinate
from services.matching.api.pair_view import PairView, pair_view
from services.matching.api.proposals import ProposalForm
from services.matching.domain import running
from services.matching.domain.derived import derived
from services.matching.domain.pair import Decided, Pair
from services.matching.propose import Wanted, pair_up
from services.matching.store import Candidates

router = APIRouter(tags=["pairs"])
Support = Annotated[str, *AgreementTerms.model_fields["support"].metadata]


class RunningForm(ProposalForm):
    """Two who meet already. `signed_on` and `support`: where they signed on paper what they agreed."""

    starts_on: date = Field(description="Their first day.")
    ends_on: date = Field(description="Until when they mean to go on.")
    signed_on: date | None = None
    support: Support = "orientation"
    cadence: Cadence | None = Field(default=None, description="How often they meet; as the programme says if absent.")


@router.post("/pairs/running", status_code=201)
async def take_in(form: RunningForm, caller: Annotated[Caller, allow("coordinator")]) -> PairView:
    """Nothing is proposed, the place is taken, only what lies ahead is asked; the same two again change nothing."""
    mentee, mentor = await caller.get(Candidates, form.mentee), await caller.get(Candidates, form.mentor)
    await must_coordinate(caller, mentee.programme_id, mentee.school)
    if caller.person in (mentee.person_id, mentor.person_id, *mentee.guardians):
        raise Forbidden("Nobody decides their own case.")
    wanted = Wanted(derived("running", form.mentee, form.mentor), form.mentee, form.mentor, "import")
    pair = await pair_up(caller.store, wanted, caller.cause, partial(_take_in, form))
    return pair_view(pair, coordinator=True)


def _take_in(form: RunningForm, two: Pair, held_until: datetime | None, now: datetime) -> Decided:
    paper = running.Paper(_terms(form, two), form.signed_on) if form.signed_on else None
    return running.take_in(two, now, starts_on=form.starts_on, ends_on=form.ends_on, paper=paper)


def _terms(form: RunningForm, two: Pair) -> AgreementTerms:
    known = two.circumstances
    months = (form.ends_on.year - form.starts_on.year) * 12 + form.ends_on.month - form.starts_on.month
    return AgreementTerms(
        goals=known.goals,
        cadence=form.cadence or known.cadence,
        modes=known.modes,
        support=form.support,
        duration_months=min(60, max(1, months)),
    )
