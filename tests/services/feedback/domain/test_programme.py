"""A programme as feedback needs it."""

from datetime import date

from contracts.policy import Policy, QuestionSet
from contracts.programmes import ProgrammeChanged, ProgrammeOpened
from services.feedback.domain import programme
from tests.services.feedback.made import day

FACTS = {
    "programme_id": "programme-1",
    "owner": "school-1",
    "kind": "school",
    "first_day": date(2027, 9, 1),
    "last_day": date(2028, 7, 5),
}


def test_a_change_of_policy_changes_the_questions():
    ours = QuestionSet(kind="monthly", role="mentor", question_set="our-own")
    state, _ = programme.noted(None, ProgrammeOpened(**FACTS, policy=Policy(), safeguarding=("lead",)), day(0))
    assert (state.question_sets, state.safeguarding) == ((), ("lead",))
    state, events = programme.noted(state, ProgrammeChanged(**FACTS, policy=Policy(question_sets=(ours,))), day(1))
    assert (state.question_sets, events) == ((ours,), [])
