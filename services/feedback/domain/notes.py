"""What people say of their meetings and goals. The texts stay here."""

from datetime import datetime

from contracts.words import Voice
from services.feedback.domain.kept import Kept

LOW_RATING = 2


class Rating(Kept):
    """How a session was to one of them, 1 bad to 5 very good; the text is for coordinators only."""

    session_id: str
    person: str
    by: Voice
    rating: int
    text: str = ""
    at: datetime


class Progress(Kept):
    """Where a goal stands, by somebody's word."""

    goal_id: str
    progress: str
    by: Voice
    at: datetime


class Note(Kept):
    """A reflection; the other reads it only where it is shared."""

    reflection_id: str
    person: str
    by: Voice
    text: str
    shared: bool
    session_id: str | None = None
    goal_id: str | None = None
    at: datetime


def last_is_low(ratings: tuple[Rating, ...], by: str) -> bool:
    """Whether this side's last session was a bad one."""
    own = [each for each in ratings if each.by == by]
    return bool(own) and max(own, key=lambda each: each.at).rating <= LOW_RATING
