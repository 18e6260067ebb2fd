"""Twins, look-alikes, several roles: people as they are."""

import json
from typing import Any

from contracts.people import PEOPLE
from tests.journeys.network import Network
from tests.journeys.town import Town
from tests.processes import eventually

BORN = "2011-05-04"


def newcomer(town: Town, given_name: str, organisation: str, **contact: Any) -> dict[str, Any]:
    """A form for somebody with a family name, a birth date and nothing unusual."""
    reach = {"given_name": given_name, "family_name": town.name.title(), "birth_date": BORN, **contact}
    return {"contact": reach, "profile": {"territory": "gex"}, "registered_with": organisation}


def test_twins_on_one_address_and_one_phone_are_two_people(network: Network) -> None:
    town = Town(network, "twins")
    shared = {"email": "family@example.org", "phone": "+33639980001"}
    one, other = (
        town.coordinator.post("profiles", "/people", newcomer(town, name, town.school, **shared))
        for name in ("Lina", "Lou")
    )
    assert one["person_id"] != other["person_id"]
    assert [each["standing"] for each in (one, other)] == ["here", "here"]


def test_a_look_alike_is_held_until_a_coordinator_says_that_it_is_somebody_else(network: Network) -> None:
    town = Town(network, "look-alike")
    elsewhere = town.organise("association")
    first = town.coordinator.post("profiles", "/people", newcomer(town, "Lina", town.school, email="a@example.org"))
    second = town.coordinator.post("profiles", "/people", newcomer(town, "Lina", elsewhere, email="b@example.org"))
    assert (second["standing"], second["looks_like"]) == ("held", first["person_id"])
    held = {"person_id": second["person_id"], "programme_id": town.programme, "role": "mentee", "school": town.school}
    refused = town.coordinator.post("profiles", "/enrolments", held, expect=409)
    assert refused["code"] == "person-held"
    said = town.coordinator.post("profiles", f"/people/{second['person_id']}/identity", {"same": False})
    assert said["standing"] == "here"
    town.coordinator.post("profiles", "/enrolments", held)


def test_a_look_alike_who_is_the_same_leaves_one_person_who_is_known_by_both_references(network: Network) -> None:
    town = Town(network, "same")
    elsewhere = town.organise("association")
    one = newcomer(town, "Lina", town.school, email="a@example.org") | {"reference": "eleve-1"}
    other = newcomer(town, "Lina", elsewhere, email="a@example.org") | {"reference": "membre-7"}
    first = town.coordinator.post("profiles", "/people", one)
    second = town.coordinator.post("profiles", "/people", other)
    kept = town.coordinator.post("profiles", f"/people/{second['person_id']}/identity", {"same": True})
    assert kept["person_id"] == first["person_id"]
    for reference in (f"{town.school}/eleve-1", f"{elsewhere}/membre-7"):
        [found] = town.coordinator.get("profiles", "/people", reference=reference)
        assert found["person_id"] == first["person_id"]


def test_one_person_is_mentee_at_work_and_mentor_at_school_each_with_a_vetting_of_its_own(network: Network) -> None:
    school, work = Town(network, "at-school"), Town(network, "at-work")
    person = school.register("ada")
    as_mentor = school.enrol_as_mentor("ada", person)
    wish = {"person_id": person, "programme_id": work.programme, "role": "mentee", "stage": "young-employee"}
    as_mentee = work.coordinator.post("profiles", "/enrolments", wish)
    assert as_mentee["state"] == "asked"
    path = f"/enrolments/{as_mentee['enrolment_id']}/clearance"
    assert work.coordinator.post("profiles", path, expect=409)["code"] == "not-vetted-yet"
    pair_id = school.pair(as_mentor, school.mentee("ben"))
    assert school.pair_of(pair_id)["mentor"] == person
    eventually(lambda: network.raw("matching", "candidates", as_mentee["enrolment_id"]))
    assert network.raw("matching", "candidates", as_mentee["enrolment_id"])["state"]["role"] == "mentee"


def test_two_who_were_enrolled_as_two_people_become_one_with_the_history_of_both(network: Network) -> None:
    town = Town(network, "one-again")
    kept = town.mentor("ada", places=2)
    other = town.enrol_as_mentor("adah", town.register("adah", phone="+33639980007"))
    ben, lea = town.mentee("ben"), town.mentee("lea")
    past, present = town.pair(other, ben), town.pair(kept, lea)
    for pair_id, mentor, minutes in ((past, other, 90), (present, kept, 60)):
        town.met(pair_id, mentor, days_ago=1, minutes=minutes)
        eventually(lambda of=mentor, long=minutes: town.enrolment(of)["minutes_held"] == long)
    path, given = f"/people/{kept.person}/merger", {"other": other.person}
    assert town.coordinator.post("profiles", path, given, expect=409)["code"] == "in-a-pair"
    themselves = network.by("coordinator", person=other.person)
    assert themselves.post("profiles", path, given, expect=403)["code"] == "own-case"
    apart = {"programme_id": town.programme, "people": [other.person, ben.person]}
    town.coordinator.post("matching", "/exclusions", apart)
    town.coordinator.post("matching", f"/pairs/{past}/ending", {"reason": "moved", "rematch_wanted": True})
    eventually(lambda: network.raw("profiles", "live_pairs", past)["state"]["lives"] is False)

    assert town.coordinator.post("profiles", path, given)["standing"] == "here"
    assert [town.enrolment(each)["minutes_held"] for each in (kept, other)] == [150, 0]
    assert [town.enrolment(each)["state"] for each in (kept, other)] == ["cleared", "ended"]
    assert town.pair_of(present)["status"] == "formed"
    assert kept.me.get("profiles", f"/people/{kept.person}/contact")["phone"] == "+33639980007"
    [found] = town.coordinator.get("profiles", "/people", reference=f"{town.school}/adah")
    assert found["person_id"] == kept.person
    town.wait_in_pool(ben)
    eventually(lambda: network.raw("matching", "candidates", other.enrolment)["state"]["state"] == "ended")
    eventually(lambda: kept.person in str(json.loads(network.everything("matching"))["exclusions"]))
    form = {"mentee": ben.enrolment, "mentor": kept.enrolment}
    assert town.coordinator.post("matching", "/pairs", form, expect=409)["code"] == "kept-apart"

    assert town.coordinator.get("profiles", f"/people/{other.person}")["same_as"] == kept.person
    kept.me.post("profiles", f"/people/{kept.person}/erasure")
    town.coordinator.until("profiles", f"/people/{other.person}", lambda them: them["standing"] == "erased")
    life = ["ProfileCreated", "ProfileMerged", "ProfileErased"]
    eventually(lambda: network.told_of(PEOPLE, other.person) == life)
