"""Two who are known, each with enrolments, turn out to be one."""

from datetime import date, timedelta

import pytest

from contracts.pairs import Side
from contracts.people import Membership, ProfileErased, ProfileMerged
from contracts.programmes import Referent
from contracts.words import Competence
from services.profiles.domain import commitment, contact, continuing, halt, merging, person, programme
from services.profiles.domain.contact import Contact, Reach
from services.profiles.domain.live_pair import LivePair
from tests.services.profiles.made import (
    NOW,
    TODAY,
    a_person,
    asked,
    cleared_mentor,
    cleared_minor,
    envelope,
    minor,
    names,
    with_steps,
    words,
)

KEPT = a_person("kept", references=("school/TR-1",), registered_with="school", likeness="of-ada")
OTHER = a_person("other", references=("association/9",), registered_with="association", likeness="of-ada-too")
BORN = date(2010, 3, 15)


def given_up(of=OTHER, into="kept"):
    return merging.give_up(of, into, NOW)[0]


def erased(person_id="kept"):
    return ProfileErased(person_id=person_id).told(envelope())


@pytest.mark.parametrize(
    ("kept", "other", "births", "refusal"),
    [
        (KEPT, KEPT, (None, None), merging.OneAlready),
        (a_person("kept", guardians=("other",)), OTHER, (None, None), merging.GuardianAndChild),
        (KEPT, a_person("other", guardians=("kept",)), (None, None), merging.GuardianAndChild),
        (a_person("kept", concerns=("c-1",)), OTHER, (None, None), merging.NotToBeJoinedNow),
        (KEPT, a_person("other", concerns=("c-1",)), (None, None), merging.NotToBeJoinedNow),
        (KEPT, OTHER, (BORN, BORN + timedelta(days=1)), merging.TwoBirthDates),
        (KEPT, a_person("other", standing="held"), (None, None), person.PersonHeld),
        (a_person("kept", standing="left"), OTHER, (None, None), person.PersonGone),
    ],
)
def test_who_cannot_be_one_stays_two(kept, other, births, refusal):
    with pytest.raises(refusal):
        merging.refuse_two(kept, other, *births)


def test_a_birth_date_that_one_door_did_not_ask_for_is_no_difference():
    merging.refuse_two(KEPT, OTHER, None, BORN)


def lives(mentor: str, mentee: str) -> LivePair:
    sides = {"mentor": mentor, "mentee": mentee}
    two = {role: Side(person_id=id, enrolment_id=f"of-{id}") for role, id in sides.items()}
    return LivePair(programme_id="programme", lives=True, **two)


def office(**named):
    outline = {"reference": "p", "name": "P", "owner": "school", "first_day": TODAY, "last_day": TODAY}
    return programme.Programme(network="net", programme_id="p", **outline, **named)


@pytest.mark.parametrize(
    ("pairs", "programmes", "guards", "refusal"),
    [
        ([lives("kept", "other")], [], False, merging.PairOfTheTwo),
        ([lives("other", "ben")], [], False, merging.InAPair),
        ([], [], True, merging.IsAGuardian),
        ([], [office(safeguarding=("other",))], False, merging.HasAnOffice),
        ([], [office(referents=(Referent(referent="x", deputy="other"),))], False, merging.HasAnOffice),
    ],
)
def test_whoever_is_bound_is_not_given_up(pairs, programmes, guards, refusal):
    with pytest.raises(refusal):
        merging.refuse_bound(KEPT, OTHER, pairs, programmes, guards=guards)


def test_whoever_stays_may_be_in_a_pair_and_in_office():
    merging.refuse_bound(KEPT, OTHER, [], [office(safeguarding=("kept",))], guards=False)


def test_who_stays_belongs_where_either_did_and_can_what_either_could():
    at_work = Membership(organisation_id="acier", kind="employee")
    welding, latin = Competence(skill="trades.welding", level=3), Competence(skill="languages.latin", level=2)
    other = OTHER.model_copy(update={"memberships": (at_work,), "offers": (welding, latin)})
    better = Competence(skill="trades.welding", level=4, assessed=True)
    state, events = merging.take_over(KEPT.model_copy(update={"offers": (better,)}), other, NOW)
    assert (state.memberships, state.offers) == ((at_work,), (better, latin))
    assert names(events) == ["ProfileChanged"]


def test_who_is_given_up_says_for_whom_and_the_references_go_over():
    gone, events = merging.give_up(OTHER, "kept", NOW)
    assert events == [ProfileMerged(person_id="other", into="kept")]
    assert (gone.standing, gone.same_as, person.keys(gone)) == ("merged", "kept", [])
    state, told = merging.known_by(KEPT, gone, NOW)
    assert (told, state.references) == ([], ("school/TR-1", "association/9"))
    assert merging.give_up(gone, "kept", NOW) == (gone, [])
    assert merging.begun(KEPT, gone) and not merging.begun(KEPT, OTHER)


