"""A pair that does not meet is seen; one that does is left in peace."""

from collections import Counter

from contracts.followups import FOLLOWUPS
from tests.journeys.network import Network
from tests.journeys.town import Town
from tests.processes import eventually


def test_a_silent_pair_is_found_with_its_reasons_and_a_meeting_told_late_brings_it_back_once(network: Network) -> None:
    town = Town(network, "silent")
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    pair_id = town.pair(mentor, mentee)
    assert town.at_risk(pair_id, "no-first-meeting")["referent"] == f"referent-{town.name}"
    session_id = town.book(pair_id, mentor)
    town.held(session_id, mentee)
    town.at_peace(pair_id, "no-first-meeting")
    assert town.at_risk(pair_id, "silent")["last_met_at"]
    town.met(pair_id, mentor, days_ago=3)
    town.at_peace(pair_id, "silent")

    def story() -> Counter[str]:
        told = [(kind, body) for subject, _, kind, body in network.told(FOLLOWUPS) if subject == pair_id]
        missing = Counter(kind for kind, _ in told if kind in ("FirstMeetingMissing", "PairSilent"))
        return missing + Counter(reason for _, body in told for reason in body.get("settled", ()))

    once = {"FirstMeetingMissing": 1, "no-first-meeting": 1, "PairSilent": 1, "silent": 1}
    eventually(lambda: story().items() >= once.items())
