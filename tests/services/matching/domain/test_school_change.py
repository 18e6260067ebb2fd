"""A mentee goes to another school in the middle of the year."""

from contracts.hours import SchoolCalendar
from contracts.pairs import PairProposed, SchoolChanged
from contracts.programmes import Referent
from services.matching.domain import candidate, following
from tests.services.matching.domain.life import DAY, START, asked, formed, of_pair
from tests.services.matching.domain.life import cleared as cleared_event

ELSEWHERE = SchoolCalendar(zone="C")
NAMED = Referent(organisation_id="other-school", referent="other-referent", deputy="other-deputy")


def paired() -> candidate.Candidate:
    known, _ = candidate.facts(None, asked(school="school"), START)
    known, _ = candidate.facts(known, cleared_event(school="school"), START)
    known, _ = candidate.proposed(known, of_pair(PairProposed, origin="round", score=1, expires_at=START), START)
    assert known
    return known


def test_a_pair_is_told_at_once_that_its_mentee_goes_to_another_school() -> None:
    moved, _ = candidate.facts(paired(), cleared_event(at=START + DAY, school="other-school"), START + DAY)
    assert moved and moved.moved and moved.due_at is not None and moved.due_at <= START + DAY
    settled, _ = candidate.moved(moved, START + DAY, school="other-school")
    assert (settled.moved, settled.due_at) == (False, None)


def test_a_second_move_during_the_first_is_told_as_well() -> None:
    moved, _ = candidate.facts(paired(), cleared_event(school="other-school"), START)
    again, _ = candidate.facts(moved, cleared_event(school="third-school"), START)
    settled, _ = candidate.moved(again, START, school="other-school")
    assert settled.moved and settled.due_at == START


def test_who_has_no_pair_simply_belongs_to_the_other_school() -> None:
    known, _ = candidate.facts(None, asked(school="school"), START)
    known, _ = candidate.facts(known, asked(school="other-school"), START)
    assert known and known.school == "other-school" and not known.moved


def test_the_pair_lives_under_the_other_schools_eyes_and_holidays() -> None:
    pair, events = following.school_changed(formed(), START, school="other-school", calendar=ELSEWHERE, named=NAMED)
    assert pair.status == "formed" and pair.circumstances.school == "other-school"
    assert (pair.circumstances.calendar, pair.referent, pair.deputy) == (ELSEWHERE, "other-referent", "other-deputy")
    [event] = events
    assert isinstance(event, SchoolChanged) and event.school == "other-school"


def test_told_twice_it_changes_nothing_more() -> None:
    pair, _ = following.school_changed(formed(), START, school="other-school", calendar=ELSEWHERE, named=NAMED)
    again = following.school_changed(pair, START, school="other-school", calendar=ELSEWHERE, named=NAMED)
    assert again == (pair, [])


def test_a_school_without_a_referent_of_its_own_keeps_the_pairs() -> None:
    pair, _ = following.school_changed(formed(), START, school="other-school", calendar=ELSEWHERE, named=None)
    assert pair.referent == "referent"
