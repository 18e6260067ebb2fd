"""Forgetting what a person said: texts go, pseudonymous facts stay."""

from datetime import datetime

from contracts.event import Event
from contracts.people import ProfileErased
from services.feedback.domain.check_in import CheckIn
from services.feedback.domain.follow_up import FollowUp, known


def forget(state: FollowUp | None, event: ProfileErased, now: datetime) -> tuple[FollowUp, list[Event]]:
    """Answers, feedback texts and reflections of this person are emptied."""
    follow_up = known(state)
    person = event.person_id
    emptied = {
        "check_ins": tuple(_emptied(each) if each.respondent == person else each for each in follow_up.check_ins),
        "ratings": tuple(
            each.model_copy(update={"text": ""}) if each.person == person else each for each in follow_up.ratings
        ),
        "reflections": tuple(
            each.model_copy(update={"text": "", "shared": False}) if each.person == person else each
            for each in follow_up.reflections
        ),
    }
    return follow_up.model_copy(update=emptied), []


def _emptied(check_in: CheckIn) -> CheckIn:
    """Nobody waits for an answer of somebody who is gone."""
    return check_in.model_copy(update={"answers": {}, "deadline": None})
