"""A round: one run of matching over a programme's pool, from the request to the proposals."""

from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from chassis.errors import Refused
from contracts.event import Event
from contracts.policy import Equity
from contracts.rounds import Certificate, RoundDropped, RoundPublished, RoundRequested, RoundSolved, Shortage, Totals
from contracts.words import Asks, Reason
from services.matching.domain import coarse
from services.matching.domain.equity_row import EquityRow

PREVIEW_KEPT = timedelta(days=60)
Decided = tuple["Round", list[Event]]


class NoPreview(Refused):
    """This round has no preview now: it is still being solved, or it is over."""


class Planned(BaseModel):
    """A pair of the preview. Solved again, what is `pinned` stays and what is `struck` is not found again.

    `skipped` says why it did not go out, once the round is published.
    """

    model_config = ConfigDict(frozen=True)

    pair_id: str
    mentee: str
    mentor: str
    score: int
    reasons: tuple[Reason, ...] = ()
    struck: bool = False
    pinned: bool = False
    skipped: str | None = None


class Publication(BaseModel):
    """Who wants the round published: the referent of pairs that have no other."""

    model_config = ConfigDict(frozen=True)

    by: str | None
    channel: str | None


class Round(BaseModel):
    """`due_at`: its process is to go on then. `barriers`: why mentees are left out, how many mentors by rule.

    `pinned` and `apart` (mentee, mentor) are what a coordinator made of earlier previews: solving heeds them.
    `before`: each mentee's mentor in the preview before this one.
    """

    model_config = ConfigDict(frozen=True)

    round_id: str
    programme_id: str
    origin: str
    equity: Equity
    asked_by: str | None = None
    status: Literal["requested", "solved", "published", "dropped"] = "requested"
    asked_at: datetime
    pairs: tuple[Planned, ...] = ()
    pinned: tuple[Planned, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    before: dict[str, str] = {}
    totals: Totals | None = None
    certificate: Certificate | None = None
    shortages: tuple[Shortage, ...] = ()
    barriers: dict[str, dict[str, int]] = {}
    policies: tuple[EquityRow, ...] = ()
    drops_at: datetime | None = None
    publication: Publication | None = None
    due_at: datetime | None = None

    def moved(self) -> tuple[str, ...]:
        """Mentees who have another mentor than in the preview before, or one of the two only."""
        now = {pair.mentee: pair.mentor for pair in self.pairs}
        either = now.keys() | self.before.keys() if self.before else set()
        return tuple(sorted(mentee for mentee in either if now.get(mentee) != self.before.get(mentee)))

    def to_propose(self) -> tuple[Planned, ...]:
        return tuple(pair for pair in self.pairs if not pair.struck)


def request(
    state: Round | None,
    now: datetime,
    *,
    round_id: str,
    programme_id: str,
    origin: str,
    equity: Equity,
    asked_by: str | None,
) -> Decided:
    """Ask for a round; its process solves it."""
    if state is not None:
        return state, []
    asked = Round(
        round_id=round_id,
        programme_id=programme_id,
        origin=origin,
        equity=equity,
        asked_by=asked_by,
        asked_at=now,
        due_at=now,
    )
    return asked, [RoundRequested(round_id=round_id, programme_id=programme_id, origin=origin, equity=equity)]


def solved(
    state: Round,
    now: datetime,
    *,
    pairs: tuple[Planned, ...],
    totals: Totals,
    certificate: Certificate,
    shortages: tuple[Shortage, ...] = (),
    barriers: dict[str, dict[str, int]] | None = None,
    policies: tuple[EquityRow, ...] = (),
) -> Decided:
    """The preview is there. A plan that is not proved to be the best is not shown: the round is dropped."""
    if state.status != "requested":
        return state, []
    if not certificate.verified:
        return _dropped(state, now, "failed")
    if not totals.mentees or not totals.mentors:
        return _dropped(state, now, "empty-pool")
    drops_at = now + PREVIEW_KEPT
    asks = (Asks(whom=state.asked_by, role="coordinator", what="answer", until=drops_at),) if state.asked_by else ()
    told = {"totals": totals, "certificate": certificate, "shortages": shortages, "drops_at": drops_at}
    kept = {
        "status": "solved",
        "pairs": (*state.pinned, *pairs),
        "barriers": barriers or {},
        "due_at": drops_at,
        **told,
    }
    kept["policies"] = policies
    known = coarse.found(totals, certificate)
    public = told | {"totals": known[0], "certificate": known[1], "shortages": coarse.told(shortages, totals)}
    return state.model_copy(update=kept | told), [RoundSolved(**_ids(state), **public, asks=asks)]


def publish(state: Round | None, now: datetime, *, by: str | None, channel: str | None) -> Decided:
    """Send the preview out; its process does so pair by pair. Raises NoPreview."""
    if state and state.publication and state.status in ("solved", "published"):
        return state, []
    state = in_preview(state)
    return state.model_copy(update={"publication": Publication(by=by, channel=channel), "due_at": now}), []


def published(state: Round, now: datetime, *, skipped: dict[str, str]) -> Decided:
    """Every pair has gone out, or was skipped for the reason given."""
    if state.status != "solved":
        return state, []
    pairs = tuple(pair.model_copy(update={"skipped": skipped.get(pair.pair_id)}) for pair in state.pairs)
    out = state.model_copy(update={"status": "published", "pairs": pairs, "due_at": now})
    sent = len(out.to_propose()) - len(skipped)
    struck = sum(pair.struck for pair in pairs)
    wholes = (state.totals.mentees, state.totals.places) if state.totals else ()
    told = {"proposals": coarse.count(sent, len(pairs), *wholes), "struck": coarse.count(struck, len(pairs))}
    return out, [RoundPublished(**_ids(state), **told)]


def drop(state: Round | None, now: datetime) -> Decided:
    """A coordinator gives the round up. Raises NoPreview once it is being published, or is over."""
    if state is None or state.publication or state.status not in ("requested", "solved"):
        raise NoPreview
    return _dropped(state, now, "coordinator")


def outdated(state: Round, now: datetime, *, reason: str = "stale") -> Decided:
    """Nobody published it in time, or another round took its place."""
    if state.publication or state.status in ("published", "dropped"):
        return state, []
    return _dropped(state, now, reason)


def settled(state: Round, now: datetime) -> Decided:
    """Nothing is left to do for a round that is over."""
    over = state.status in ("published", "dropped")
    return (state.model_copy(update={"due_at": None}) if over else state), []


def in_preview(state: Round | None) -> Round:
    """Raises NoPreview."""
    if state is None or state.status != "solved" or state.publication:
        raise NoPreview
    return state


def _dropped(state: Round, now: datetime, reason: str) -> Decided:
    over = state.model_copy(update={"status": "dropped", "due_at": now})
    return over, [RoundDropped(**_ids(state), reason=reason)]


def _ids(state: Round) -> dict[str, Any]:
    return {"round_id": state.round_id, "programme_id": state.programme_id}
