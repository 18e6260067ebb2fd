"""What the year must have shown is ticked off only when all of it was heard."""

from datetime import UTC, datetime
from typing import Any

from sample.play import stories
from sample.play.shown import Shown
from sample.play.stream import Heard

TWO = {"mentor": {"person_id": "m", "enrolment_id": "em"}, "mentee": {"person_id": "s", "enrolment_id": "es"}}
STREAMS = {"Enrolment": "profiles.enrolments.v1", "Pair": "matching.pairs.v1", "Concern": "feedback.concerns.v1"}


def heard(type: str, subject: str, **data: Any) -> Heard:
    stream = next(name for start, name in STREAMS.items() if type.startswith(start))
    return Heard(type=type, subject=subject, time=datetime(2026, 10, 1, tzinfo=UTC), stream=stream, data=data)


def after(*events: Heard) -> Shown:
    seen = Shown()
    for event in events:
        seen.hear(event, lambda person: person)
    return seen


def test_a_check_that_ran_out_counts_with_its_renewal_only() -> None:
    out = heard("EnrolmentSuspended", "em", person_id="m", reason="check")
    back = heard("EnrolmentResumed", "em", person_id="m")
    assert stories.CHECK in after(out).missing
    assert stories.CHECK not in after(out, back).missing
    assert stories.CHECK in after(heard("EnrolmentSuspended", "em", person_id="m", reason="consent"), back).missing


def test_a_severe_concern_counts_once_two_people_have_lifted_it() -> None:
    out = heard("EnrolmentSuspended", "em", person_id="m", reason="concern")
    lifted = heard("ConcernResolved", "c", lifted=True, lift=["m"])
    back = heard("EnrolmentResumed", "em", person_id="m")
    assert stories.SEVERE in after(out, back).missing
    assert stories.SEVERE not in after(out, lifted, back).missing


def test_a_rematch_is_the_same_student_with_another_mentor() -> None:
    parted = heard("PairEnded", "p1", **TWO, kind="early", rematch_wanted=True)
    again = heard("PairFormed", "p2", **TWO)
    assert stories.REMATCH in after(again).missing
    assert stories.REMATCH not in after(parted, again).missing


def test_a_silent_pair_counts_where_its_coordinator_helped() -> None:
    well = Heard(
        "PairBackOnTrack", "p1", datetime(2026, 10, 1, tzinfo=UTC), "feedback.followups.v1", {"settled": ["silent"]}
    )
    helped = Shown()
    helped.helped.add("p1")
    helped.hear(well, str)
    assert stories.SILENT in after(well).missing
    assert stories.SILENT not in helped.missing
