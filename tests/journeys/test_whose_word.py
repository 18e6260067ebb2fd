"""Whose word it is: a coordinator records what others said, and never decides their own case."""

from datetime import timedelta

from contracts.pairs import PAIRS
from tests.journeys.network import Network
from tests.journeys.town import Town


def test_a_retiree_with_only_a_phone_accepts_signs_and_meets_through_the_coordinator(network: Network) -> None:
    town = Town(network, "phone-only")
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    form = {"mentee": mentee.enrolment, "mentor": mentor.enrolment}
    pair_id = town.coordinator.post("matching", "/pairs", form)["pair_id"]
    told = {"Relais-On-Behalf": mentor.person, "Relais-Channel": "phone"}
    yesterday = (network.now() - timedelta(hours=1)).isoformat()
    town.coordinator.post("matching", f"/pairs/{pair_id}/acceptance", {"occurred_at": yesterday}, **told)
    town.accept(pair_id, mentee)
    [accepted, _] = [
        body for subject, _, kind, body in network.told(PAIRS) if (subject, kind) == (pair_id, "PairAccepted")
    ]
    assert (accepted["by"], accepted["occurred_at"][:16]) == ("mentor", yesterday[:16])
    terms = {"goals": [], "cadence": {"days": 7, "minutes": 60}, "modes": ["phone"], "support": "trade"}
    signed = {"terms": {**terms, "duration_months": 10}}
    town.coordinator.post("matching", f"/pairs/{pair_id}/agreement/signature", signed, **told)
    agreement = mentee.me.post("matching", f"/pairs/{pair_id}/agreement/signature")["agreement"]
    assert agreement["in_force"]
    meeting = town.meeting(pair_id, (network.now() - timedelta(days=1)).isoformat()) | {"held": {}}
    held = town.coordinator.post("scheduling", "/sessions", meeting, **told)
    assert held["status"] == "held"


def test_nobody_records_a_word_in_their_own_case(network: Network) -> None:
    town = Town(network, "own-case")
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    pair_id = town.coordinator.post("matching", "/pairs", {"mentee": mentee.enrolment, "mentor": mentor.enrolment})[
        "pair_id"
    ]
    both = network.by("mentor", "coordinator", person=mentor.person)
    both.post("matching", f"/pairs/{pair_id}/acceptance", expect=403, **{"Relais-On-Behalf": mentee.person})
    both.post("matching", f"/pairs/{pair_id}/acceptance")


def test_a_guardians_consent_that_the_school_records_needs_its_proof(network: Network) -> None:
    town = Town(network, "proof")
    guardian = town.register("olga")
    person = town.register("ben", (guardian,), birth_date=network.childs_birthday())
    wish = {"person_id": person, "programme_id": town.programme, "role": "mentee", "school": town.school}
    enrolment = town.coordinator.post("profiles", "/enrolments", wish)["enrolment_id"]
    yes = {"purposes": ["participation"], "said_on": str(network.today())}
    path, behalf = f"/enrolments/{enrolment}/consents", {"Relais-On-Behalf": guardian, "Relais-Channel": "paper"}
    refused = town.coordinator.post("profiles", path, yes, expect=422, **behalf)
    assert refused["code"] == "proof-missing"
    town.coordinator.post("profiles", path, yes | {"proof": "folder 12"}, **behalf)
    network.by("mentee", person=person).post("profiles", path, yes)
    assert town.coordinator.post("profiles", f"/enrolments/{enrolment}/clearance")["state"] == "cleared"


def test_an_acceptance_after_the_expiry_is_refused_and_says_what_to_do(network: Network) -> None:
    town = Town(network, "expired", proposal_validity_days=3)
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    form = {"mentee": mentee.enrolment, "mentor": mentor.enrolment}
    pair_id = town.coordinator.post("matching", "/pairs", form)["pair_id"]
    town.status(pair_id, "expired")
    refused = mentor.me.post("matching", f"/pairs/{pair_id}/acceptance", expect=409)
    assert (refused["code"], refused["detail"]) == (
        "proposal-over",
        "This proposal is no longer open: a new one has to be made.",
    )
