"""A programme that is matched live: proposals follow the pool, by themselves."""

from typing import Any

import pytest

from contracts.pairs import PAIRS
from relais.tokens import Issuer
from tests.processes import Worker, eventually
from tests.services.matching.outside import Town


@pytest.fixture
def town(matching: Worker, issuer: Issuer) -> Town:
    return Town(matching, issuer, matching="live")


def proposed(town: Town) -> dict[str, str]:
    """Open proposals and pairs: each mentee's mentor."""
    found = town.coordinator().get("/pairs", params={"programme": town.programme}).json()
    return {each["mentee"]: each["mentor"] for each in found if each["status"] in ("proposed", "accepted", "formed")}


def becomes(town: Town, **pairs: str) -> None:
    wanted = {town.id(mentee): town.id(mentor) for mentee, mentor in pairs.items()}
    eventually(lambda: proposed(town) == wanted, 60)


def pair_of(town: Town, mentee: str) -> dict[str, Any]:
    found = town.coordinator().get("/pairs", params={"programme": town.programme}).json()
    return next(each for each in found if each["mentee"] == town.id(mentee) and each["status"] == "proposed")


def test_whoever_arrives_is_proposed_at_once_without_a_round(town: Town) -> None:
    town.mentors("paul", skill="welding")
    town.mentees("mia", skill="welding")
    becomes(town, mia="paul")
    town.mentors("anne", skill="baking")
    town.mentees("noe", skill="baking")
    becomes(town, mia="paul", noe="anne")
    assert town.heard(PAIRS, pair_of(town, "mia")["pair_id"]) == ["PairProposed"]


def test_a_declined_proposal_is_followed_by_the_next_best(town: Town) -> None:
    town.mentors("paul", "anne", skill="welding")
    town.mentees("mia", skill="welding")
    eventually(lambda: proposed(town), 60)
    first = pair_of(town, "mia")
    other = "anne" if first["mentor"] == town.id("paul") else "paul"
    town.person("mia", "mentee").post(f"/pairs/{first['pair_id']}/decline", json={"reason": "subject"})
    becomes(town, mia=other)


def test_a_proposal_moves_where_much_is_gained_and_one_that_somebody_accepted_never_does(town: Town) -> None:
    town.mentors("paul", skill="welding", places=1)
    town.mentees("mia", skill="welding")
    becomes(town, mia="paul")
    accepted = pair_of(town, "mia")
    assert town.person("mia", "mentee").post(f"/pairs/{accepted['pair_id']}/acceptance", json={}).status_code == 200
    town.mentees("lou", skill="welding", priority=3)
    town.mentors("eve", skill="welding")
    becomes(town, mia="paul", lou="eve")


def test_two_who_are_kept_apart_are_proposed_no_more(town: Town) -> None:
    town.mentors("paul", "anne", skill="welding")
    town.mentees("mia", skill="welding")
    eventually(lambda: proposed(town), 60)
    first = pair_of(town, "mia")
    form = {"programme_id": town.programme, "people": [first["mentee"], first["mentor"]]}
    assert town.coordinator().post("/exclusions", json=form).status_code == 204
    becomes(town, mia="anne" if first["mentor"] == town.id("paul") else "paul")


def test_a_worker_that_was_killed_goes_on_with_the_same_proposals(town: Town) -> None:
    town.mentors("paul", "anne", skill="welding")
    town.mentees("mia", "noe", skill="welding")
    eventually(lambda: len(proposed(town)) == 2, 60)
    before = proposed(town)
    town.worker.kill()
    town.worker.start()
    town.mentors("eve", skill="baking")
    town.mentees("lou", skill="baking")
    becomes(
        town,
        lou="eve",
        **{name: "paul" if before[town.id(name)] == town.id("paul") else "anne" for name in ("mia", "noe")},
    )
