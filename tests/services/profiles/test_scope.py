"""Who decides and who reads: own, foreign and former, coordinators of a school, an association, the network."""

import secrets
from typing import Any

import httpx
import pytest

from tests.services.profiles.outside import Town

CHILD = {"given_name": "Tom", "family_name": "Exemple", "birth_date": "2012-05-01"}


def coordinator(town: Town, organisation: str, person: str = "someone") -> httpx.Client:
    return town.as_(person, {"role": "coordinator", "organisations": [organisation]})


def pupil(town: Town, school: str, **contact: Any) -> tuple[str, str, str]:
    """(pupil, guardian, enrolment)."""
    guardian = town.person("Anabela")
    form = {
        "contact": {**CHILD, "family_name": secrets.token_hex(4), **contact},
        "profile": {
            "territory": "montcel",
            "memberships": [{"organisation_id": school, "kind": "pupil"}],
            "guardians": [guardian],
        },
        "registered_with": school,
    }
    child = town.made("/people", form)["person_id"]
    wish = {"person_id": child, "programme_id": town.programme, "role": "mentee", "school": school}
    return child, guardian, town.made("/enrolments", wish)["enrolment_id"]


def test_a_school_vets_its_pupils_but_no_mentor(town: Town):
    _, mentor = town.mentor()
    _, _, enrolment = pupil(town, town.school)
    school = coordinator(town, town.school)
    step = {"kind": "charter", "done_on": town.today}
    assert school.post(f"/enrolments/{enrolment}/steps", json=step).status_code == 200
    assert school.post(f"/enrolments/{mentor}/steps", json=step).status_code == 403
    assert school.post(f"/enrolments/{mentor}/clearance").status_code == 403


def test_schools_and_companies_see_whether_a_mentor_is_cleared_and_no_more(town: Town):
    _, mentor = town.mentor()
    for organisation, steps in ((town.school, 0), (town.company, 0), (town.association, 2)):
        seen = coordinator(town, organisation).get(f"/enrolments/{mentor}").json()
        assert (seen["state"], len(seen["steps"])) == ("cleared", steps)


def test_another_schools_coordinator_finds_nobody(town: Town):
    other = town.register(secrets.token_hex(4), "school", calendar={"zone": "B"})
    child, _, enrolment = pupil(town, town.school)
    stranger = coordinator(town, other)
    unknown = stranger.get("/people/nobody")
    paths = (f"/people/{child}", f"/people/{child}/contact", f"/enrolments/{enrolment}")
    assert {stranger.get(path).status_code for path in paths} == {404}
    assert stranger.get(f"/people/{child}").json()["status"] == unknown.json()["status"]
    assert stranger.get(f"/people?organisation={town.school}").json() == []


def test_after_a_change_of_school_the_new_coordinator_reads_and_the_old_one_no_more(town: Town):
    new = town.register(secrets.token_hex(4), "school", calendar={"zone": "B"})
    child, _, _ = pupil(town, town.school)
    profile = town.worker.get(f"/people/{child}")
    moved = [
        {"organisation_id": town.school, "kind": "pupil", "until": "2026-01-31"},
        {"organisation_id": new, "kind": "pupil", "since": "2026-02-01"},
    ]
    town.worker.http.put(f"/people/{child}", json={**profile, "memberships": moved}).raise_for_status()
    assert coordinator(town, new).get(f"/people/{child}").status_code == 200
    assert coordinator(town, town.school).get(f"/people/{child}").status_code == 404


def test_a_guardian_sees_the_child_until_its_eighteenth_birthday(town: Town):
    child, guardian, _ = pupil(town, town.school)
    grown, former, _ = pupil(town, town.school, birth_date="2001-05-01")
    assert town.as_(guardian, "guardian").get(f"/people/{child}/contact").json()["given_name"] == "Tom"
    assert town.as_(former, "guardian").get(f"/people/{grown}").status_code == 404


