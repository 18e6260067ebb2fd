"""Due dates: raised once for each missed instant, oldest first, whatever happens to the process."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tests.chassis.stream_reader import events
from tests.processes import Worker, eventually


def rings(toy: Worker, thing: str) -> list[datetime]:
    return [datetime.fromisoformat(e["due_at"]) for e in events(toy, "things", thing) if "due_at" in e]


def test_each_missed_instant_is_raised_once_and_oldest_first_after_downtime(toy: Worker):
    toy.start()
    toy.post("/things/a/wind", {"every_s": 1.5, "times": 5})
    toy.kill()
    first = datetime.now(UTC)
    eventually(lambda: datetime.now(UTC) > first + timedelta(seconds=4))
    toy.start()
    eventually(lambda: toy.get("/things/a")["rings_left"] == 0)
    eventually(lambda: len(set(rings(toy, "a"))) == 5)
    raised = list(dict.fromkeys(rings(toy, "a")))
    assert raised == sorted(raised)
    assert {later - earlier for earlier, later in pairwise(raised)} == {timedelta(seconds=1)}


@pytest.mark.parametrize("step", ["timer.decided", "timer.written"])
def test_a_timer_killed_on_either_side_of_its_write_rings_once(step: str, toy: Worker):
    toy.start(RELAIS_KILL_AT=step)
    toy.post("/things/a/wind", {"every_s": 0.5, "times": 1})
    toy.wait_killed()
    toy.start()
    eventually(lambda: toy.get("/things/a")["rings_left"] == 0)
    eventually(lambda: len(set(rings(toy, "a"))) == 1)


def test_two_pollers_raise_each_instant_once(toy: Worker, worker):
    other = worker(toy.factory, **toy.settings, RELAIS_SLOT="1")
    toy.start()
    other.start()
    for thing in "abc":
        toy.post(f"/things/{thing}/wind", {"every_s": 0.3, "times": 4})
    for thing in "abc":
        eventually(lambda thing=thing: toy.get(f"/things/{thing}")["rings_left"] == 0)
        eventually(lambda thing=thing: len(set(rings(toy, thing))) == 4)


def test_a_year_of_programme_time_passes_in_seconds(toy: Worker):
    now = datetime.now(UTC)
    clock = {"start": "2026-09-01T08:00:00Z", "epoch": now.isoformat(), "speed": 5_000_000}
    toy.start(RELAIS_CLOCK=json.dumps(clock))
    toy.post("/things/a/wind", {"every_s": 100 * 86_400, "times": 1})
    eventually(lambda: toy.get("/things/a")["rings_left"] == 0)
    assert eventually(lambda: rings(toy, "a"))[0] > datetime(2026, 12, 1, tzinfo=UTC)
