"""Whoever is erased stays erased, whatever another stream brings later."""

from contracts.people import ProfileErased
from services.matching.domain import candidate
from tests.services.matching.domain.life import DAY, GOAL, START, asked, cleared, enrolment_ended, told


def test_facts_that_come_after_an_erasure_bring_nothing_back() -> None:
    known, _ = candidate.facts(None, asked(at=START), START)
    erased, _ = candidate.erased(known, told(ProfileErased(person_id="mia")), START)
    late = cleared(at=START + DAY, goals=(GOAL,), stage="vocational", school="school")
    assert candidate.facts(erased, late, START)[0] == erased


def test_whoever_left_keeps_no_facts_even_where_the_erasure_was_heard_before_the_enrolment() -> None:
    known, _ = candidate.facts(None, cleared(goals=(GOAL,), stage="vocational", school="school"), START)
    gone, _ = candidate.ended(known, enrolment_ended(reason="left"), START)
    assert gone and (gone.goals, gone.stage, gone.school) == ((), None, None)
