"""Nothing lost, nothing done twice, nothing out of order, whichever step a process is killed at."""

import pytest

from tests.chassis.stream_reader import sequences
from tests.processes import Worker, eventually

PUBLISHING_STEPS = ("decide.decided", "decide.written", "publish.sent", "publish.removed")
APPLYING_STEPS = ("consume.read", "apply.decided", "apply.written", "apply.published", "commit.before")
EACH, THINGS = 6, ("a", "b", "c")


def test_a_command_in_one_service_becomes_an_effect_in_another(toy: Worker, mirror: Worker):
    toy.start()
    mirror.start()
    for _ in range(10):
        assert toy.post("/things/a/bump").status_code == 200
    eventually(lambda: (mirror.get("/mirrors/a") or {}).get("seen") == list(range(1, 11)))
    assert mirror.get("/tallies/all")["bumps"] == 10


@pytest.mark.parametrize("step", PUBLISHING_STEPS)
def test_a_publisher_killed_at_any_step_loses_and_doubles_nothing(step: str, toy: Worker, mirror: Worker):
    toy.start(RELAIS_KILL_AT=f"{step}:5")
    mirror.start()
    bump_through_a_crash(toy)
    assert_each_effect_once(mirror)
    assert sequences(mirror, "things", "a") == list(range(1, EACH + 1))


@pytest.mark.parametrize("step", APPLYING_STEPS)
def test_a_follower_killed_at_any_step_loses_and_doubles_nothing(step: str, toy: Worker, mirror: Worker):
    mirror.start(RELAIS_KILL_AT=f"{step}:2")
    toy.start()
    bump_through_a_crash(toy)
    mirror.wait_killed()
    mirror.start()
    assert_each_effect_once(mirror)
    assert sequences(mirror, "mirrors", "a") == list(range(1, EACH + 1))


def test_two_workers_share_the_streams_and_one_may_leave(toy: Worker, mirror: Worker, worker):
    other = worker(mirror.factory, **mirror.settings, RELAIS_SLOT="1")
    toy.start()
    mirror.start()
    other.start()
    bump_all(toy, rounds=3)
    other.stop()
    bump_all(toy, rounds=3)
    assert_each_effect_once(mirror, seconds=30)


def bump_all(toy: Worker, rounds: int = EACH) -> None:
    for _ in range(rounds):
        for thing in THINGS:
            assert toy.post(f"/things/{thing}/bump").status_code == 200


def bump_through_a_crash(toy: Worker) -> None:
    """As a client does: a command without an answer is sent again with the same key."""
    for number in range(EACH):
        for thing in THINGS:
            key = f"{thing}-{number}"
            if toy.try_post(f"/things/{thing}/bump", key) is None:
                toy.start()
                assert toy.try_post(f"/things/{thing}/bump", key) == 200


def assert_each_effect_once(mirror: Worker, seconds: float = 20) -> None:
    whole = list(range(1, EACH + 1))
    for thing in THINGS:
        eventually(lambda thing=thing: (mirror.get(f"/mirrors/{thing}") or {}).get("seen") == whole, seconds)
    assert mirror.get("/tallies/all")["bumps"] == EACH * len(THINGS)
