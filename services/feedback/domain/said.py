"""What the two and a guardian say: answers, feedback, goals, reflections. The texts stay with the follow-up."""

from datetime import datetime

from chassis.errors import NotFound, Refused
from contracts.event import Event
from contracts.followups import CheckInAnswered, FeedbackGiven, GoalProgressed, ReflectionShared
from services.feedback.domain.check_in import Answers, CheckIn
from services.feedback.domain.due import about
from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.health import noted
from services.feedback.domain.kept import Kept
from services.feedback.domain.notes import Note, Progress, Rating

MOST_WORDS = 1000
Decided = tuple[FollowUp, list[Event]]


class Answer(Kept):
    """A respondent's answers; `flags` say what they call for."""

    check_in_id: str
    person: str
    answers: Answers
    flags: tuple[str, ...] = ()
    at: datetime


class AlreadyAnswered(Refused):
    """This check-in has its answer: tell your coordinator if it is not right."""


class AlreadyRated(Refused):
    """This person has said how that session was: one word a session and person."""


class NotHeld(Refused):
    """That session did not take place: have it corrected first, then say how it was."""


class NotHappenedYet(Refused):
    """That day has not come yet: give the day on which it happened."""


class NotForGuardians(Refused):
    """Sessions, goals and reflections are the two's own: a guardian answers check-ins and raises concerns."""


class EnoughSaid(Refused):
    """So much has been written about this pair that no more can be kept: talk to the coordinator."""


def answer(state: FollowUp | None, word: Answer, now: datetime) -> Decided:
    """One answer a check-in; older ones of the same person are waited for no longer."""
    follow_up = _open_to(state, word.person, word.at, now)
    check_in = _own(follow_up, word.check_in_id, word.person)
    if not check_in.open:
        raise AlreadyAnswered
    answered = check_in.model_copy(
        update={"answered_at": word.at, "answers": word.answers, "flags": word.flags, "deadline": None}
    )
    check_ins = tuple(answered if each is check_in else _let_go(each, check_in) for each in follow_up.check_ins)
    event = CheckInAnswered(**about(follow_up, check_in), flags=word.flags, occurred_at=word.at)
    return noted(follow_up.model_copy(update={"check_ins": check_ins}), [event], now)


def rate(state: FollowUp | None, rating: Rating, now: datetime) -> Decided:
    """How a session was. It may be said before we hear that the session was held."""
    follow_up = _open_to(state, rating.person, rating.at, now)
    meeting = follow_up.meetings.get(rating.session_id)
    if meeting and not meeting.held:
        raise NotHeld
    if any((each.session_id, each.person) == (rating.session_id, rating.person) for each in follow_up.ratings):
        raise AlreadyRated
    event = FeedbackGiven(
        **_pair(follow_up), session_id=rating.session_id, by=rating.by, rating=rating.rating, occurred_at=rating.at
    )
    return noted(follow_up.model_copy(update={"ratings": (*follow_up.ratings, rating)}), [event], now)


def progress(state: FollowUp | None, by: str, word: Progress, now: datetime) -> Decided:
    """Where a goal stands now. Raises NotFound for a goal that the pair does not have."""
    follow_up = _open_to(state, by, word.at, now)
    if word.goal_id not in follow_up.goals:
        raise NotFound("The pair has no such goal.")
    event = GoalProgressed(
        **_pair(follow_up), goal_id=word.goal_id, progress=word.progress, by=word.by, occurred_at=word.at
    )
    return follow_up.model_copy(update={"progress": (*follow_up.progress, word)}), [event]


def reflect(state: FollowUp | None, note: Note, now: datetime) -> Decided:
    """A reflection that is kept to oneself is told to nobody."""
    follow_up = _open_to(state, note.person, note.at, now)
    event = ReflectionShared(
        **_pair(follow_up),
        reflection_id=note.reflection_id,
        by=note.by,
        session_id=note.session_id,
        goal_id=note.goal_id,
        occurred_at=note.at,
    )
    kept = follow_up.model_copy(update={"reflections": (*follow_up.reflections, note)})
    return kept, [event] if note.shared else []


def _open_to(state: FollowUp | None, person: str, at: datetime, now: datetime) -> FollowUp:
    if state is None or state.voice_of(person) is None:
        raise NotFound("There is no such thing here.")
    if at > now:
        raise NotHappenedYet
    if len(state.ratings) + len(state.progress) + len(state.reflections) >= MOST_WORDS:
        raise EnoughSaid
    return state


def _own(follow_up: FollowUp, check_in_id: str, person: str) -> CheckIn:
    for each in follow_up.check_ins:
        if (each.check_in_id, each.respondent) == (check_in_id, person):
            return each
    raise NotFound("There is no such thing here.")


def _let_go(each: CheckIn, answered: CheckIn) -> CheckIn:
    older = each.respondent == answered.respondent and each.due_at < answered.due_at
    return each.model_copy(update={"deadline": None}) if older and each.open else each


def _pair(follow_up: FollowUp) -> dict[str, str]:
    return {"pair_id": follow_up.pair_id, "programme_id": follow_up.programme_id}
