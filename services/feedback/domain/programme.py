"""What a programme asks, and who takes up its concerns."""

from datetime import datetime

from contracts.event import Event
from contracts.policy import QuestionSet
from contracts.programmes import ProgrammeFacts
from services.feedback.domain.kept import Kept


class Programme(Kept):
    """A projection of the programme's own events."""

    programme_id: str
    owner: str = ""
    question_sets: tuple[QuestionSet, ...] = ()
    safeguarding: tuple[str, ...] = ()


def noted(state: Programme | None, event: ProgrammeFacts, now: datetime) -> tuple[Programme, list[Event]]:
    """The facts as they are now; each event gives all of them."""
    return Programme(
        programme_id=event.programme_id,
        owner=event.owner,
        question_sets=event.policy.question_sets,
        safeguarding=event.safeguarding,
    ), []