def test_a_name_and_birth_date_that_only_the_other_door_knew_find_who_stays():
    unknown = KEPT.model_copy(update={"likeness": None})
    assert merging.known_by(unknown, given_up(), NOW)[0].likeness == "of-ada-too"
    assert merging.known_by(KEPT, given_up(), NOW)[0].likeness == "of-ada"


def test_with_whoever_stays_the_one_who_was_given_up_is_erased_as_well():
    gone, events = merging.kept_one_erased(given_up(), erased(), NOW)
    assert (gone.standing, gone.references, gone.likeness) == ("erased", (), None)
    assert names(events) == ["ProfileErased"]
    assert merging.kept_one_erased(gone, erased(), NOW) == (gone, [])


def test_of_a_look_alike_who_was_never_announced_nobody_is_told():
    merged, _ = person.merge(a_person("two", standing="held", references=("other/9",), looks_like="kept"), NOW)
    gone, events = merging.kept_one_erased(merged, erased(), NOW)
    assert (gone.standing, gone.references, events) == ("erased", (), [])


def test_ways_to_be_reached_that_are_missing_come_from_the_other_door_and_its_contact_goes():
    own = Contact(person_id="kept", reach=Reach(given_name="Ada", family_name="Exemple", email="a@x.org"), told=True)
    other = Reach(given_name="ADA", family_name="EXEMPLE", email="b@x.org", phone="+33639980001", birth_date=BORN)
    state, events = contact.complete(own, other, NOW)
    assert state.reach == own.reach.model_copy(update={"phone": "+33639980001", "birth_date": BORN})
    assert names(events) == ["ContactKept"]
    event = ProfileMerged(person_id="other", into="kept")
    gone, events = contact.person_gone(Contact(person_id="other", reach=other, told=True), event, NOW)
    assert (gone.reach, names(events)) == (None, ["ContactErased"])


def other_mentor(**more):
    return asked().model_copy(update={"enrolment_id": "old", "person_id": "other", **more})


def test_hours_of_both_are_counted_once_where_the_enrolment_goes_on():
    kept = cleared_mentor().model_copy(update={"held": {"s-1": 60}})
    old = other_mentor(held={"s-1": 60, "s-2": 90}, asked_at=NOW - timedelta(days=30), places=3)
    state, events = continuing.take_over(kept, old, NOW)
    over, ended = continuing.give_over(old, "enrolment", NOW)
    assert (commitment.minutes_held(state), commitment.minutes_held(over)) == (150, 0)
    assert (state.places, state.asked_at, state.continues) == (2, old.asked_at, ("old",))
    assert (events, [(e.reason, e.person_id) for e in ended]) == ([], [("merged", "other")])
    assert continuing.take_over(state, old, NOW) == (state, [])
    assert continuing.give_over(over, "enrolment", NOW) == (over, [])


def test_steps_that_either_did_count_and_nobody_is_cleared_by_it():
    old = with_steps(other_mentor(), "interview", "honourability-check")
    state, events = continuing.take_over(asked(), old, NOW)
    assert {step.kind for step in state.steps} == {"interview", "honourability-check"}
    assert (state.phase, names(events)) == ("in-vetting", ["EnrolmentChanged"])


def test_a_consent_that_was_withdrawn_at_one_door_counts_at_the_other():
    withdrawn = words("other", "withdrawn", on=TODAY + timedelta(days=1))
    old = minor().model_copy(update={"enrolment_id": "old", "person_id": "other", "words": tuple(withdrawn)})
    state, events = continuing.take_over(cleared_minor(), old, NOW + timedelta(days=2))
    assert (state.halts, names(events)) == (("consent",), ["EnrolmentSuspended"])
    assert {word.by for word in state.words} == {"person", "guardian"}


def test_an_administrative_suspension_is_not_left_behind():
    state, events = continuing.take_over(cleared_mentor(), other_mentor(halts=("administrative", "check")), NOW)
    assert (state.halts, names(events)) == (("administrative",), ["EnrolmentSuspended"])


def test_a_birth_date_that_makes_a_minor_halts_until_a_guardian_agrees():
    adult = cleared_minor().model_copy(update={"birth_date": None, "of_age": True, "own_consent": True, "parents": ()})
    state, events = continuing.born(adult, BORN, NOW)
    assert (state.minor, state.halts, names(events)) == (True, ("consent",), ["EnrolmentSuspended"])
    assert continuing.born(state, BORN, NOW) == (state, [])


def test_what_nobody_took_over_ends_with_the_person():
    event = ProfileMerged(person_id="other", into="kept").told(envelope())
    state, events = halt.person_merged(other_mentor(), event, NOW)
    assert (state.phase, [e.reason for e in events]) == ("ended", ["merged"])
    assert halt.person_merged(state, event, NOW) == (state, [])
