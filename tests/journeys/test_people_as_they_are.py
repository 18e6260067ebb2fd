"""Twins, look-alikes, several roles: people as they are."""

from typing import Any

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
