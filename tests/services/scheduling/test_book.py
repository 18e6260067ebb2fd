"""A booking touches a session and two agendas; it may be killed between any two writes."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from relais.infrastructure.local import Servers
from relais.tokens import Issuer
from tests.processes import Worker, eventually
from tests.services.scheduling.outside import TOMORROW, Town, booking, settings, taken

ONE_AGENDA_TAKEN, BOOKED, ONE_AGENDA_TAKEN_AGAIN = 2, 4, 6


@pytest.fixture(scope="module")
def caught_up(servers: Servers, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing of other tests is left on the streams: reading it would move the write at which a process is killed."""
    folder = tmp_path_factory.mktemp("catching-up")
    worker = Worker("services.scheduling.app:create", folder, servers, issuer, settings(servers)).start()
    applied = [-1.0, 0.0]
    while applied[-1] != applied[-2]:
        time.sleep(1)
        lines = worker.http.get("/metrics").text.splitlines()
        applied.append(sum(float(line.split()[-1]) for line in lines if line.startswith("relais_applied_total{")))
    worker.kill()


@pytest.fixture
def alone(caught_up: None, servers: Servers, worker: Callable[..., Worker], issuer: Issuer) -> Town:
    """A town whose scheduling can be killed; not started yet."""
    return Town(worker("services.scheduling.app:create", **settings(servers)), issuer)


def book_and_be_killed(town: Town, write: int) -> str:
    """At the n-th write of the booking, or of the move that follows. Returns the pair's id."""
    town.worker.start(RELAIS_KILL_AT=f"decide.written:{write}")
    town.arrive("anna", "luc")
    pair_id = town.form("anna", "luc")
    with pytest.raises(httpx.TransportError):
        session = town.worker.post("/sessions", booking(pair_id), **{"Idempotency-Key": "booking"}).json()
        later = (TOMORROW + timedelta(hours=3)).isoformat()
        town.worker.post(f"/sessions/{session['session_id']}/move", {"starts_at": later})
    town.worker.wait_killed()
    return pair_id


def start_days_later(town: Town) -> None:
    now = datetime.now(UTC)
    clock = {"start": (now + timedelta(days=6)).isoformat(), "epoch": now.isoformat()}
    town.worker.start(RELAIS_CLOCK=json.dumps(clock))


@pytest.mark.parametrize("write", [ONE_AGENDA_TAKEN, BOOKED])
def test_a_booking_that_was_cut_off_is_finished_by_its_repetition(write: int, alone: Town) -> None:
    pair_id = book_and_be_killed(alone, write)
    alone.worker.start()
    answer = alone.worker.post("/sessions", booking(pair_id), **{"Idempotency-Key": "booking"})
    assert answer.json()["status"] == "booked"
    assert len(alone.worker.get(f"/sessions?pair_id={pair_id}")) == 1
    with alone.as_("anna", "mentor") as anna, alone.as_("luc", "mentee") as luc:
        assert len(taken(anna)) == len(taken(luc)) == 1


def test_a_booking_that_was_cut_off_and_never_repeated_frees_its_hours(alone: Town) -> None:
    pair_id = book_and_be_killed(alone, ONE_AGENDA_TAKEN)
    start_days_later(alone)
    eventually(lambda: [s["status"] for s in alone.worker.get(f"/sessions?pair_id={pair_id}")] == ["cancelled"])
    with alone.as_("anna", "mentor") as anna, alone.as_("luc", "mentee") as luc:
        eventually(lambda: taken(anna) == taken(luc) == [])


def test_a_move_that_was_cut_off_and_never_repeated_leaves_the_session_where_it_was(alone: Town) -> None:
    pair_id = book_and_be_killed(alone, ONE_AGENDA_TAKEN_AGAIN)
    start_days_later(alone)
    planned = TOMORROW.isoformat()[:16]
    with alone.as_("anna", "mentor") as anna, alone.as_("luc", "mentee") as luc:
        eventually(lambda: taken(anna) == taken(luc) == [planned])
    (session,) = alone.worker.get(f"/sessions?pair_id={pair_id}")
    assert (session["starts_at"][:16], session["revision"]) == (planned, 1)
