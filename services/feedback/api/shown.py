"""A follow-up as different people see it."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel

from services.feedback.domain.check_in import Answers, CheckIn
from services.feedback.domain.follow_up import FollowUp, Meeting, Risk
from services.feedback.domain.health import SEEN_BY_ALL
from services.feedback.domain.notes import Note, Progress, Rating


class CheckInView(BaseModel):
    """`answer_by` is null where nothing follows any more."""

    pair_id: str
    check_in_id: str
    kind: str
    respondent: str
    role: str
    question_set: str
    version: int
    due_at: datetime
    answer_by: datetime | None
    overdue: bool
    answered_at: datetime | None
    answers: Answers
    flags: tuple[str, ...]

    @classmethod
    def of(cls, pair_id: str, check_in: CheckIn) -> Self:
        overdue = check_in.open and check_in.missed_deadlines > 0
        return cls(pair_id=pair_id, answer_by=check_in.deadline, overdue=overdue, **check_in.model_dump())


class FollowUpView(BaseModel):
    """The pair's own people see their own words, what was shared, and what all can see of its health."""

    pair_id: str
    programme_id: str
    mentor: str
    mentee: str
    referent: str | None
    phase: str
    ends_on: date
    last_met_at: datetime | None
    reasons: tuple[Risk, ...]
    meetings: tuple[Meeting, ...]
    check_ins: tuple[CheckInView, ...]
    feedback: tuple[Rating, ...]
    progress: tuple[Progress, ...]
    reflections: tuple[Note, ...]

    @classmethod
    def whole(cls, follow_up: FollowUp) -> Self:
        """For the coordinator: everything, except the reflections that somebody keeps to themselves."""
        last = follow_up.last_meeting
        return cls(
            pair_id=follow_up.pair_id,
            programme_id=follow_up.programme_id,
            mentor=follow_up.mentor.person_id,
            mentee=follow_up.mentee.person_id,
            referent=follow_up.referent,
            phase=follow_up.phase,
            ends_on=follow_up.ends_on,
            last_met_at=last and last.at,
            reasons=follow_up.risks,
            meetings=tuple(follow_up.meetings.values()),
            check_ins=tuple(CheckInView.of(follow_up.pair_id, each) for each in follow_up.check_ins),
            feedback=follow_up.ratings,
            progress=follow_up.progress,
            reflections=tuple(each for each in follow_up.reflections if each.shared),
        )

    @classmethod
    def to(cls, person: str, follow_up: FollowUp) -> Self:
        """For one of the pair's own people: never the answers of another."""
        whole = cls.whole(follow_up)
        return whole.model_copy(
            update={
                "reasons": tuple(each for each in whole.reasons if each.reason in SEEN_BY_ALL),
                "check_ins": tuple(each for each in whole.check_ins if each.respondent == person),
                "feedback": tuple(each for each in whole.feedback if each.person == person),
                "reflections": tuple(each for each in follow_up.reflections if each.shared or each.person == person),
            }
        )


class PairAtRiskView(BaseModel):
    """A pair that needs looking after, and why."""

    pair_id: str
    programme_id: str
    mentor: str
    mentee: str
    referent: str | None
    last_met_at: datetime | None
    reasons: tuple[Risk, ...]

    @classmethod
    def of(cls, follow_up: FollowUp) -> Self:
        whole = FollowUpView.whole(follow_up)
        return cls(**whole.model_dump(include=set(cls.model_fields)))