def test_a_guardian_agrees_and_withdraws_in_their_own_name(town: Town):
    child, guardian, enrolment = pupil(town, town.school)
    yes = {"purposes": ["participation"], "said_on": town.today}
    for person, role in ((child, "mentee"), (guardian, "guardian")):
        answer = town.as_(person, role).post(f"/enrolments/{enrolment}/consents", json=yes)
        assert answer.status_code == 200
    assert answer.json()["consents"] == ["participation"]
    town.made(f"/enrolments/{enrolment}/steps", {"kind": "charter", "done_on": town.today})
    town.made(f"/enrolments/{enrolment}/clearance")
    no = {"said_on": town.today}
    suspended = town.made(f"/enrolments/{enrolment}/consents/withdrawal", no, town.as_(guardian, "guardian"))
    assert (suspended["state"], suspended["halts"]) == ("suspended", ["consent"])


def test_the_school_records_a_guardians_consent_only_with_its_proof(town: Town):
    _, guardian, enrolment = pupil(town, town.school)
    school, word = coordinator(town, town.school), {"Relais-On-Behalf": guardian, "Relais-Channel": "paper"}
    yes = {"purposes": ["participation"], "said_on": town.today}
    answer = school.post(f"/enrolments/{enrolment}/consents", json=yes, headers=word)
    assert (answer.status_code, answer.json()["code"]) == (422, "proof-missing")
    answer = school.post(f"/enrolments/{enrolment}/consents", json={**yes, "proof": "file-7"}, headers=word)
    assert answer.status_code == 200
    answer = school.post(f"/enrolments/{enrolment}/consents", json={**yes, "proof": "file-7"})
    assert (answer.status_code, answer.json()["code"]) == (422, "whose-word")


def test_nobody_decides_their_own_case(town: Town):
    person, enrolment = town.mentor()
    own = coordinator(town, town.association, person)
    assert own.post(f"/enrolments/{enrolment}/clearance").json()["code"] == "own-case"
    assessment = {"skill": "trades.welding", "level": 4}
    assert own.post(f"/people/{person}/assessments", json=assessment).json()["code"] == "own-case"


def test_only_the_person_and_whoever_covers_them_reads_a_contact(town: Town):
    person, _ = town.mentor()
    statuses = {
        role: town.as_("stranger", role).get(f"/people/{person}/contact").status_code
        for role in ("mentor", "mentee", "guardian")
    }
    assert statuses == {"mentor": 404, "mentee": 404, "guardian": 404}
    assert town.as_(person, "mentor").get(f"/people/{person}/contact").json()["given_name"] == "Marie"


def test_a_mentor_pauses_and_comes_back_alone_or_by_a_coordinators_pen(town: Town):
    person, enrolment = town.mentor()
    mentor = town.as_(person, "mentor")
    assert town.made(f"/enrolments/{enrolment}/pause", {}, mentor)["state"] == "paused"
    word = {"Relais-On-Behalf": person, "Relais-Channel": "phone"}
    assert town.made(f"/enrolments/{enrolment}/resumption", **word)["state"] == "cleared"
    assert town.worker.post(f"/enrolments/{enrolment}/pause", {}).json()["code"] == "whose-word"


def test_a_person_cannot_give_themselves_a_guardian_a_membership_or_an_assessed_level(town: Town):
    person, _ = town.mentor()
    boast = {
        **town.worker.get(f"/people/{person}"),
        "offers": [{"skill": "trades.welding", "level": 4, "assessed": True}],
        "memberships": [{"organisation_id": town.school, "kind": "teacher"}],
        "guardians": ["somebody"],
    }
    seen = town.as_(person, "mentor").put(f"/people/{person}", json=boast).json()
    assert (seen["offers"][0]["assessed"], seen["memberships"], seen["guardians"]) == (False, [], [])


@pytest.mark.parametrize("path", ["/organisations", "/territories"])
def test_only_a_coordinator_of_the_whole_network_registers_organisations_and_territories(town: Town, path: str):
    form = {"reference": "x", "name": "x", "kind": "company", "territory": "montcel"}
    school = coordinator(town, town.school)
    answer = school.post(path, json=form) if path == "/organisations" else school.put(path, json=[])
    assert answer.status_code == 403
