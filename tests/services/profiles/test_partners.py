"""Companies publish on Kafka, read their receipts there, and their nominees join when they say so."""

import json
import secrets
from typing import Any

import pytest

from contracts.partners import RECEIPTS
from tests.processes import eventually
from tests.services.profiles.made import POLICY
from tests.services.profiles.outside import Town

NOMINEE: dict[str, Any] = {
    "given_name": "Sylvette",
    "family_name": "Jacquemet",
    "birth_date": "1955-12-06",
    "email": "sylvette@example.org",
    "territory": "montcel",
    "skills": ["trades.glasswork", "nobody.knows-this"],
    "agreed": {"on": "2026-07-31", "text": "J'accepte d'être contactée."},
}


def test_a_nominee_who_confirms_joins_as_a_mentor_and_the_company_reads_received(town: Town):
    nomination = _nominate(town, {**NOMINEE, "family_name": secrets.token_hex(4)})
    id = nomination["nomination_id"]
    word = {"Relais-On-Behalf": id, "Relais-Channel": "phone"}
    form = {"programme_id": town.programme, "places": 2}
    unspoken = town.worker.post(f"/nominations/{id}/confirmation", form)
    assert (unspoken.status_code, unspoken.json()["code"]) == (422, "whose-word")
    joined = town.made(f"/nominations/{id}/confirmation", form, **word)
    assert (joined["phase"], joined["nominee"]) == ("joined", None)
    person = town.worker.get(f"/people/{joined['person_id']}")
    assert [each["skill"] for each in person["offers"]] == ["trades.glasswork"]
    assert person["memberships"][0]["organisation_id"] == town.company
    (enrolment,) = town.worker.get(f"/enrolments?person={joined['person_id']}")
    assert (enrolment["role"], enrolment["source"], enrolment["state"]) == ("mentor", "partner", "asked")


def test_a_nominee_confirms_with_a_token_of_their_own(town: Town):
    id = _nominate(town, {**NOMINEE, "family_name": secrets.token_hex(4)})["nomination_id"]
    nominee = town.as_(id, "mentor")
    form = {"programme_id": town.programme}
    assert town.made(f"/nominations/{id}/confirmation", form, nominee)["phase"] == "joined"
    assert town.as_("stranger", "mentor").get(f"/nominations/{id}").status_code == 404


def test_a_withdrawn_nomination_is_forgotten(town: Town):
    nomination = _nominate(town, {**NOMINEE, "family_name": secrets.token_hex(4)})
    reference = nomination["reference"]
    town.publish("NominationWithdrawn", reference, b"{}")
    id = nomination["nomination_id"]
    eventually(lambda: town.worker.get(f"/nominations/{id}")["phase"] == "withdrawn")
    assert town.worker.get(f"/nominations/{id}")["nominee"] is None


@pytest.mark.parametrize(
    ("kind", "body", "code", "field"),
    [
        ("MentorNominated", json.dumps({k: v for k, v in NOMINEE.items() if k != "agreed"}), "missing-field", "agreed"),
        ("MentorNominated", json.dumps({**NOMINEE, "email": None}), "no-way-to-reach", None),
        ("MentorNominated", "not json", "not-json", None),
        ("MentorPraised", "{}", "unknown-type", "ce_type"),
        ("MentorNominated", json.dumps({**NOMINEE, "programme_id": "nowhere"}), "unknown-programme", "programme_id"),
    ],
)
def test_what_cannot_be_read_is_rejected_by_its_form_alone(town: Town, kind, body, code, field):
    ce_id = secrets.token_hex(8)
    town.publish(kind, secrets.token_hex(4), body.encode(), ce_id)
    (answer,) = eventually(lambda: _receipts(town, ce_id))
    assert answer[0] == "EventRejected"
    assert (answer[1]["code"], answer[1]["field"]) == (code, field)
    assert "Jacquemet" not in json.dumps(answer)


def test_an_event_sent_twice_has_one_receipt(town: Town):
    ce_id, body = secrets.token_hex(8), json.dumps({**NOMINEE, "family_name": secrets.token_hex(4)}).encode()
    for _ in range(2):
        town.publish("MentorNominated", "same", body, ce_id)
    _nominate(town, {**NOMINEE, "family_name": secrets.token_hex(4)})
    assert [kind for kind, _ in eventually(lambda: _receipts(town, ce_id))] == ["EventAccepted"]


def test_a_strict_policy_parks_a_nomination_which_goes_on_when_the_policy_is_mended(town: Town):
    strict = town.open(secrets.token_hex(4), {"nominations_open": False})
    reference, ids = secrets.token_hex(4), [secrets.token_hex(8), secrets.token_hex(8)]
    body = {**NOMINEE, "family_name": secrets.token_hex(4), "programme_id": strict}
    town.publish("MentorNominated", reference, json.dumps(body).encode(), ids[0])
    town.publish("NominationChanged", reference, json.dumps({**body, "given_name": "Sylvie"}).encode(), ids[1])
    (lane,) = eventually(lambda: [each for each in town.worker.get("/parked") if len(each["entries"]) == 2])
    assert lane["entries"][0]["reason"] == "nominations-closed"
    assert _receipts(town, ids[0]) == []
    mended = POLICY.model_dump(mode="json")
    town.worker.http.put(f"/programmes/{strict}/policy", json=mended).raise_for_status()
    town.worker.post(f"/parked/{lane['id']}/release")
    assert eventually(lambda: _receipts(town, ids[1]))[0][0] == "EventAccepted"
    (found,) = [n for n in town.worker.get("/nominations") if (n["nominee"] or {}).get("programme_id") == strict]
    assert found["nominee"]["reach"]["given_name"] == "Sylvie"


def _nominate(town: Town, nominee: dict[str, Any]) -> dict[str, Any]:
    """Publish, wait for 'received', and find the nomination."""
    ce_id, reference = secrets.token_hex(8), secrets.token_hex(4)
    town.publish("MentorNominated", reference, json.dumps(nominee).encode(), ce_id)
    (answer,) = eventually(lambda: _receipts(town, ce_id))
    assert answer[0] == "EventAccepted", answer
    names = {n["nominee"]["reach"]["family_name"]: n for n in town.worker.get("/nominations")}
    return {**names[nominee["family_name"]], "reference": reference}


def _receipts(town: Town, ce_id: str) -> list[Any]:
    told = town.told(RECEIPTS.of(town.partner))
    return [(kind, body) for kind, body in told if body and body["ce_id"] == ce_id]
