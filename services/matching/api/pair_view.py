"""What is shown of pairs, and to whom."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from contracts.words import AgreementTerms, Cadence, Competence, Goal, Reason
from services.matching.domain.pair import Pair
from services.matching.domain.profile import Profile
from services.matching.domain.signing import signers

NEUTRAL = {"declined": "not-taken-up", "expired": "not-taken-up", "withdrawn": "not-taken-up"}


class Stranger(BaseModel):
    """The other one, before both have accepted: nothing that names them."""

    role: str
    territory: str
    languages: tuple[str, ...]
    stage: str | None = None
    goals: tuple[Goal, ...] = ()
    offers: tuple[Competence, ...] = Field(default=(), description="A mentor's skills.")


class ProposalView(BaseModel):
    """A proposal, as one of the two sees it."""

    pair_id: str
    programme_id: str
    your_role: str
    status: str
    expires_at: datetime
    you_accepted: bool
    other: Stranger


class AgreementView(BaseModel):
    version: int
    terms: AgreementTerms | None
    signed: tuple[str, ...]
    missing: tuple[str, ...]
    in_force: bool


class Behind(BaseModel):
    """For coordinators only."""

    score: int
    reasons: tuple[Reason, ...]
    origin: str
    round_id: str | None
    accepted: tuple[str, ...]
    declined_by: str | None
    decline_reason: str | None
    pauses: tuple[str, ...]
    ended_by: str | None
    ending_reason: str | None
    rematch_wanted: bool | None
    priority: int


class PairView(BaseModel):
    """A pair. `mentor` and `mentee` are told to the two once both have accepted; `behind` to coordinators."""

    pair_id: str
    programme_id: str
    status: str
    mentor: str | None
    mentee: str | None
    expires_at: datetime
    starts_on: date | None
    ends_on: date | None
    cadence: Cadence
    modes: tuple[str, ...]
    referent: str | None
    deputy: str | None
    agreement: AgreementView
    undo_until: datetime | None
    behind: Behind | None = None


def proposal_view(pair: Pair, role: str, other: Profile | None) -> ProposalView:
    """As `role` sees it; what a mentee waits for and what a mentor gives."""
    seen = other or Profile(person_id="")
    known = pair.circumstances
    stranger = Stranger(
        role="mentor" if role == "mentee" else "mentee", territory=seen.territory, languages=seen.languages
    )
    shown = {"offers": seen.offers} if role == "mentee" else {"stage": known.stage, "goals": known.goals}
    return ProposalView(
        pair_id=pair.pair_id,
        programme_id=pair.programme_id,
        your_role=role,
        status="open",
        expires_at=pair.expires_at,
        you_accepted=role in pair.accepted,
        other=stranger.model_copy(update=shown),
    )


def pair_view(pair: Pair, *, coordinator: bool) -> PairView:
    known_to_each_other = coordinator or pair.starts_on is not None
    asked = signers(pair)
    ending = pair.ending
    return PairView(
        pair_id=pair.pair_id,
        programme_id=pair.programme_id,
        status=pair.standing if coordinator else NEUTRAL.get(pair.standing, pair.standing),
        mentor=pair.mentor.person_id if known_to_each_other else None,
        mentee=pair.mentee.person_id if known_to_each_other else None,
        expires_at=pair.expires_at,
        starts_on=pair.starts_on,
        ends_on=pair.ends_on,
        cadence=pair.circumstances.cadence,
        modes=pair.circumstances.modes,
        referent=pair.referent,
        deputy=pair.deputy,
        agreement=AgreementView(
            version=pair.agreement.version,
            terms=pair.agreement.terms,
            signed=pair.agreement.signed,
            missing=pair.agreement.missing(asked),
            in_force=pair.agreement.in_force is not None,
        ),
        undo_until=ending.undo_until if ending else None,
        behind=_behind(pair) if coordinator else None,
    )


def _behind(pair: Pair) -> Behind:
    by, reason = pair.decline or (None, None)
    ending = pair.ending
    return Behind(
        score=pair.score,
        reasons=pair.reasons,
        origin=pair.origin,
        round_id=pair.round_id,
        accepted=pair.accepted,
        declined_by=by,
        decline_reason=reason,
        pauses=tuple(sorted(set(pair.pauses.values()))),
        ended_by=ending.by if ending else None,
        ending_reason=ending.reason if ending else None,
        rematch_wanted=ending.rematch_wanted if ending else None,
        priority=pair.circumstances.priority,
    )
