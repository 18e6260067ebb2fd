"""The first part of a pair's life: proposed, accepted by one, formed; or declined, expired, withdrawn."""

from datetime import date, datetime

from chassis.errors import Refused
from contracts.event import Event
from contracts.pairs import PairAccepted, PairDeclined, PairExpired, PairFormed, PairProposed, PairWithdrawn
from contracts.school_time import after_open_days
from services.matching.domain.calendar_days import after_months, day_of
from services.matching.domain.pair import OPEN, Decided, NotInPair, Pair, told, when

BOTH = ("mentor", "mentee")


class ProposalOver(Refused):
    """This proposal is no longer open: a new one has to be made."""


class HoldLapsed(Refused):
    """The mentor's place was held too long ago: propose the two anew."""


def propose(two: Pair, now: datetime, *, held_until: datetime | None) -> Decided:
    """Propose two people to each other; the mentor's place is held already. Raises HoldLapsed."""
    if held_until and now >= held_until:
        raise HoldLapsed
    known = two.circumstances
    expires_at = after_open_days(now, known.validity_days, known.calendar)
    pair = two.model_copy(update={"proposed_at": now, "expires_at": expires_at})
    asks = tuple(ask for voice in BOTH for ask in pair.asked(voice, "accept", expires_at))
    event = told(
        pair,
        PairProposed,
        origin=pair.origin,
        round_id=pair.round_id,
        score=pair.score,
        reasons=pair.reasons,
        expires_at=expires_at,
        asks=asks,
    )
    return pair, [event]


def accept(state: Pair | None, now: datetime, *, by: str, occurred_at: datetime | None = None) -> Decided:
    """One of the two says yes; with the second yes they are a pair. Raises ProposalOver or NotInPair."""
    if state and by in state.accepted and state.status not in ("declined", "expired", "withdrawn"):
        return state, []
    state, at = _open(state, now), when(occurred_at, now)
    if by not in BOTH:
        raise NotInPair
    accepted = (*state.accepted, by)
    asks = tuple(
        ask for voice in BOTH if voice not in accepted for ask in state.asked(voice, "accept", state.expires_at)
    )
    yes = told(state, PairAccepted, by=by, occurred_at=at, asks=asks)
    if asks:
        return state.model_copy(update={"status": "accepted", "accepted": accepted}), [yes]
    starts_on = day_of(now, state.zone)
    ends_on = after_months(starts_on, state.circumstances.duration_months)
    two, event = formed(state.model_copy(update={"accepted": accepted}), starts_on, ends_on, at)
    return two, [yes, event]


def formed(state: Pair, starts_on: date, ends_on: date, occurred_at: datetime) -> tuple[Pair, Event]:
    """They are a pair from now on, for as long as is planned."""
    known = state.circumstances
    dates = {"starts_on": starts_on, "ends_on": ends_on}
    pair = state.model_copy(update={"status": "formed", **dates})
    event = told(
        state,
        PairFormed,
        origin=state.origin,
        round_id=state.round_id,
        referent=state.referent,
        deputy=state.deputy,
        occurred_at=occurred_at,
        waiting_days=known.waiting_days,
        territory=known.territory,
        priority=known.priority,
        stage=known.stage,
        minor=known.minor,
        guardians=known.guardians,
        school=known.school,
        calendar=known.calendar,
        cadence=known.cadence,
        modes=known.modes,
        goals=known.goals,
        duration_months=known.duration_months,
        asks=tuple(ask for voice in BOTH for ask in state.asked(voice, "book")),
        **dates,
    )
    return pair, event


def decline(state: Pair | None, now: datetime, *, by: str, reason: str, occurred_at: datetime | None = None) -> Decided:
    """One of the two, or a guardian, says no; the reason is for coordinators. Raises ProposalOver."""
    if state and state.status == "declined" and state.decline and state.decline[0] == by:
        return state, []
    state, at = _open(state, now), when(occurred_at, now)
    declined = state.model_copy(update={"status": "declined", "decline": (by, reason)})
    return declined, [told(state, PairDeclined, by=by, reason=reason, occurred_at=at)]


def withdraw(state: Pair | None, now: datetime, *, by: str, reason: str) -> Decided:
    """Take the proposal back. Raises ProposalOver."""
    if state and state.status == "withdrawn":
        return state, []
    state = _open(state, now)
    return withdrawn(state, by, reason)


def no_longer_possible(state: Pair | None, now: datetime) -> Decided:
    """One of the two may not be paired at present. Raises ProposalOver."""
    return withdrawn(_open(state, now), "clock", "suspended")


def withdrawn(state: Pair, by: str, reason: str) -> Decided:
    return state.model_copy(update={"status": "withdrawn"}), [told(state, PairWithdrawn, by=by, reason=reason)]


def expire(state: Pair, instant: datetime) -> Decided:
    silent = tuple(voice for voice in BOTH if voice not in state.accepted)
    return state.model_copy(update={"status": "expired"}), [told(state, PairExpired, silent=silent)]


def _open(state: Pair | None, now: datetime) -> Pair:
    if state is None or state.status not in OPEN or now >= state.expires_at:
        raise ProposalOver
    return state
