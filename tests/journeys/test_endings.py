"""How pairs end: planned or by mistake, for another year, under another referent."""

from datetime import timedelta

from contracts.pairs import PAIRS
from tests.journeys.network import Network
from tests.journeys.town import Town
from tests.processes import eventually


def test_an_ending_by_mistake_is_undone_with_the_same_place(network: Network) -> None:
    town = Town(network, "mistake", grace_days=60)
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    pair_id = town.pair(mentor, mentee)
    mentee.me.post("matching", f"/pairs/{pair_id}/ending", {"reason": "not-a-fit"})
    town.status(pair_id, "ended")
    mentee.me.post("matching", f"/pairs/{pair_id}/ending/undo")
    town.status(pair_id, "formed")
    eventually(lambda: town.places_taken(mentor) == [pair_id])
    eventually(lambda: network.raw("scheduling", "rhythms", pair_id)["state"]["status"] == "live")
    town.met(pair_id, mentor, days_ago=1)


def test_a_pair_that_goes_on_for_another_year_outlasts_its_end(network: Network) -> None:
    town = Town(network, "renewed", duration_months=2)
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    pair_id = town.pair(mentor, mentee)
    planned = town.pair_of(pair_id)["ends_on"]
    later = str(network.today() + timedelta(days=365))
    renewed = town.coordinator.post("matching", f"/pairs/{pair_id}/renewal", {"ends_on": later})
    assert (renewed["status"], renewed["ends_on"]) == ("formed", later)
    eventually(lambda: str(network.today()) > planned, 60)
    town.met(pair_id, mentor, days_ago=1)
    assert town.pair_of(pair_id)["status"] == "formed"


def test_a_planned_end_asks_for_a_goodbye_and_then_for_last_words(network: Network) -> None:
    town = Town(network, "goodbye", duration_months=2)
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    pair_id = town.pair(mentor, mentee)
    town.status(pair_id, "ended")
    told = {kind: body for subject, _, kind, body in network.told(PAIRS) if subject == pair_id}
    assert {ask["what"] for ask in told["PairEnding"]["asks"]} == {"say-goodbye"}
    assert (told["PairEnded"]["kind"], told["PairEnded"]["by"]) == ("planned", "clock")
    for each in (mentor, mentee):
        each.me.until("feedback", "/check-ins", lambda rows: "end" in [row["kind"] for row in rows])


def test_another_referent_takes_over_every_pair_of_the_programme(network: Network) -> None:
    town = Town(network, "referent")
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    pair_id = town.pair(mentor, mentee)
    changed = town.outline() | {"referents": [{"referent": "next-referent", "deputy": "their-deputy"}]}
    changed.pop("policy")
    town.coordinator.put("profiles", f"/programmes/{town.programme}", changed)
    eventually(lambda: town.pair_of(pair_id)["referent"] == "next-referent")
    eventually(lambda: network.raw("feedback", "follow_ups", pair_id)["state"]["referent"] == "next-referent")


def test_two_people_kept_apart_are_proposed_no_more_and_nobody_reads_why(network: Network) -> None:
    town = Town(network, "apart")
    mentor, mentee, other = town.mentor("ada"), town.mentee("ben"), town.mentor("eve")
    form = {"mentee": mentee.enrolment, "mentor": mentor.enrolment}
    pair_id = town.coordinator.post("matching", "/pairs", form)["pair_id"]
    people = {"programme_id": town.programme, "people": [mentor.person, mentee.person]}
    town.coordinator.post("matching", "/exclusions", people)
    assert town.pair_of(pair_id)["status"] == "withdrawn"
    town.wait_in_pool(mentee)
    [planned] = town.round(pairs=1)["pairs"]
    assert planned["mentor"] == other.enrolment
    assert mentor.me.get("matching", f"/pairs/{pair_id}")["behind"] is None
    assert town.coordinator.post("matching", "/pairs", form, expect=409)["code"] == "kept-apart"
