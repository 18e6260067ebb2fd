"""What people say of a pair, and what is told of it."""

import pytest

from chassis.errors import NotFound
from contracts.followups import CheckInAnswered, CheckInDue, FeedbackGiven, GoalProgressed, PairAtRisk, PairBackOnTrack
from services.feedback.domain import said
from services.feedback.domain.follow_up import FollowUp
from services.feedback.domain.notes import Note, Progress, Rating
from tests.services.feedback.made import answer, day, followed, meet, miss, names, of, wait


def asked_of(role: str, until: int = 8) -> tuple[FollowUp, CheckInDue]:
    state, events = wait(followed(), day(until))
    return state, next(each for each in of(CheckInDue, events) if each.role == role)


def rated(state: FollowUp, number: int, session_id: str = "session-1", by: str = "mentee") -> said.Decided:
    rating = Rating(session_id=session_id, person=f"{by}-1", by=by, rating=number, text="private words", at=day(9))
    return said.rate(state, rating, day(9))


def test_an_answer_is_kept_and_only_its_flags_are_told():
    state, check_in = asked_of("mentee")
    state, events = answer(state, check_in, "going-well")
    assert of(CheckInAnswered, events)[0].flags == ("going-well",)
    assert "words" not in events[0].model_dump_json()
    kept = next(each for each in state.check_ins if each.check_in_id == check_in.check_in_id)
    assert kept.answers == {"how": "words"}


def test_a_check_in_is_answered_once_and_by_its_respondent():
    state, check_in = asked_of("mentee")
    state, _ = answer(state, check_in)
    with pytest.raises(said.AlreadyAnswered):
        answer(state, check_in)
    foreign = said.Answer(check_in_id=check_in.check_in_id, person="mentor-1", answers={}, at=day(8))
    with pytest.raises(NotFound):
        said.answer(state, foreign, day(8))


def test_an_answered_check_in_is_never_overdue():
    state, check_in = asked_of("mentee")
    state, _ = answer(state, check_in)
    _, events = wait(state, day(30))
    assert check_in.check_in_id not in {each.check_in_id for each in events if type(each).__name__ == "CheckInOverdue"}


def test_check_ins_missed_for_good_are_a_reason_until_the_next_answer():
    state, _ = wait(followed(minor=False), day(20))
    assert [risk.reason for risk in state.risks] == []
    state, events = wait(state, day(21))
    assert "missed-check-ins" in of(PairAtRisk, events)[0].reasons
    for check_in in [each for each in state.check_ins if each.kind == "week-2"]:
        word = said.Answer(check_in_id=check_in.check_in_id, person=check_in.respondent, answers={}, at=day(21))
        state, events = said.answer(state, word, day(21))
    assert "missed-check-ins" in of(PairBackOnTrack, events)[0].settled
    assert all(each.deadline is None for each in state.check_ins)


def test_somebody_who_is_not_at_ease_puts_the_pair_at_risk_until_they_say_otherwise():
    state, events = wait(followed(), day(15))
    first, second = (each for each in of(CheckInDue, events) if each.role == "mentee")
    state, events = answer(state, first, "not-at-ease", at=day(15))
    assert of(PairAtRisk, events)[0].reasons == ("not-at-ease",)
    _, events = answer(state, second, "going-well", at=day(15))
    assert of(PairBackOnTrack, events)[0].settled == ("not-at-ease",)


def test_feedback_is_told_without_its_text():
    _, events = rated(followed(), 4)
    assert of(FeedbackGiven, events)[0].rating == 4
    assert "private" not in events[0].model_dump_json()


def test_a_bad_session_is_a_reason_until_a_better_one():
    state, events = rated(followed(), 2)
    assert of(PairAtRisk, events)[0].reasons == ("low-feedback",)
    better = Rating(session_id="session-2", person="mentee-1", by="mentee", rating=4, at=day(16))
    _, events = said.rate(state, better, day(16))
    assert of(PairBackOnTrack, events)[0].settled == ("low-feedback",)


def test_feedback_is_given_once_a_session_by_each():
    state, _ = rated(followed(), 4)
    state, _ = rated(state, 5, by="mentor")
    with pytest.raises(said.AlreadyRated):
        rated(state, 1)


def test_feedback_on_a_session_that_was_missed_is_refused():
    state, _ = miss(followed(), day(3), "session-1")
    with pytest.raises(said.NotHeld):
        rated(state, 4)
    state, _ = meet(state, day(3), session_id="session-1")
    assert names(rated(state, 4)[1]) == ["FeedbackGiven"]


def test_a_goal_of_the_pair_makes_progress():
    word = Progress(goal_id="goal-1", progress="reached", by="mentee", at=day(9))
    state, events = said.progress(followed(), "mentee-1", word, day(9))
    assert (of(GoalProgressed, events)[0].progress, state.progress) == ("reached", (word,))
    with pytest.raises(NotFound):
        said.progress(state, "mentee-1", word.model_copy(update={"goal_id": "another"}), day(9))


@pytest.mark.parametrize(("shared", "told"), [(True, ["ReflectionShared"]), (False, [])])
def test_a_reflection_is_told_only_if_it_is_shared_and_never_its_text(shared, told):
    note = Note(reflection_id="note-1", person="mentee-1", by="mentee", text="my words", shared=shared, at=day(9))
    state, events = said.reflect(followed(), note, day(9))
    assert names(events) == told
    assert not any("my words" in event.model_dump_json() for event in events)
    assert state.reflections == (note,)


def test_a_word_that_is_dated_tomorrow_is_refused():
    state, check_in = asked_of("mentee")
    word = said.Answer(check_in_id=check_in.check_in_id, person="mentee-1", answers={}, at=day(9))
    with pytest.raises(said.NotHappenedYet):
        said.answer(state, word, day(8))


def test_strangers_say_nothing():
    note = Note(reflection_id="note-1", person="stranger", by="mentee", text="words", shared=True, at=day(9))
    with pytest.raises(NotFound):
        said.reflect(followed(), note, day(9))
