from typing import Any

import pytest

from contracts.pairs import PairEnded, PairPaused, PairWithdrawn, ReferentChanged
from contracts.people import ProfileErased, ProfileLeft
from contracts.policy import Policy
from contracts.programmes import ProgrammeChanged, Referent
from services.matching.domain import following
from tests.services.matching.domain.life import (
    START,
    cleared,
    enrolment_ended,
    formed,
    names,
    proposed,
    suspended,
    told,
)


def test_a_suspension_withdraws_a_proposal_and_pauses_a_pair() -> None:
    _, [withdrawn] = following.enrolment_away(proposed()[0], suspended("paul", "mentor"), START)
    assert isinstance(withdrawn, PairWithdrawn)
    _, [paused] = following.enrolment_away(formed(), suspended("paul", "mentor"), START)
    assert isinstance(paused, PairPaused)
    assert paused.reason == "check"


@pytest.mark.parametrize(("role", "person", "rematch"), [("mentor", "paul", True), ("mentee", "mia", False)])
def test_an_enrolment_that_ends_ends_the_pair(role: str, person: str, rematch: bool) -> None:
    pair, [event] = following.enrolment_ended(formed(), enrolment_ended(person, role), START)
    assert isinstance(event, PairEnded)
    assert (event.reason, event.rematch_wanted, event.undo_until) == ("enrolment-ended", rematch, None)
    assert following.enrolment_ended(pair, enrolment_ended(person, role), START) == (pair, [])


@pytest.mark.parametrize("quiet", [True, False])
def test_a_quiet_leave_asks_nothing_of_the_other(quiet: bool) -> None:
    left = told(ProfileLeft(person_id="paul", quiet=quiet, occurred_at=START))
    _, [event] = following.person_left(formed(), left, START)
    assert isinstance(event, PairEnded)
    assert (event.reason, event.rematch_wanted) == ("left", not quiet)


def test_leaving_altogether_waits_for_the_word_of_how_quietly() -> None:
    pair = formed()
    assert following.enrolment_ended(pair, enrolment_ended("paul", "mentor", "left"), START) == (pair, [])


def test_an_erased_persons_pair_keeps_ids_dates_and_codes_only() -> None:
    pair, events = following.person_erased(formed(), told(ProfileErased(person_id="mia")), START)
    assert names(events) == ["PairEnded"]
    assert pair is not None
    known = pair.circumstances
    assert (known.guardians, known.goals, known.stage, known.school, pair.reasons) == ((), (), None, None, ())
    assert (pair.mentee.person_id, known.territory) == ("mia", "gex")


def test_another_referent_of_the_school_is_told_once() -> None:
    everybody, of_school = Referent(referent="all"), Referent(organisation_id="school", referent="new", deputy="second")
    changed: Any = {"owner": "school", "kind": "school", "first_day": "2026-09-01", "last_day": "2027-07-01"}
    event = told(ProgrammeChanged(programme_id="school", policy=Policy(), referents=(everybody, of_school), **changed))
    pair, [told_once] = following.referents_changed(formed(), event, START)
    assert isinstance(told_once, ReferentChanged)
    assert (told_once.referent, told_once.deputy) == ("new", "second")
    assert following.referents_changed(pair, event, START) == (pair, [])
    acting = (Referent(organisation_id="school", referent="second", acting=True),)
    pair, [told_once] = following.referents_changed(pair, event.model_copy(update={"referents": acting}), START)
    assert isinstance(told_once, ReferentChanged)
    assert (told_once.referent, told_once.deputy, told_once.acting) == ("second", None, True)


def test_on_the_eighteenth_birthday_a_guardian_has_no_more_part_in_the_pair() -> None:
    pair, _ = following.guardians_changed(formed(), cleared(minor=False, guardians=("guardian",)), START)
    assert pair and (pair.circumstances.minor, pair.circumstances.guardians) == (False, ())
    unchanged, _ = following.guardians_changed(formed(), cleared("paul", "mentor"), START)
    assert unchanged == formed()
