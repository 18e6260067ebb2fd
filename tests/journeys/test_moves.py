"""Life goes on around a pair: another school, another year."""

from typing import Any

from contracts.pairs import PAIRS
from tests.journeys.network import Network
from tests.journeys.people import GOAL
from tests.journeys.town import Town
from tests.processes import eventually


def test_a_mentee_who_changes_school_in_mid_year_keeps_the_mentor_and_other_coordinators_follow(
    network: Network,
) -> None:
    town = Town(network, "moving")
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    pair_id = town.pair(mentor, mentee)
    other = town.organise("school", suffix="other", calendar={"zone": "C"})
    eventually(lambda: network.raw("matching", "schools", other))

    def of(school: str) -> Any:
        return network.by({"role": "coordinator", "organisations": [school]}, person=f"coordinator-of-{school}")

    assert of(town.school).get("matching", f"/pairs/{pair_id}")["status"] == "formed"
    of(other).get("matching", f"/pairs/{pair_id}", expect=404)
    wish = {"school": other, "stage": "upper-secondary", "goals": [GOAL]}
    town.coordinator.put("profiles", f"/enrolments/{mentee.enrolment}", wish)
    of(other).until("matching", f"/pairs/{pair_id}", lambda pair: pair["status"] == "formed")
    of(town.school).get("matching", f"/pairs/{pair_id}", expect=404)
    of(other).until("feedback", f"/pairs/{pair_id}/follow-up", bool)
    of(town.school).get("feedback", f"/pairs/{pair_id}/follow-up", expect=404)
    assert network.told_of(PAIRS, pair_id).count("SchoolChanged") == 1
    eventually(lambda: network.raw("scheduling", "rhythms", pair_id)["state"]["calendar"]["zone"] == "C")
    town.met(pair_id, mentor, days_ago=1)
