"""A check-in: one moment, one respondent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from pydantic import Field

from contracts.policy import CheckInKind, QuestionSet
from contracts.words import Voice
from services.feedback.domain.kept import Kept
from services.feedback.domain.moments import Moment, question_set

ANSWER_DAYS = 7
Answers = dict[str, int | str]


class CheckIn(Kept):
    """`deadline` is when something follows: first a word to the respondent, then to the referent, then nothing."""

    check_in_id: str
    kind: CheckInKind
    key: str
    respondent: str
    role: Voice
    question_set: str
    version: int
    due_at: datetime
    deadline: datetime | None
    missed_deadlines: int = 0
    answered_at: datetime | None = None
    answers: Answers = Field(default_factory=dict)
    flags: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether an answer is still waited for."""
        return self.answered_at is None


def asked(
    pair_id: str, moment: Moment, whom: tuple[str, str], deadline: datetime, questions: Sequence[QuestionSet]
) -> CheckIn:
    """The check-in of one respondent; asking again makes the same one. `whom` is person and role."""
    person, role = whom
    name, version = question_set(questions, moment.kind, role)
    return CheckIn(
        check_in_id=uuid5(NAMESPACE_URL, f"{pair_id} {moment.key} {person}").hex,
        kind=moment.kind,
        key=moment.key,
        respondent=person,
        role=role,
        question_set=name,
        version=version,
        due_at=moment.at,
        deadline=deadline,
    )


def last_answered(check_ins: Sequence[CheckIn], person: str) -> CheckIn | None:
    """The newest check-in to which this person gave an answer."""
    answered = [each for each in check_ins if each.respondent == person and not each.open]
    return max(answered, key=lambda each: each.due_at, default=None)


def given_up(check_ins: Sequence[CheckIn], person: str) -> bool:
    """Whether both deadlines of a check-in passed and the person has answered none since."""
    last = last_answered(check_ins, person)
    return any(
        each.open and each.missed_deadlines > 1 and (last is None or each.due_at > last.due_at)
        for each in check_ins
        if each.respondent == person
    )
