"""What the clock brings: check-ins to ask, answers that did not come, meetings that did not take place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from contracts.event import Event
from contracts.followups import CheckInDue, CheckInEvent, CheckInOverdue, FirstMeetingMissing, PairSilent
from contracts.policy import QuestionSet
from contracts.words import Asks
from services.feedback.domain.check_in import ANSWER_DAYS, CheckIn, asked
from services.feedback.domain.follow_up import FollowUp, known
from services.feedback.domain.health import noted
from services.feedback.domain.moments import WEEK
from services.feedback.domain.open_days import between

AT_ONCE = 50
Questions = Sequence[QuestionSet]
Decided = tuple[FollowUp, list[Event]]


def catch_up(state: FollowUp | None, now: datetime, questions: Questions) -> Decided:
    """Everything that is due by now, the oldest first; what is too much for once stays due."""
    follow_up, events = known(state), list[Event]()
    while follow_up.due_at and follow_up.due_at <= now and len(events) < AT_ONCE:
        follow_up, more = due(follow_up, follow_up.due_at, questions)
        events += more
    return follow_up, events


def due(state: FollowUp, instant: datetime, questions: Questions = ()) -> Decided:
    """What is due at this instant."""
    state, asking = _ask(state, instant, questions)
    state, waiting = _miss_answers(state, instant)
    state, missing = _miss_meeting(state, instant)
    return noted(state, [*asking, *waiting, *missing], instant)


def about(state: FollowUp, check_in: CheckIn) -> dict[str, Any]:
    """The fields that every event of a check-in has."""
    mine = state.model_dump() | check_in.model_dump()
    return {name: mine[name] for name in CheckInEvent.model_fields}


def _ask(state: FollowUp, instant: datetime, questions: Questions) -> Decided:
    check_ins: list[CheckIn] = []
    for moment in (each for each in state.moments if each.at <= instant):
        deadline = state.later(moment.at, ANSWER_DAYS)
        check_ins += [asked(state.pair_id, moment, whom, deadline, questions) for whom in state.respondents]
    left = tuple(each for each in state.moments if each.at > instant)
    events: list[Event] = [
        CheckInDue(**about(state, each), due_at=each.due_at, asks=(_answer(each, each.deadline),)) for each in check_ins
    ]
    return state.model_copy(update={"check_ins": (*state.check_ins, *check_ins), "moments": left}), events


def _miss_answers(state: FollowUp, instant: datetime) -> Decided:
    if state.phase != "running":
        return state, []
    check_ins, events = [], list[Event]()
    for each in state.check_ins:
        if not (each.open and each.deadline and each.deadline <= instant):
            check_ins.append(each)
            continue
        escalated = each.missed_deadlines > 0
        asks = state.asks_referent() if escalated else (_answer(each, None),)
        events.append(CheckInOverdue(**about(state, each), due_at=each.deadline, escalated=escalated, asks=asks))
        check_ins.append(_missed(state, each))
    return state.model_copy(update={"check_ins": tuple(check_ins)}), events


def _missed(state: FollowUp, check_in: CheckIn) -> CheckIn:
    missed = check_in.missed_deadlines + 1
    deadline = state.later(check_in.due_at, 2 * ANSWER_DAYS) if missed == 1 else None
    return check_in.model_copy(update={"missed_deadlines": missed, "deadline": deadline})


def _answer(check_in: CheckIn, until: datetime | None) -> Asks:
    return Asks(whom=check_in.respondent, role=check_in.role, what="answer", until=until)


def _miss_meeting(state: FollowUp, instant: datetime) -> Decided:
    if state.phase != "running" or state.absence or state.meet_by > instant:
        return state, []
    last = state.last_meeting
    since = last.at if last else state.begins_at
    weeks = between(since, instant, state.calendar, state.pauses) // WEEK
    facts = {"pair_id": state.pair_id, "programme_id": state.programme_id, "due_at": state.meet_by, "open_weeks": weeks}
    if last is None:
        event: Event = FirstMeetingMissing(**facts, asks=state.asks_referent())
        return state.model_copy(update={"absence": "no-first-meeting"}), [event]
    event = PairSilent(**facts, last_met_at=last.at, asks=state.asks_referent())
    return state.model_copy(update={"absence": "silent"}), [event]
