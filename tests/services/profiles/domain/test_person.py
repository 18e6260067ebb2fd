"""People: known again, held, told apart or merged; leaving and erased."""

from datetime import date

import pytest

from contracts.people import ProfileErased
from contracts.words import Competence
from services.profiles.domain import contact, identity, person
from services.profiles.domain.competence import UnknownSkill, named
from services.profiles.domain.contact import Reach
from services.profiles.domain.person import PersonGone, PersonHeld, Portrait
from services.profiles.taxonomy import taxonomy
from tests.services.profiles.made import NOW, a_person, names, raised

BORN = date(2010, 11, 30)
LIKENESS = identity.likeness("Léana", "Chardonnel", BORN)
KNOWN = a_person("one", references=("school/TR-1",), registered_with="school", likeness=LIKENESS)


def test_accents_and_case_do_not_make_another_person():
    assert identity.likeness("LEANA", "chardonnel", BORN) == LIKENESS


def test_twins_are_two_people():
    assert identity.likeness("Émeline", "Chardonnel", BORN) != LIKENESS


def test_without_a_birth_date_nobody_resembles_anybody():
    assert identity.likeness("Léana", "Chardonnel", None) is None


def test_the_same_name_birth_date_and_organisation_is_the_same_person():
    assert identity.look_alike([KNOWN], None, "school") == ("one", None)
    assert identity.look_alike([KNOWN], "association/4", "school") == ("one", None)


@pytest.mark.parametrize(("own", "organisation"), [("school/TR-2", "school"), ("other/9", "other"), (None, None)])
def test_another_reference_of_the_same_source_or_another_organisation_only_resembles(own, organisation):
    assert identity.look_alike([KNOWN], own, organisation) == (None, "one")


def test_whoever_is_held_is_not_announced_and_takes_no_identity():
    held, events = person.create(None, a_person(standing="held", likeness=LIKENESS, registered_with="school"), NOW)
    assert (events, person.keys(held)) == ([], [])
    with pytest.raises(PersonHeld):
        person.leave(held, False, NOW, NOW)


def test_told_apart_the_person_is_announced_and_shares_no_key():
    held = a_person(standing="held", likeness=LIKENESS, registered_with="school", references=("school/TR-2",))
    apart, events = person.tell_apart(held, NOW)
    assert names(events) == ["ProfileCreated"]
    assert person.keys(apart) == ["net/reference/school/TR-2"]


def test_merged_the_reference_goes_over_and_nobody_is_told():
    held = a_person("two", standing="held", references=("other/9",), looks_like="one", likeness=LIKENESS)
    merged, events = person.merge(held, NOW)
    assert (events, person.keys(merged), merged.likeness) == ([], [], None)
    kept, _ = person.also_known_as(KNOWN, merged.references, NOW)
    assert "net/reference/other/9" in person.keys(kept)


def test_a_level_is_self_assessed_until_a_coordinator_says():
    boast = Portrait(territory="montcel", offers=(Competence(skill="trades.welding", level=4, assessed=True),))
    state, _ = person.change(a_person(), boast, NOW)
    assert not state.offers[0].assessed
    state, events = person.assess(state, "offers", "trades.welding", 3, NOW)
    assert (state.offers[0].level, state.offers[0].assessed, names(events)) == (3, True, ["ProfileChanged"])


def test_an_assessed_level_stays_so_until_the_person_says_another():
    state, _ = person.assess(a_person(), "offers", "trades.welding", 3, NOW)
    again = Portrait(territory="montcel", offers=(Competence(skill="trades.welding", level=3),), travel_km=5)
    state, _ = person.change(state, again, NOW)
    assert state.offers[0].assessed
    more = again.model_copy(update={"offers": (Competence(skill="trades.welding", level=4),)})
    state, _ = person.change(state, more, NOW)
    assert not state.offers[0].assessed


def test_what_changes_nothing_is_not_told():
    assert person.change(a_person(), Portrait(territory="montcel"), NOW)[1] == []


def test_erasure_leaves_the_id_and_open_concerns_and_frees_the_keys():
    state, _ = person.concern_raised(KNOWN, raised(), NOW)
    erased, events = person.erase(state, NOW, key="secret")
    assert (names(events), person.keys(erased)) == (["ProfileErased"], [])
    assert (erased.person_id, erased.concerns) == ("one", ("concern",))
    assert (erased.likeness, erased.references, erased.registered_with) == (None, (), None)
    with pytest.raises(PersonGone):
        person.change(erased, Portrait(territory="montcel"), NOW)


def test_an_erased_contact_is_a_tombstone_and_never_comes_back():
    reach = Reach(given_name="Léana", family_name="Chardonnel", birth_date=BORN)
    kept, events = contact.keep(None, "one", reach, NOW)
    assert names(events) == ["ContactKept"]
    erased, events = contact.person_gone(kept, ProfileErased(person_id="one"), NOW)
    assert erased and (erased.reach, names(events)) == (None, ["ContactErased"])
    with pytest.raises(contact.ContactIsErased):
        contact.keep(erased, "one", reach, NOW)


def test_whoever_is_held_is_not_in_the_directory():
    reach = Reach(given_name="Léana", family_name="Chardonnel")
    kept, events = contact.keep(None, "two", reach, NOW, tell=False)
    assert events == []
    assert contact.forget(kept, NOW)[1] == []


def test_skills_may_be_named_by_trade_and_a_near_miss_is_answered_with_what_was_meant():
    (found,) = named([Competence(skill="soudeur", level=3)], taxonomy())
    assert found.skill == "trades.welding"
    with pytest.raises(UnknownSkill) as refused:
        named([Competence(skill="soudages", level=3)], taxonomy())
    assert "Soudage" in str(refused.value)
