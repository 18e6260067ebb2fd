"""Who must agree, and what a withdrawal, an objection and a birthday change."""

from datetime import UTC, date, datetime

import pytest

from contracts.policy import Policy, VettingStep
from services.profiles.domain import clearance, enrolment
from services.profiles.domain.consent import NotTheirsToSay
from services.profiles.domain.vetting import Demands
from tests.services.profiles.made import MENTEES, NOW, asked, cleared_minor, minor, names, with_steps, words

CONSENT = (VettingStep(role="mentee", kind="consent"),)


def test_a_minor_and_a_guardian_must_both_agree():
    state, _ = clearance.say(minor(), words("person"), MENTEES, NOW)
    assert state.consents == ()
    state, events = clearance.say(state, words("guardian"), MENTEES, NOW)
    assert state.consents == ("participation",)
    assert events[-1].consents == ("participation",)


def test_whoever_is_of_age_agrees_alone():
    state, _ = clearance.say(asked("mentee", birth_date=date(2007, 1, 1)), words("person"), MENTEES, NOW)
    assert state.consents == ("participation",)


def test_a_programme_may_let_a_sixteen_year_old_agree_alone():
    demands = Demands.of(Policy(vetting=CONSENT, consent_age=16), "mentee")
    state, _ = clearance.say(minor(demands=demands), words("person"), demands, NOW)
    assert (state.consents, state.minor) == (("participation",), True)


def test_where_policy_wants_both_parents_one_is_not_enough():
    demands = Demands.of(Policy(vetting=CONSENT, both_parents=True), "mentee")
    state = asked("mentee", demands, birth_date=date(2010, 3, 15), parents=("mother", "father"))
    state, _ = clearance.say(state, [*words("person"), *words("mother")], demands, NOW)
    assert state.consents == ()
    state, _ = clearance.say(state, words("father"), demands, NOW)
    assert state.consents == ("participation",)


@pytest.mark.parametrize("says", ["withdrawn", "no"])
def test_a_guardian_who_withdraws_or_objects_suspends_at_once(says):
    state, events = clearance.say(cleared_minor(), words("guardian", says), MENTEES, NOW)
    assert (state.state, names(events), events[0].reason) == ("suspended", ["EnrolmentSuspended"], "consent")


def test_the_other_parents_no_outweighs_a_yes():
    state = cleared_minor().model_copy(update={"parents": ("guardian", "father")})
    state, events = clearance.say(state, words("father", "no"), MENTEES, NOW)
    assert (state.state, events[0].reason) == ("suspended", "consent")


def test_a_guardian_who_agrees_again_brings_the_pair_back():
    suspended, _ = clearance.say(cleared_minor(), words("guardian", "withdrawn"), MENTEES, NOW)
    state, events = clearance.say(suspended, words("guardian"), MENTEES, NOW)
    assert (state.state, names(events)) == ("cleared", ["EnrolmentResumed"])


def test_results_may_be_withdrawn_and_the_pair_goes_on():
    agreed, _ = clearance.say(
        cleared_minor(),
        [*words("person", purposes=("results",)), *words("guardian", purposes=("results",))],
        MENTEES,
        NOW,
    )
    state, events = clearance.say(agreed, words("person", "withdrawn", purposes=("results",)), MENTEES, NOW)
    assert (state.state, state.consents, names(events)) == ("cleared", ("participation",), ["EnrolmentChanged"])


def test_strangers_have_nothing_to_say():
    with pytest.raises(NotTheirsToSay):
        clearance.say(minor(), words("neighbour"), MENTEES, NOW)


def test_the_guardians_part_ends_on_the_eighteenth_birthday():
    state = cleared_minor()
    birthday = datetime(2028, 3, 14, 23, tzinfo=UTC)
    assert (state.due_at, state.guardians) == (birthday, ("guardian",))
    adult, events = clearance.due(state, birthday)
    assert (adult.minor, adult.guardians, adult.due_at) == (False, (), None)
    assert (names(events), events[0].minor, events[0].guardians) == (["EnrolmentChanged"], False, ())


def test_whoever_comes_of_age_is_asked_to_confirm_and_nobody_else_is():
    birthday = datetime(2028, 3, 14, 23, tzinfo=UTC)
    suspended, _ = clearance.say(cleared_minor(), words("guardian", "no"), MENTEES, NOW)
    for before in (cleared_minor(), suspended):
        _, [event] = clearance.due(before, birthday)
        assert [(each.whom, each.what) for each in event.asks] == [("person", "confirm")]
    mentor = asked(birth_date=date(2010, 3, 15))
    assert clearance.due(mentor, birthday)[1][0].asks == ()


def test_at_eighteen_a_guardians_no_no_longer_counts():
    suspended, _ = clearance.say(cleared_minor(), words("guardian", "no"), MENTEES, NOW)
    state, events = clearance.due(suspended, datetime(2028, 3, 14, 23, tzinfo=UTC))
    assert (state.state, names(events)) == ("cleared", ["EnrolmentResumed"])


def test_someone_born_on_the_29th_of_february_is_of_age_on_the_first_of_march():
    state = with_steps(asked("mentee", birth_date=date(2012, 2, 29)), "charter")
    assert state.due_at == datetime(2030, 2, 28, 23, tzinfo=UTC)


def test_consent_is_asked_of_the_minor_and_the_guardian():
    _, events = enrolment.ask(minor(), NOW)
    assert [(each.whom, each.what) for each in events[0].asks] == [("person", "consent"), ("guardian", "consent")]
