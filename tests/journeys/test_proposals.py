"""Proposals that come to nothing, and pairs that part early: nobody loses their place in the queue."""

from tests.journeys.network import Network
from tests.journeys.town import Town
from tests.processes import eventually

VALID = 20  # days: time to decline, and soon over


def test_declined_and_expired_proposals_free_the_places_and_the_next_round_proposes_others(
    network: Network,
) -> None:
    town = Town(network, "declined", proposal_validity_days=VALID)
    mentors, mentees = [town.mentor("ada"), town.mentor("eve")], [town.mentee("ben"), town.mentee("zoe")]
    declined, expired = town.publish(town.round(pairs=2))
    refused = town.pair_of(declined)
    mentor = next(each for each in mentors if each.person == refused["mentor"])
    mentor.me.post("matching", f"/pairs/{declined}/decline", {"reason": "subject"})
    town.status(expired, "expired")
    eventually(lambda: not any(map(town.places_taken, mentors)))
    town.wait_in_pool(*mentees)
    again = town.publish(town.round(pairs=2))
    proposed = [town.pair_of(pair_id) for pair_id in again]
    assert (refused["mentor"], refused["mentee"]) not in [(each["mentor"], each["mentee"]) for each in proposed]


def test_who_has_declined_the_only_mentor_is_left_waiting(network: Network) -> None:
    alone = Town(network, "never")
    mentor, mentee = alone.mentor("ada"), alone.mentee("ben")
    [only] = alone.publish(alone.round(pairs=1))
    mentee.me.post("matching", f"/pairs/{only}/decline", {"reason": "hours"})
    alone.wait_in_pool(mentee)
    eventually(lambda: alone.places_taken(mentor) == [])
    assert alone.round(pairs=0)["barriers"][mentee.enrolment] == {"excluded": 1}


def test_after_an_early_ending_a_mentee_finds_somebody_else_and_has_waited_all_along(network: Network) -> None:
    town = Town(network, "rematch")
    mentor, mentee = town.mentor("ada"), town.mentee("ben")
    asked_at = town.enrolment(mentee)["asked_at"]
    pair_id = town.pair(mentor, mentee)
    town.held(town.book(pair_id, mentor), mentee)
    mentee.me.post("matching", f"/pairs/{pair_id}/ending", {"reason": "not-a-fit", "rematch_wanted": True})
    ended = town.status(pair_id, "ended")
    assert (ended["behind"]["ended_by"], ended["behind"]["rematch_wanted"]) == ("mentee", True)
    assert mentor.me.get("matching", f"/pairs/{pair_id}")["behind"] is None
    other = town.mentor("eve")
    [waiting] = town.wait_in_pool(mentee)
    assert waiting["rematch"]
    assert network.raw("matching", "candidates", mentee.enrolment)["state"]["asked_at"][:19] == asked_at[:19]
    [next_pair] = town.publish(town.round(pairs=1))
    town.accept(next_pair, other, mentee)
    assert town.pair_of(next_pair)["mentor"] == other.person
    eventually(lambda: town.places_taken(mentor) == [])
