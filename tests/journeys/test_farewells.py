"""Somebody dies; somebody comes of age."""

from datetime import timedelta
from typing import Any

from contracts.followups import FOLLOWUPS
from contracts.pairs import PAIRS
from contracts.sessions import SESSIONS
from contracts.stream import Stream
from tests.journeys.network import Network
from tests.journeys.town import Town
from tests.processes import eventually

FAR = 60  # days ahead


def asked(network: Network, person: str, since: set[str], *streams: Stream) -> list[str]:
    """Types of the events that ask something of this person, those of `since` (ce_id) left out."""
    told = [each for stream in streams for each in network.told(stream)]
    return [kind for _, id, kind, body in told if id not in since and person in whom(body)]


def whom(body: Any) -> list[str]:
    return [each["whom"] for each in (body or {}).get("asks", ())]


def test_after_a_death_everything_falls_silent_until_the_referent_has_spoken_and_then_the_student_comes_first(
    network: Network,
) -> None:
    town = Town(network, "farewell")
    mentor, mentee, other = town.mentor("ada"), town.mentee("ben"), town.mentor("eve")
    pair_id = town.pair(mentor, mentee)
    session_id = town.book(pair_id, mentor, days=FAR)
    streams = (PAIRS, SESSIONS, FOLLOWUPS)
    before = {id for stream in streams for _, id, _, _ in network.told(stream)}
    town.coordinator.post("profiles", f"/people/{mentor.person}/leave", {"quiet": True})
    town.status(pair_id, "ended")
    town.session(session_id, "cancelled")
    assert mentee.me.get("matching", f"/pairs/{pair_id}")["behind"] is None
    gone = network.now()
    eventually(lambda: network.now() > gone + timedelta(days=45))
    assert asked(network, mentee.person, before, *streams) == []
    waiting = town.coordinator.get("matching", f"/programmes/{town.programme}/waiting")
    assert mentee.enrolment not in [each["enrolment_id"] for each in waiting]
    town.coordinator.post("matching", f"/candidates/{mentee.enrolment}/search")
    [back] = town.wait_in_pool(mentee)
    assert back["rematch"]
    [next_pair] = town.publish(town.round(pairs=1))
    town.accept(next_pair, other, mentee)


def test_at_eighteen_a_guardians_part_ends_and_the_student_goes_on(network: Network) -> None:
    town = Town(network, "of-age")
    birthday = network.today() + timedelta(days=100)
    guardian = town.register("olga")
    born = str(birthday.replace(year=birthday.year - 18))
    mentor, mentee = town.mentor("ada"), town.mentee("ben", guardian, birth_date=born)
    pair_id = town.pair(mentor, mentee)
    parent = network.by("guardian", person=guardian)
    assert parent.get("matching", f"/pairs/{pair_id}")["status"] == "formed"
    eventually(lambda: town.enrolment(mentee)["guardians"] == [], 60)
    eventually(lambda: network.raw("feedback", "follow_ups", pair_id)["state"]["guardians"] == [])
    eventually(lambda: network.raw("scheduling", "rhythms", pair_id)["state"]["minor"] is False)
    parent.get("profiles", f"/enrolments/{mentee.enrolment}", expect=404)
    parent.get("feedback", f"/pairs/{pair_id}/follow-up", expect=404)
    parent.get("matching", f"/pairs/{pair_id}", expect=404)
    town.met(pair_id, mentor, days_ago=1)
