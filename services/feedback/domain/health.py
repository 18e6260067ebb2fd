"""Whether a pair needs looking after: reasons, never a number."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from contracts.event import Event
from contracts.followups import PairAtRisk, PairBackOnTrack
from services.feedback.domain.check_in import given_up, last_answered
from services.feedback.domain.follow_up import FollowUp, Risk
from services.feedback.domain.notes import last_is_low

MISSED_IN_A_ROW = 2
SAID_IN_FLAGS = ("not-at-ease", "goals-off-track")
SEEN_BY_ALL = ("no-first-meeting", "silent", "missed-sessions", "agreement-missing")


def reasons(follow_up: FollowUp) -> tuple[str, ...]:
    """All reasons that hold now."""
    return tuple(sorted(set(_reasons(follow_up))))


def _reasons(follow_up: FollowUp) -> Iterator[str]:
    if follow_up.absence:
        yield follow_up.absence
    if follow_up.agreement_missing:
        yield "agreement-missing"
    if _misses_sessions(follow_up):
        yield "missed-sessions"
    if any(last_is_low(follow_up.ratings, side) for side in ("mentor", "mentee")):
        yield "low-feedback"
    for person, _ in follow_up.respondents:
        if given_up(follow_up.check_ins, person):
            yield "missed-check-ins"
        last = last_answered(follow_up.check_ins, person)
        yield from (flag for flag in SAID_IN_FLAGS if last and flag in last.flags)


def _misses_sessions(follow_up: FollowUp) -> bool:
    newest = sorted(follow_up.meetings.values(), key=lambda each: each.at)[-MISSED_IN_A_ROW:]
    return len(newest) == MISSED_IN_A_ROW and not any(each.held for each in newest)


def noted(follow_up: FollowUp, events: Sequence[Event], instant: datetime) -> tuple[FollowUp, list[Event]]:
    """The follow-up with the reasons that hold now, and what is told of those that came or went."""
    if follow_up.phase == "ended":
        return follow_up, list(events)
    told, now = {risk.reason: risk for risk in follow_up.risks}, reasons(follow_up)
    risks = tuple(told.get(reason) or Risk(reason=reason, since=instant) for reason in now)
    changes: list[Event] = []
    about = {"pair_id": follow_up.pair_id, "programme_id": follow_up.programme_id}
    if settled := tuple(reason for reason in told if reason not in now):
        changes.append(PairBackOnTrack(**about, settled=settled))
    if not told.keys() >= set(now):
        changes.append(PairAtRisk(**about, reasons=now, asks=follow_up.asks_referent()))
    return follow_up.model_copy(update={"risks": risks}), [*events, *changes]
