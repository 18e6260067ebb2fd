"""The pair's life, as its follow-up lives it: formed, paused, renewed, ended."""

from datetime import UTC, date, datetime

from contracts.enrolments import EnrolmentFacts
from contracts.event import Event
from contracts.pairs import (
    AgreementMissing,
    AgreementSigned,
    PairEnded,
    PairEnding,
    PairFormed,
    PairPaused,
    PairRenewed,
    PairResumed,
    ReferentChanged,
    SchoolChanged,
)
from services.feedback.domain.check_in import ANSWER_DAYS, CheckIn
from services.feedback.domain.follow_up import FIRST_MEETING_DAYS, FollowUp, known, meeting_deadline
from services.feedback.domain.health import noted
from services.feedback.domain.moments import Moment, nine_o_clock, plan
from services.feedback.domain.open_days import Pause, after

Decided = tuple[FollowUp, list[Event]]


def begin(state: FollowUp | None, event: PairFormed, now: datetime) -> Decided:
    """Plan what will be asked. What lay before the pair formed, as in an imported one, is not asked any more."""
    moments = plan(event.starts_on, event.ends_on, event.calendar)
    guardians = event.guardians if event.minor else ()
    begins_at = max(event.occurred_at, nine_o_clock(event.starts_on, event.calendar).astimezone(UTC))
    return FollowUp(
        pair_id=event.pair_id,
        programme_id=event.programme_id,
        mentor=event.mentor,
        mentee=event.mentee,
        guardians=guardians,
        people=(event.mentor.person_id, event.mentee.person_id, *guardians),
        school=event.school,
        calendar=event.calendar,
        referent=event.referent,
        cadence=event.cadence,
        goals=tuple(goal.goal_id for goal in event.goals),
        begins_at=begins_at,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        moments=tuple(moment for moment in moments if moment.at > event.occurred_at),
        meet_by=after(begins_at, FIRST_MEETING_DAYS, event.calendar),
    ), []


def pause(state: FollowUp | None, event: PairPaused, now: datetime) -> Decided:
    """Nothing falls due until the pair goes on."""
    follow_up = known(state)
    if follow_up.phase != "running":
        return follow_up, []
    return _stand_still(follow_up, "paused", event.occurred_at), []


def resume(state: FollowUp | None, event: PairResumed, now: datetime) -> Decided:
    """All that is still to come moves by the open days of the pause."""
    follow_up = known(state)
    if follow_up.phase == "running":
        return _until(follow_up, event.ends_on, event.occurred_at), []
    stopped = follow_up.pauses[-1].since
    pauses = (*follow_up.pauses[:-1], Pause(since=stopped, until=max(stopped, event.occurred_at)))
    running = follow_up.model_copy(update={"phase": "running", "pauses": pauses})
    moved = {
        "check_ins": tuple(_moved(running, each) for each in running.check_ins),
        "meet_by": meeting_deadline(running),
    }
    return noted(_until(running.model_copy(update=moved), event.ends_on, stopped), [], now)


def renew(state: FollowUp | None, event: PairRenewed | PairEnding, now: datetime) -> Decided:
    """Another end: the moments that hang on it move."""
    return _until(known(state), event.ends_on, event.occurred_at), []


def end(state: FollowUp | None, event: PairEnded, now: datetime) -> Decided:
    """Nothing falls due any more, except the last question of a planned ending."""
    follow_up = known(state)
    if follow_up.phase == "ended":
        return follow_up, []
    goodbye = Moment(kind="end", key=f"end-{follow_up.ends_on}", at=event.occurred_at)
    asked = event.kind != "planned" or any(each.key == goodbye.key for each in follow_up.check_ins)
    ended = _stand_still(follow_up, "ended", event.occurred_at)
    return ended.model_copy(update={"moments": () if asked else (goodbye,)}), []


def refer(state: FollowUp | None, event: ReferentChanged, now: datetime) -> tuple[FollowUp | None, list[Event]]:
    """Escalations go to somebody else from now on; of a proposal there are none, and PairFormed names who answers."""
    return state and state.model_copy(update={"referent": event.referent}), []


def change_school(state: FollowUp | None, event: SchoolChanged, now: datetime) -> tuple[FollowUp | None, list[Event]]:
    """Another school's coordinators read from now on, and its holidays count for all that is still to come."""
    if state is None:
        return None, []  # a proposal: what has not formed waits for nothing
    changed = {"school": event.school, "calendar": event.calendar, "referent": event.referent}
    follow_up = state.model_copy(update=changed)
    return noted(follow_up.model_copy(update={"meet_by": meeting_deadline(follow_up)}), [], now)


def agree(state: FollowUp | None, event: AgreementSigned, now: datetime) -> Decided:
    """What they agreed holds once everybody has signed."""
    follow_up = known(state)
    if not event.complete:
        return follow_up, []
    goals = (*follow_up.goals, *(goal.goal_id for goal in event.terms.goals))
    agreed = {"cadence": event.terms.cadence, "goals": tuple(dict.fromkeys(goals)), "agreement_missing": False}
    follow_up = follow_up.model_copy(update=agreed)
    return noted(follow_up.model_copy(update={"meet_by": meeting_deadline(follow_up)}), [], now)


def miss_agreement(state: FollowUp | None, event: AgreementMissing, now: datetime) -> Decided:
    """The agreement was to be signed by the second meeting."""
    return noted(known(state).model_copy(update={"agreement_missing": True}), [], now)


def change_guardians(state: FollowUp | None, event: EnrolmentFacts, now: datetime) -> Decided:
    """A guardian's part ends on the 18th birthday; what they said is still theirs to have erased."""
    follow_up = known(state)
    guardians = event.guardians if event.minor else ()
    people = tuple(dict.fromkeys((*follow_up.people, *guardians)))
    check_ins = tuple(
        each.model_copy(update={"deadline": None})
        if each.respondent in set(follow_up.guardians) - set(guardians)
        else each
        for each in follow_up.check_ins
    )
    changed = {"guardians": guardians, "people": people, "check_ins": check_ins}
    return noted(follow_up.model_copy(update=changed), [], now)


def _stand_still(follow_up: FollowUp, phase: str, since: datetime) -> FollowUp:
    going = follow_up.phase == "running"
    pauses = (*follow_up.pauses, Pause(since=since)) if going else follow_up.pauses
    return follow_up.model_copy(update={"phase": phase, "pauses": pauses})


def _moved(follow_up: FollowUp, check_in: CheckIn) -> CheckIn:
    if check_in.deadline is None:
        return check_in
    days = ANSWER_DAYS * (check_in.missed_deadlines + 1)
    return check_in.model_copy(update={"deadline": follow_up.later(check_in.due_at, days)})


def _until(follow_up: FollowUp, ends_on: date, since: datetime) -> FollowUp:
    """Planned anew from `since`; a moment that was missed before is still raised."""
    missed = tuple(each for each in follow_up.moments if each.at <= since)
    keys = {each.key for each in follow_up.check_ins} | {each.key for each in missed}
    planned = plan(follow_up.starts_on, ends_on, follow_up.calendar, follow_up.pauses)
    fresh = tuple(each for each in planned if each.at > since and each.key not in keys)
    return follow_up.model_copy(update={"ends_on": ends_on, "moments": (*missed, *fresh)})
