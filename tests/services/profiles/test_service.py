"""The service as a whole, against the real broker and the real store."""

import secrets
from datetime import date
from typing import Any

import pytest

from contracts.directory import DIRECTORY
from contracts.enrolments import ENROLMENTS
from contracts.pairs import PairEnded, PairFormed, Side
from contracts.people import PEOPLE
from contracts.sessions import SessionHeld
from contracts.words import Participant
from tests.processes import eventually
from tests.services.profiles.made import NOW, raised, resolved
from tests.services.profiles.outside import MENTOR, Town

HEADER = "Référence;Rôle;Nom;Prénom;Date de naissance;Courriel;Nom du responsable;Prénom du responsable;"
HEADER += "Courriel du responsable;Établissement;Programme;Territoire;Consentement;Consentement du responsable;"
HEADER += "Preuve;Charte;Compétences recherchées"


def line(reference: str, given_name: str, skill: str = "Soudage:2", family_name: str = "Chardonnel") -> str:
    who = f"{reference};élève;{family_name};{given_name};30/11/2012;eleve@example.net;Monvoisin;Anabela;a@example.com"
    return f"{who};lycee;avenir;montcel;01/09/2026;02/09/2026;dossier-1;01/09/2026;{skill}"


def file(*lines: str) -> bytes:
    return "\r\n".join([HEADER, *lines]).encode("cp1252")


def test_an_import_takes_the_good_lines_and_explains_the_others_and_a_second_changes_nothing(town: Town):
    data = file(line("TR-1", "Léana"), line("TR-2", "Émeline"), line("TR-3", "Tom", "Soudages:2"))
    report = town.bring_in(data)
    assert (report["new"], report["unchanged"]) == (2, 0)
    (refused,) = report["refused"]
    assert refused == {
        "line": 4,
        "column": "Compétences recherchées",
        "reason": "unknown-skill",
        "suggestion": refused["suggestion"],
    }
    assert "Soudage" in refused["suggestion"]
    report = town.bring_in(data)
    assert (report["new"], report["changed"], report["unchanged"]) == (0, 0, 2)
    twins = _pupils(town, "montcel")
    assert len(twins) == 2
    assert len({tuple(twin["guardians"]) for twin in twins}) == 1


def test_a_changed_line_changes_its_person_and_an_absent_one_deletes_nobody(town: Town):
    town.bring_in(file(line("CH-1", "Hugo"), line("CH-2", "Lola")))
    report = town.bring_in(file(line("CH-1", "Hugo", "Plomberie et chauffage:3")))
    assert (report["new"], report["changed"], report["unchanged"]) == (0, 1, 0)
    skills = [each["skill"] for pupil in _pupils(town, "montcel") for each in pupil["seeks"]]
    assert "trades.plumbing" in skills


def test_what_people_changed_since_is_not_undone_by_the_same_file(town: Town):
    data = file(line("SE-1", "Selma"))
    town.bring_in(data)
    selma = f"/people/{_named(town, 'Selma')}"
    moved = {**town.worker.get(selma), "territory": "lorneville"}
    assert town.as_(moved["person_id"], "mentee").put(selma, json=moved).is_success
    assert town.bring_in(data)["unchanged"] == 1
    assert town.worker.get(selma)["territory"] == "lorneville"


def test_an_imported_minor_with_charter_and_both_consents_can_be_cleared(town: Town):
    town.bring_in(file(line("CL-1", "Naïm")))
    mentees = [e for e in town.worker.get(f"/enrolments?programme={town.programme}") if e["role"] == "mentee"]
    (asked,) = [e for e in mentees if e["person_id"] == _named(town, "Naïm")]
    assert (asked["state"], asked["consents"], asked["minor"]) == ("in-vetting", ["participation"], True)
    cleared = town.made(f"/enrolments/{asked['enrolment_id']}/clearance")
    assert cleared["state"] == "cleared"
    subject = asked["enrolment_id"]
    kinds = eventually(lambda: _kinds(town, ENROLMENTS, subject, "EnrolmentCleared"))
    assert kinds == ["EnrolmentAsked", "EnrolmentCleared"]


def test_a_look_alike_is_held_until_a_coordinator_says_same_or_not(town: Town):
    town.bring_in(file(line("LA-1", "Yanis", family_name="Voirin"), line("LA-2", "Yanis", family_name="Voirin2")))
    again = file(line("LA-9", "Yanis", family_name="Voirin"))
    assert town.bring_in(again)["held"] == [2]
    (held,) = town.worker.get("/people?standing=held")
    assert _kinds(town, PEOPLE, held["person_id"], "ProfileCreated") == []
    town.made(f"/people/{held['person_id']}/identity", {"same": False})
    assert town.bring_in(again)["changed"] == 1
    assert eventually(lambda: _kinds(town, PEOPLE, held["person_id"], "ProfileCreated"))


def test_somebody_registered_twice_and_said_to_be_the_same_is_one_person(town: Town):
    town.bring_in(file(line("ME-1", "Inès", family_name="Mathiot")))
    town.bring_in(file(line("ME-9", "Inès", family_name="Mathiot")))
    (held,) = town.worker.get("/people?standing=held")
    kept = town.made(f"/people/{held['person_id']}/identity", {"same": True})
    assert kept["person_id"] == held["looks_like"]
    assert town.bring_in(file(line("ME-9", "Inès", family_name="Mathiot")))["changed"] == 1


