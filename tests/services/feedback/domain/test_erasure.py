"""An erased person's words are emptied; the facts stay."""

from contracts.followups import CheckInDue
from contracts.people import ProfileErased
from services.feedback.domain import said
from services.feedback.domain.erasure import forget
from services.feedback.domain.notes import Note, Rating
from tests.services.feedback.made import answer, day, followed, of, wait


def test_an_erased_person_leaves_facts_and_no_words():
    state, events = wait(followed(), day(8))
    for check_in in of(CheckInDue, events):
        state, _ = answer(state, check_in)
    for role in ("mentor", "mentee"):
        rating = Rating(session_id="session-1", person=f"{role}-1", by=role, rating=4, text=f"of {role}", at=day(8))
        state, _ = said.rate(state, rating, day(8))
        note = Note(reflection_id=role, person=f"{role}-1", by=role, text=f"of {role}", shared=True, at=day(8))
        state, _ = said.reflect(state, note, day(8))

    state, events = forget(state, ProfileErased(person_id="mentee-1"), day(9))

    assert events == []
    assert "of mentee" not in state.model_dump_json()
    assert "of mentor" in state.model_dump_json()
    assert {each.respondent for each in state.check_ins if each.answers} == {"mentor-1", "guardian-1"}
    assert [each.rating for each in state.ratings] == [4, 4]
    assert forget(state, ProfileErased(person_id="mentee-1"), day(10))[0] == state
