"""A round that is killed while it goes out, at any of its writes, goes out whole and once."""

import pytest

from contracts.pairs import PAIRS
from contracts.rounds import ROUNDS
from tests.processes import Worker, eventually
from tests.services.matching.outside import Town


@pytest.mark.parametrize("write", [1, 2, 4, 6, 8])
def test_a_publication_killed_half_way_completes(matching: Worker, town: Town, write: int) -> None:
    town.mentors("paul", "anne", places=2)
    town.mentees("mia", "noe", "lou")
    preview = town.ask()
    assert len(preview["pairs"]) == 3
    matching.stop()
    matching.start(RELAIS_KILL_AT=f"decide.written:{write}")
    matching.try_post(f"/rounds/{preview['round_id']}/publication", "publish")
    matching.wait_killed()
    matching.start()
    town.round_once(preview["round_id"], "published")
    eventually(lambda: town.heard(ROUNDS, preview["round_id"])[-1:] == ["RoundPublished"])
    assert town.heard(ROUNDS, preview["round_id"]) == ["RoundRequested", "RoundSolved", "RoundPublished"]
    for pair in preview["pairs"]:
        assert town.heard(PAIRS, pair["pair_id"]) == ["PairProposed"]
    town.mentees("zoe", "max")
    codes = [town.propose(name, mentor).status_code for name in ("zoe", "max") for mentor in ("paul", "anne")]
    assert codes.count(201) == 1  # four places, three of them taken by the round