def test_a_severe_concern_suspends_everywhere_and_lifting_it_resumes(town: Town):
    person_id, enrolment_id = town.mentor()
    concern = secrets.token_hex(8)
    suspend = raised(concern).model_copy(update={"suspend": (person_id,)})
    town.tell(suspend, concern, 1)
    eventually(lambda: _state(town, enrolment_id) == "suspended")
    other = town.open(secrets.token_hex(4), {})
    later = town.made("/enrolments", {"person_id": person_id, "programme_id": other, **MENTOR})
    assert later["state"] == "suspended"
    town.tell(resolved(concern).model_copy(update={"lift": (person_id,)}), concern, 2)
    eventually(lambda: _state(town, enrolment_id) == "cleared")
    assert eventually(lambda: _kinds(town, ENROLMENTS, enrolment_id, "EnrolmentResumed"))[-2:] == [
        "EnrolmentSuspended",
        "EnrolmentResumed",
    ]


def test_an_erased_person_leaves_a_tombstone_in_the_directory_and_ends_every_enrolment(town: Town):
    person_id, enrolment_id = town.mentor()
    town.made(f"/people/{person_id}/erasure", client=town.as_(person_id, "mentor"))
    eventually(lambda: _state(town, enrolment_id) == "ended")
    eventually(lambda: town.told(DIRECTORY, person_id)[-1:] == [("ContactErased", None)])
    assert town.worker.get(f"/people/{person_id}/contact") is None
    assert town.worker.get(f"/people/{person_id}")["standing"] == "erased"


def test_a_concern_about_an_id_that_was_given_up_suspends_who_stays(town: Town):
    (kept, enrolment_id), (other, _) = town.mentor(), town.mentor()
    assert town.made(f"/people/{kept}/merger", {"other": other})["person_id"] == kept
    concern = secrets.token_hex(8)
    town.tell(raised(concern).model_copy(update={"suspend": (other,)}), concern, 1)
    eventually(lambda: _state(town, enrolment_id) == "suspended")
    town.tell(resolved(concern).model_copy(update={"lift": (other,)}), concern, 2)
    eventually(lambda: _state(town, enrolment_id) == "cleared")


def test_hours_held_stand_beside_the_commitment(town: Town):
    person_id, enrolment_id = town.mentor()
    session = secrets.token_hex(8)
    held = SessionHeld(
        session_id=session,
        pairs=("pair",),
        programme_id=town.programme,
        participants=(Participant(person_id=person_id, role="mentor", present=True),),
        starts_at=NOW,
        minutes=75,
        mode="online",
        said_by="mentor",
        occurred_at=NOW,
    )
    town.tell(held, session, 1)
    eventually(lambda: town.worker.get(f"/enrolments/{enrolment_id}")["minutes_held"] == 75)


def test_a_programme_closes_only_when_its_pairs_have_parted(town: Town):
    programme, pair = town.open(secrets.token_hex(4), {}), secrets.token_hex(8)
    sides: Any = {
        "pair_id": pair,
        "programme_id": programme,
        "mentor": Side(person_id="a", enrolment_id="ea"),
        "mentee": Side(person_id="b", enrolment_id="eb"),
        "territory": "montcel",
        "occurred_at": NOW,
    }
    heard = town.heard("matching.pairs.v1")
    town.tell(_formed(sides), pair, 1)
    eventually(lambda: town.heard("matching.pairs.v1") > heard)
    assert town.worker.post(f"/programmes/{programme}/closure").json()["code"] == "pairs-still-live"
    ended = PairEnded(**sides, kind="planned", by="clock", reason="time-up", rematch_wanted=False)
    town.tell(ended, pair, 2)
    eventually(lambda: town.worker.post(f"/programmes/{programme}/closure").status_code == 200)


@pytest.mark.parametrize("q", ["soudeur", "Welding"])
def test_skills_are_found_as_people_call_them(town: Town, q: str):
    assert town.worker.get(f"/skills/search?q={q}")["exact"]["id"] == "trades.welding"


def _formed(sides: dict[str, Any]) -> PairFormed:
    return PairFormed(
        **sides,
        origin="round",
        waiting_days=3,
        minor=False,
        calendar={"zone": "B"},
        referent=None,
        cadence={"days": 14, "minutes": 60},
        modes=("online",),
        duration_months=9,
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 6, 1),
    )


def _pupils(town: Town, territory: str) -> list[dict[str, Any]]:
    found = town.worker.get(f"/people?organisation={town.school}")
    return [each for each in found if each["territory"] == territory]


def _named(town: Town, given_name: str) -> str:
    pupils = _pupils(town, "montcel")
    contacts = {p["person_id"]: town.worker.get(f"/people/{p['person_id']}/contact") for p in pupils}
    return next(id for id, contact in contacts.items() if contact["given_name"] == given_name)


def _state(town: Town, enrolment_id: str) -> str:
    return str(town.worker.get(f"/enrolments/{enrolment_id}")["state"])


def _kinds(town: Town, stream: Any, subject: str, last: str) -> list[str]:
    """Types told of a subject, once the last of them is there."""
    kinds = [kind for kind, _ in town.told(stream, subject)]
    return kinds if kinds[-1:] == [last] else []
