"""Life goes on around a pair: another school, another year."""

from typing import Any

from contracts.enrolments import ENROLMENTS
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
    first, second = (town.organise("school", suffix=name, calendar={"zone": "C"}) for name in ("first", "second"))
    eventually(lambda: network.raw("matching", "schools", first) and network.raw("matching", "schools", second))

    def of(school: str) -> Any:
        return network.by({"role": "coordinator", "organisations": [school]}, person=f"coordinator-of-{school}")

    def goes_to(school: str) -> None:
        wish = {"school": school, "stage": "upper-secondary", "goals": [GOAL]}
        town.coordinator.put("profiles", f"/enrolments/{mentee.enrolment}", wish)
        of(school).until("matching", f"/pairs/{pair_id}", lambda pair: pair["status"] == "formed")

    of(first).get("matching", f"/pairs/{pair_id}", expect=404)
    goes_to(first)
    goes_to(second)
    of(first).get("matching", f"/pairs/{pair_id}", expect=404)
    of(second).until("feedback", f"/pairs/{pair_id}/follow-up", bool)
    of(first).get("feedback", f"/pairs/{pair_id}/follow-up", expect=404)
    assert network.told_of(PAIRS, pair_id).count("SchoolChanged") == 2
    eventually(lambda: network.raw("scheduling", "rhythms", pair_id)["state"]["calendar"]["zone"] == "C")
    town.met(pair_id, mentor, days_ago=1)


def test_in_september_the_schools_file_raises_the_stage_and_the_pair_lives_on(network: Network) -> None:
    town = Town(network, "september", duration_months=24)
    mentor = town.mentor("ada")
    ben, lea = (town.mentee(name, birth_date="2005-05-04") for name in ("ben", "lea"))
    pair_id = town.pair(mentor, ben)
    head, path = "référence;prénom;nom;né(e) le;rôle;territoire;niveau", f"/imports?organisation={town.school}"

    def line(name: str, stage: str) -> str:
        return f"{name};{name.title()};{town.name.title()};04/05/2005;élève;gex;{stage}"

    def brought_in(*lines: str) -> Any:
        told = town.coordinator.send("profiles", f"{path}&programme={town.programme}", [head, *lines])
        assert told["refused"] == [], told
        return told

    brought_in(line("lea", "seconde"))

    wanted, listed = {ben.enrolment, lea.enrolment}, {"programme": town.programme, "stage_to_confirm": True}
    assert town.coordinator.get("profiles", "/enrolments", **listed) == []
    asks = town.coordinator.until("profiles", "/enrolments", lambda rows: len(rows) == 2, seconds=120, **listed)
    assert {each["enrolment_id"] for each in asks} == wanted
    told = brought_in(line("ben", "bts 1"), line("lea", "seconde"))
    assert (told["changed"], told["unchanged"]) == (1, 1)

    assert town.coordinator.get("profiles", "/enrolments", **listed) == []
    eventually(lambda: network.raw("matching", "candidates", ben.enrolment)["state"]["stage"] == "higher")
    assert town.enrolment(lea)["stage"] == "upper-secondary"
    assert network.told_of(ENROLMENTS, ben.enrolment)[-1] == "EnrolmentChanged"
    assert town.pair_of(pair_id)["status"] == "formed"
    town.met(pair_id, mentor, days_ago=1)
