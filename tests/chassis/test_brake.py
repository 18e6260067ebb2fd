"""A broken deploy must not empty its stream into the lot."""

import time

import pytest

from chassis import brake as brakes
from chassis.brake import Brake, Stopped
from chassis.settings import Settings
from tests.chassis.raw import produce
from tests.processes import Worker, eventually

KEYS = [f"thing-{number}" for number in range(12)]


def seen(mirror: Worker, thing: str) -> list[int]:
    return (mirror.get(f"/mirrors/{thing}") or {}).get("seen", [])


def stopped(mirror: Worker) -> bool:
    answer = mirror.http.get("/readyz")
    return answer.status_code == 503 and "stopped" in answer.text


def test_a_broken_deploy_stops_with_a_word_and_the_mended_one_goes_on_from_there(mirror: Worker, worker):
    limits = {"RELAIS_PARK_A_MINUTE": "3", "RELAIS_HAND_BACK_S": "0.5"}
    broken = worker("tests.chassis.toy:create_broken_mirror", **mirror.settings, **limits).start()
    for key in KEYS:
        produce(broken, key, {}, b'{"thing_id": "%s", "number": 1}' % key.encode())
    eventually(lambda: stopped(broken))
    time.sleep(1.5)  # handed back and delivered again, more than once
    lanes = broken.get("/parked")
    assert [lane["entries"][0]["reason"] for lane in lanes] == ["ZeroDivisionError"] * 3
    assert f'relais_consumer_stopped{{stream="{lanes[0]["stream"]}"}} 1.0' in broken.http.get("/metrics").text
    assert broken.log().count("stopped: too much is parked") == 1
    assert broken.log().count("a reaction failed") == 1
    broken.stop()

    mirror.start()
    parked = {lane["id"].rpartition("/")[2] for lane in lanes}
    eventually(lambda: all(seen(mirror, key) == [1] for key in KEYS if key not in parked))
    assert {lane["id"].rpartition("/")[2] for lane in mirror.get("/parked")} == parked
    for lane in lanes:
        mirror.post(f"/parked/{lane['id']}/release")
    eventually(lambda: all(seen(mirror, key) == [1] for key in KEYS))
    assert mirror.get("/tallies/all")["bumps"] == len(KEYS)


class Machine:
    """A clock that goes on when told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 0.0
        monkeypatch.setattr(brakes, "machine_seconds", lambda: self.seconds)


def test_so_many_keys_in_a_minute_are_parked_and_not_one_more(monkeypatch: pytest.MonkeyPatch):
    machine, brake = Machine(monkeypatch), Brake("toy.things.v1", Settings(park_a_minute=3))
    for _ in range(3):
        brake.park()
    machine.seconds = 61
    for _ in range(3):
        brake.park()
    with pytest.raises(Stopped):
        brake.park()
    machine.seconds = 1_000
    with pytest.raises(Stopped):
        brake.read(1)


@pytest.mark.parametrize(("records", "most"), [(99, 100), (100, 5), (1_000, 50)])
def test_few_records_prove_nothing_and_of_many_a_twentieth_is_parked(records: int, most: int):
    brake = Brake("toy.things.v1", Settings(park_share_of=100))
    brake.read(records)
    for _ in range(most):
        brake.park()
    with pytest.raises(Stopped):
        brake.park()
