"""One person in several programmes and roles, school year after school year."""

from services.profiles.domain import clearance, enrolment
from services.profiles.domain.enrolment import Wish
from tests.services.profiles.made import NOW, asked, cleared_mentor, cleared_minor, names

RISEN = Wish(stage="upper-secondary")


def test_somebody_may_be_a_mentee_at_work_and_a_mentor_at_school_and_each_of_them_once():
    mentor, mentee = asked(), asked("mentee").model_copy(update={"programme_id": "at-work"})
    assert not set(enrolment.keys(mentor)) & set(enrolment.keys(mentee))
    assert enrolment.keys(mentor) == enrolment.keys(asked())


def test_a_clearance_is_that_of_one_enrolment():
    mentee, mentor = cleared_minor(), asked()
    assert (mentee.state, mentor.state) == ("cleared", "asked")


def test_in_september_the_stage_that_the_school_tells_rises_and_the_clearance_stays():
    before = cleared_minor()
    risen, events = enrolment.amend(before, RISEN, NOW)
    assert (names(events), events[0].stage) == (["EnrolmentChanged"], "upper-secondary")
    assert (risen.state, risen.cleared_until) == (before.state, before.cleared_until)


def test_how_somebody_came_is_told_from_the_first_event():
    new = asked().model_copy(update={"source": "campaign", "referred_by": "autumn"})
    _, events = enrolment.ask(new, NOW)
    assert (events[0].source, events[0].referred_by) == ("campaign", "autumn")


def test_why_a_check_does_not_hold_is_in_no_event():
    state = cleared_mentor()
    while "check" not in state.halts:
        state, [event] = clearance.due(state, state.due_at)
    assert event.reason == "check"
    assert set(event.model_dump()) == {"enrolment_id", "person_id", "programme_id", "role", "reason"}
