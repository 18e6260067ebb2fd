"""What time alone does, on a clock in which a day passes in a fifth of a second."""

import asyncio
import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from contracts.pairs import PAIRS
from contracts.rounds import ROUNDS
from relais.infrastructure.local import Servers
from relais.streams import create_streams, declared
from relais.tokens import Issuer
from tests.processes import Worker, eventually
from tests.services.matching.outside import NOW, Town

CLOCK = {"start": NOW.isoformat(), "epoch": datetime.now(UTC).isoformat(), "speed": 400_000}


@pytest.fixture(scope="module")
def fast(servers: Servers, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    asyncio.run(create_streams(servers.kafka, declared([])))
    settings = {"RELAIS_DATABASE": f"t{secrets.token_hex(4)}", "RELAIS_CLOCK": json.dumps(CLOCK)}
    running = Worker("services.matching.app:create", tmp_path_factory.mktemp("matching"), servers, issuer, settings)
    yield running.start()
    running.kill()


def test_a_round_falls_due_is_solved_and_dropped_when_nobody_publishes_it(fast: Worker, issuer: Issuer) -> None:
    town = Town(fast, issuer, round_every_days=120)
    town.mentors("paul")
    town.mentees("mia")

    def first() -> str | None:
        found = town.coordinator().get("/rounds", params={"programme": town.programme}).json()
        return str(found[0]["round_id"]) if found else None

    round_id = eventually(first, 60)
    assert town.round_once(round_id, "solved")["origin"] == "due"
    town.round_once(round_id, "dropped")
    eventually(lambda: town.heard(ROUNDS, round_id) == ["RoundRequested", "RoundSolved", "RoundDropped"])


def test_a_proposal_that_nobody_answers_expires_and_may_be_made_again(fast: Worker, issuer: Issuer) -> None:
    town = Town(fast, issuer)
    town.mentors("paul")
    town.mentees("mia")
    pair_id = town.propose("mia", "paul").json()["pair_id"]
    eventually(lambda: town.heard(PAIRS, pair_id) == ["PairProposed", "PairExpired"], 30)
    eventually(lambda: town.propose("mia", "paul").status_code == 201)


def test_a_pair_ends_as_planned_after_a_goodbye(fast: Worker, issuer: Issuer) -> None:
    town = Town(fast, issuer, duration_months=1, proposal_validity_days=60)
    town.mentors("paul")
    town.mentees("mia")
    pair_id = town.form("mia", "paul")
    eventually(lambda: town.pair(pair_id)["status"] == "ended", 30)
    eventually(lambda: town.heard(PAIRS, pair_id)[-2:] == ["PairEnding", "PairEnded"])
