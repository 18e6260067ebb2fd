"""What a birthday and a September change in a pair that lives."""

from contracts.enrolments import EnrolmentChanged, EnrolmentResumed
from services.matching.domain import candidate, following
from services.matching.domain.pair import Pair
from tests.services.matching.domain.life import START, cleared, enrolment, formed, names, suspended, told


def resumed(**facts: object) -> EnrolmentResumed:
    return told(EnrolmentResumed(**enrolment(**facts)))


def standing_still() -> Pair:
    pair, _ = following.enrolment_away(formed(), suspended(), START)
    assert pair
    return pair


def test_a_birthday_that_lifts_a_suspension_ends_the_guardians_part_as_well() -> None:
    pair, events = following.enrolment_back(standing_still(), resumed(minor=False), START)
    assert pair
    assert (names(events), pair.paused) == (["PairResumed"], False)
    assert (pair.circumstances.minor, pair.circumstances.guardians) == (False, ())


def test_a_late_renewal_resumes_the_same_pair_with_its_agreement_and_dates() -> None:
    before = formed()
    pair, _ = following.enrolment_back(standing_still(), resumed(minor=True, guardians=("guardian",)), START)
    assert pair == before


def test_a_stage_that_rises_in_september_stays_with_the_candidate_and_disturbs_no_pair() -> None:
    known, _ = candidate.facts(None, cleared(stage="lower-secondary", school="school"), START)
    assert known
    known = known.model_copy(update={"pair_id": "pair"})
    risen = told(EnrolmentChanged(**enrolment(stage="upper-secondary", school="school")))
    after, events = candidate.facts(known, risen, START)
    assert after
    assert (after.stage, after.pair_id, after.moved, events) == ("upper-secondary", "pair", False, [])
    pair, events = following.guardians_changed(formed(), risen, START)
    assert pair
    assert (pair.status, pair.circumstances.stage, events) == ("formed", "vocational", [])
