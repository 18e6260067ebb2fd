"""What coordinators are shown of rounds, and of who waits."""

from datetime import datetime

from pydantic import BaseModel, Field

from contracts.rounds import Certificate, Shortage, Totals
from contracts.words import Reason
from services.matching.domain.candidate import Candidate
from services.matching.domain.equity_row import EquityRow
from services.matching.domain.round import Round


class PlannedView(BaseModel):
    pair_id: str
    mentee: str = Field(description="Enrolment of the mentee.")
    mentor: str = Field(description="Enrolment of the mentor.")
    score: int
    reasons: tuple[Reason, ...]
    struck: bool
    pinned: bool
    skipped: str | None = Field(description="Why it did not go out with the others.")


class RoundView(BaseModel):
    """A round, for coordinators. `barriers`: for each mentee left out, how many mentors each rule removed."""

    round_id: str
    programme_id: str
    status: str
    publishing: bool
    origin: str
    equity: str
    asked_at: datetime
    drops_at: datetime | None
    totals: Totals | None
    certificate: Certificate | None
    shortages: tuple[Shortage, ...]
    pairs: tuple[PlannedView, ...]
    barriers: dict[str, dict[str, int]]
    moved: tuple[str, ...] = Field(description="Mentees whose mentor is another than in the preview before this one.")
    policies: tuple[EquityRow, ...] = Field(description="What each policy gives and costs on this pool, side by side.")


class ExplanationView(BaseModel):
    """Why these two, or why nobody: sentences by language. `others`: what the two themselves may read."""

    mentee: str = Field(description="Enrolment of the mentee.")
    mentor: str | None = Field(description="Enrolment of the mentor; null for a mentee left out.")
    coordinator: dict[str, list[str]]
    others: dict[str, list[str]]


class WaitingView(BaseModel):
    """A mentee without a mentor."""

    enrolment_id: str
    person_id: str
    school: str | None
    priority: int
    rematch: bool
    waiting_days: int
    beyond_limit: bool


def round_view(state: Round, *, whole: bool = True) -> RoundView:
    """`whole` False leaves the pairs out, for lists."""
    return RoundView(
        round_id=state.round_id,
        programme_id=state.programme_id,
        status=state.status,
        publishing=state.publication is not None and state.status == "solved",
        origin=state.origin,
        equity=state.equity.rule,
        asked_at=state.asked_at,
        drops_at=state.drops_at,
        totals=state.totals,
        certificate=state.certificate,
        shortages=state.shortages,
        pairs=tuple(PlannedView(**pair.model_dump()) for pair in state.pairs) if whole else (),
        barriers=state.barriers if whole else {},
        moved=state.moved() if whole else (),
        policies=state.policies if whole else (),
    )


def waiting_view(each: Candidate, now: datetime, limit_days: int) -> WaitingView:
    return WaitingView(
        enrolment_id=each.enrolment_id,
        person_id=each.person_id,
        school=each.school,
        priority=each.priority,
        rematch=each.rematch,
        waiting_days=each.waiting_days(now),
        beyond_limit=each.waiting_days(now) >= limit_days,
    )
