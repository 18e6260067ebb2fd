"""The broker or the store away, at start or later: waited for, visibly, never crashed on, never acknowledged past."""

import signal

from relais.infrastructure.local import Infrastructure
from tests.chassis.raw import produce
from tests.processes import Worker, eventually


def bumps(mirror: Worker) -> int:
    return (mirror.get("/tallies/all") or {}).get("bumps", 0)


def outages(mirror: Worker) -> float:
    lines = mirror.http.get("/metrics").text.splitlines()
    return next(float(line.split()[-1]) for line in lines if line.startswith("relais_outages_total "))


def test_a_broker_that_is_killed_and_comes_back_has_lost_nothing(
    infrastructure: Infrastructure, toy: Worker, mirror: Worker
):
    toy.start()
    mirror.start()
    toy.post("/things/a/bump")
    eventually(lambda: bumps(mirror) == 1)
    infrastructure.kafka.kill()
    for _ in range(3):
        assert toy.post("/things/a/bump").status_code == 200
    infrastructure.kafka.start()
    eventually(lambda: (mirror.get("/mirrors/a") or {})["seen"] == [1, 2, 3, 4], 40)
    assert toy.process and toy.process.poll() is None
    assert mirror.process and mirror.process.poll() is None


def test_a_store_that_is_killed_and_comes_back_has_lost_nothing(
    infrastructure: Infrastructure, toy: Worker, mirror: Worker
):
    toy.start()
    mirror.start()
    toy.post("/things/a/bump")
    eventually(lambda: bumps(mirror) == 1)
    infrastructure.store.kill()
    answer = toy.post("/things/a/bump", **{"Idempotency-Key": "once"})
    assert (answer.status_code, answer.json()["code"]) == (503, "try-again")
    assert toy.http.get("/readyz").status_code == 503
    assert "relais_ready 0.0" in toy.http.get("/metrics").text
    eventually(lambda: "the store or the broker is away" in mirror.log())
    infrastructure.store.start()
    eventually(lambda: toy.try_post("/things/a/bump", "once") == 200)
    eventually(lambda: (mirror.get("/mirrors/a") or {}).get("seen") == [1, 2], 30)


def test_a_batch_is_handed_back_for_as_long_as_the_store_is_away_and_then_applied(
    infrastructure: Infrastructure, mirror: Worker
):
    mirror.start(RELAIS_HAND_BACK_S="1")
    infrastructure.store.kill()
    for number in (1, 2, 3):
        produce(mirror, "a", {"ce_sequence": b"%d" % number}, b'{"thing_id": "a", "number": %d}' % number)
    eventually(lambda: outages(mirror) >= 4, 30)
    infrastructure.store.start()
    eventually(lambda: (mirror.get("/mirrors/a") or {}).get("seen") == [1, 2, 3], 30)


def test_a_worker_started_before_its_servers_waits_for_them(infrastructure: Infrastructure, toy: Worker):
    infrastructure.store.stop()
    infrastructure.kafka.stop()
    toy.start(ready=False)
    eventually(lambda: toy.log().count("waiting for the store") >= 2)
    assert toy.http.get("/livez").status_code == 200
    assert "starting" in toy.http.get("/readyz").json()
    infrastructure.store.start()
    eventually(lambda: "waiting for the broker" in toy.log())
    infrastructure.kafka.start()
    toy.wait_ready()
    assert toy.post("/things/a/bump").status_code == 200


def test_a_second_process_in_one_slot_ends_the_first(toy: Worker, worker):
    toy.start()
    successor = worker(toy.factory, **toy.settings).start()
    assert toy.process
    assert toy.process.wait(10) == 75
    assert successor.post("/things/a/bump").status_code == 200


def test_a_stopped_worker_that_wakes_up_after_it_was_replaced_changes_nothing(toy: Worker, mirror: Worker, worker):
    toy.start()
    mirror.start()
    toy.post("/things/a/bump")
    eventually(lambda: bumps(mirror) == 1)
    assert mirror.process
    mirror.process.send_signal(signal.SIGSTOP)
    successor = worker(mirror.factory, **mirror.settings).start()
    for _ in range(3):
        toy.post("/things/a/bump")
    eventually(lambda: bumps(successor) == 4)
    mirror.process.send_signal(signal.SIGCONT)
    assert mirror.process.wait(15) == 75
    toy.post("/things/a/bump")
    eventually(lambda: successor.get("/mirrors/a")["seen"] == [1, 2, 3, 4, 5])


def test_a_graceful_stop_gives_everything_back_and_says_so(toy: Worker, mirror: Worker):
    toy.start()
    mirror.start()
    toy.post("/things/a/bump")
    eventually(lambda: bumps(mirror) == 1)
    assert (mirror.stop(), toy.stop()) == (-signal.SIGTERM, -signal.SIGTERM)  # uvicorn passes the signal on at its end
    assert '"event": "stopped"' in mirror.log()


def test_an_event_that_the_broker_refuses_poisons_no_other(toy: Worker, mirror: Worker, infrastructure: Infrastructure):
    toy.start()
    mirror.start()
    refused = toy.post("/things/a/bump", {"padding": 150_000})
    assert (refused.status_code, refused.json()["code"]) == (409, "event-refused")
    assert toy.post("/things/a/bump").status_code == 200
    eventually(lambda: (mirror.get("/mirrors/a") or {}).get("seen") == [1])
