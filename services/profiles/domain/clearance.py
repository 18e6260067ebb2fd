"""Clearing somebody, keeping it up, and its end: steps, consents, birthdays and expiry weighed together."""

from collections.abc import Sequence
from datetime import datetime

from chassis.errors import Refused
from contracts.enrolments import (
    ClearanceExpiring,
    EnrolmentChanged,
    EnrolmentCleared,
    EnrolmentResumed,
    EnrolmentSuspended,
)
from contracts.event import Event
from contracts.words import Asks
from services.profiles.domain import consent
from services.profiles.domain.birthday import day_of
from services.profiles.domain.enrolment import WARNINGS, Enrolment, Halt, aged, going, identity
from services.profiles.domain.halt import back
from services.profiles.domain.occurred import not_later
from services.profiles.domain.vetting import Demands, Step, holds_until, missing, run_out, with_step


class NotVettedYet(Refused):
    """Steps of the vetting are missing."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(f"Not done, or no longer valid: {', '.join(kinds)}. Record them first.")


def record(state: Enrolment | None, step: Step, demands: Demands, now: datetime) -> tuple[Enrolment, list[Event]]:
    """A step was done. For somebody cleared before it is a renewal: it counts at once."""
    before = going(state)
    not_later(step.done_on, demands.zone, now)
    after = _in_vetting(before, demands, now)
    return weighed(before, after.model_copy(update={"steps": with_step(after.steps, step)}), now)


def say(
    state: Enrolment | None, words: Sequence[consent.Word], demands: Demands, now: datetime
) -> tuple[Enrolment, list[Event]]:
    """Somebody agreed, withdrew or objected. Raises NotTheirsToSay."""
    before = going(state)
    if any(word.by not in (before.person_id, *before.parents) for word in words):
        raise consent.NotTheirsToSay
    for word in words:
        not_later(word.said_on, demands.zone, now)
    after = _in_vetting(before, demands, now)
    return weighed(before, after.model_copy(update={"words": consent.said(after.words, words)}), now)


def clear(state: Enrolment | None, demands: Demands, now: datetime) -> tuple[Enrolment, list[Event]]:
    """Raises NotVettedYet."""
    before = going(state)
    after = _in_vetting(before, demands, now)
    if lacking := _missing(after, now):
        raise NotVettedYet(lacking)
    return weighed(before, after.model_copy(update={"phase": "cleared"}), now)


def due(state: Enrolment, instant: datetime) -> tuple[Enrolment, list[Event]]:
    """Birthdays that matter, the warnings, and the end of the clearance."""
    happening = {moment for at, moment in state.moments() if at == instant}
    if "birthday" in happening:
        after, events = weighed(state, aged(state, instant), instant)
        return after, [_confirmed(state, after, each) for each in events]
    if "warning" in happening:
        return _warned(state, instant)
    return _halted(state, "check")


def _confirmed(before: Enrolment, after: Enrolment, event: Event) -> Event:
    """Whoever comes of age is asked to confirm what was agreed before; it holds meanwhile."""
    of_age = before.minor and not after.minor and after.demands.consent
    if not of_age or not isinstance(event, EnrolmentChanged | EnrolmentResumed):
        return event
    asks = (Asks(whom=after.person_id, role=after.role, what="confirm"),)
    return event.model_copy(update={"asks": asks})


def _in_vetting(state: Enrolment, demands: Demands, now: datetime) -> Enrolment:
    phase = "in-vetting" if state.phase == "asked" else state.phase
    return aged(state.model_copy(update={"demands": demands, "phase": phase}), now)


def _missing(state: Enrolment, now: datetime) -> tuple[str, ...]:
    day = day_of(now, state.demands.zone)
    return missing(state.demands, state.steps, agreed=state.agreed_to("participation"), day=day)


def weighed(before: Enrolment, after: Enrolment, now: datetime) -> tuple[Enrolment, list[Event]]:
    """What follows for a clearance from a step, a word, a birthday, or a birth date that was not known."""
    if after.phase != "cleared":
        return back(before, after)
    after = _with_checks(before, after, now)
    agreed = after.agreed_to("participation") or (not after.demands.consent and not _refuses(after))
    if not agreed and "consent" not in after.halts:
        return _halted(after, "consent")
    if agreed:
        after = _without(after, "consent")
    if after.state == before.state == "cleared" and after.cleared_until == before.cleared_until:
        return back(before, after)
    if before.state in ("suspended", "paused") or after.state != "cleared":
        return back(before, after)
    return after, [EnrolmentCleared.model_validate(after, from_attributes=True)]


def _with_checks(before: Enrolment, after: Enrolment, now: datetime) -> Enrolment:
    """The end anew where all steps hold; a clearance is never shortened by a policy, only not prolonged."""
    lacking = [kind for kind in _missing(after, now) if kind != "consent"]
    until = holds_until(after.demands, after.steps)
    if lacking or until == before.cleared_until:
        return after
    left = (until - now).days
    warned = tuple(days for days in WARNINGS if days > left)
    return _without(after.model_copy(update={"cleared_until": until, "warned": warned}), "check")


def _refuses(state: Enrolment) -> bool:
    return any(word.purpose == "participation" and word.says != "yes" for word in state.words)


def _without(state: Enrolment, reason: Halt) -> Enrolment:
    return state.model_copy(update={"halts": tuple(each for each in state.halts if each != reason)})


def _halted(state: Enrolment, reason: Halt) -> tuple[Enrolment, list[Event]]:
    halted = state.model_copy(update={"halts": (*state.halts, reason)})
    return halted, [EnrolmentSuspended(**identity(state), reason=reason)]


def _warned(state: Enrolment, instant: datetime) -> tuple[Enrolment, list[Event]]:
    assert state.cleared_until
    days = (state.cleared_until - instant).days
    asks = (Asks(whom=state.person_id, role=state.role, what="renew", until=state.cleared_until),)
    warning = ClearanceExpiring(
        **identity(state),
        cleared_until=state.cleared_until,
        days_left=days,
        renew=run_out(state.demands, state.steps, state.cleared_until),
        asks=asks,
    )
    return state.model_copy(update={"warned": (*state.warned, days)}), [warning]
