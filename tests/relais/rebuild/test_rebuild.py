"""What a service knows of others is told again from the streams and set right, while it works."""

import signal
import threading
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from pymongo.database import Database

from relais.infrastructure.local import Servers
from tests.chassis.raw import produce
from tests.processes import Worker, eventually
from tests.relais.rebuild.conftest import Rebuild

STEPS = ("rebuild.told", "apply.written", "rebuild.compared", "rebuild.switched")


@pytest.fixture
def known(toy: Worker, viewer: Worker, database: Database[Any]) -> Database[Any]:
    """Both at work: a, b and c bumped twice each, and the viewer has heard of it."""
    toy.start()
    viewer.start()
    for thing in "abcabc":
        toy.post(f"/things/{thing}/bump", {"group": "all"})
    knows(database, 6)
    return database


def knows(database: Database[Any], bumps: int) -> None:
    eventually(lambda: ((database.tallies.find_one("all") or {}).get("state") or {}).get("bumps") == bumps)


def views(database: Database[Any]) -> dict[str, int]:
    return {each["_id"]: each["state"]["number"] for each in database.views.find()}


def corrupt(database: Database[Any], id: str, number: int) -> None:
    database.views.update_one({"_id": id}, {"$set": {"state.number": number}})


def traces(database: Database[Any]) -> list[str]:
    return [name for name in database.list_collection_names() if name.startswith("rebuild-")]


def test_a_projection_that_is_right_stays_as_it_is(known: Database[Any], rebuild: Rebuild):
    before = list(known.views.find())
    done = rebuild()
    assert (done.returncode, done.stderr) == (0, "")
    assert "viewer: 3 of views compared with the streams, 0 differed, 0 set right" in done.stdout
    assert list(known.views.find()) == before
    assert traces(known) == []
    assert known.rebuilds.count_documents({}) == 0


def test_documents_changed_lost_and_made_by_hand_are_set_right(known: Database[Any], rebuild: Rebuild):
    corrupt(known, "a", 99)
    known.views.delete_one({"_id": "b"})
    known.views.insert_one({"_id": "z", "version": 1, "network": "net", "state": {"number": 1}, "applied": {}})
    known.tallies.update_one({"_id": "all"}, {"$set": {"state.bumps": 0}})
    done = rebuild(patience_s=0.5)
    assert done.returncode == 0, done.stdout + done.stderr
    assert views(known) == {"a": 2, "b": 2, "c": 2}
    assert known.tallies.find_one("all")["state"]["bumps"] == 6
    for line in ("views/a differs; set right", "views/b is missing; set", "views/z no event tells of it; set"):
        assert line in done.stdout
    assert "99" not in done.stdout


def test_comparing_names_what_differs_and_changes_nothing(known: Database[Any], rebuild: Rebuild):
    corrupt(known, "a", 99)
    done = rebuild("compare")
    assert done.returncode == 1
    assert "views/a differs\n" in done.stdout
    assert views(known)["a"] == 99
    assert traces(known) == []


def test_a_service_at_work_loses_nothing_meanwhile(known: Database[Any], toy: Worker, rebuild: Rebuild):
    for number in range(20):
        toy.post(f"/things/more-{number}/bump", {"group": "all"})
    corrupt(known, "a", 99)
    stop = threading.Event()
    bumped = []

    def bump() -> None:
        while not stop.is_set():
            bumped.append(toy.post(f"/things/{'abc'[len(bumped) % 3]}/bump", {"group": "all"}))

    load = threading.Thread(target=bump)
    load.start()
    done = rebuild()
    stop.set()
    load.join()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "a differs; set right" in done.stdout or len(bumped) > 3  # an event may have set it right before
    knows(known, 26 + len(bumped))
    expected = {thing: 2 + len(bumped[place::3]) for place, thing in enumerate("abc")}
    assert {thing: number for thing, number in views(known).items() if thing in "abc"} == expected
    assert rebuild("compare").returncode == 0


@pytest.mark.parametrize("step", STEPS)
def test_a_rebuild_that_was_killed_is_done_by_calling_it_again(known: Database[Any], rebuild: Rebuild, step: str):
    corrupt(known, "a", 99)
    corrupt(known, "b", 98)
    assert rebuild(kill_at=step).returncode == -signal.SIGKILL
    done = rebuild()
    assert done.returncode == 0, done.stdout + done.stderr
    assert views(known) == {"a": 2, "b": 2, "c": 2}
    assert traces(known) == []


async def test_nothing_is_published(
    known: Database[Any], rebuild: Rebuild, servers: Servers, run_name: str, viewer: Worker
):
    viewer.stop()
    partitions = [TopicPartition(f"toy.{each}-{run_name}.v1", n) for each in ("things", "mirrors") for n in range(4)]
    consumer = AIOKafkaConsumer(bootstrap_servers=servers.kafka)
    await consumer.start()
    try:
        before = await consumer.end_offsets(partitions)
        known.views.delete_many({})
        assert rebuild("afresh", patience_s=0).returncode == 0
        assert await consumer.end_offsets(partitions) == before
    finally:
        await consumer.stop()
    assert views(known) == {"a": 2, "b": 2, "c": 2}


def test_what_an_operator_passed_over_is_passed_over_again(
    known: Database[Any], toy: Worker, viewer: Worker, rebuild: Rebuild, run_name: str
):
    toy.post("/things/a/bump", {"group": "all", "demand": "bug"})
    toy.post("/things/a/bump", {"group": "all"})
    lane = f"toy.things-{run_name}.v1/a"
    eventually(lambda: len((viewer.get("/parked") or [{"entries": ()}])[0]["entries"]) == 2)
    standing = rebuild("compare")
    assert (standing.returncode, f"{lane} stands" in standing.stdout) == (0, True)
    assert viewer.post(f"/parked/{lane}/discard", {"reason": "a bug"}).is_success
    knows(known, 7)
    corrupt(known, "a", 99)
    done = rebuild()
    assert done.returncode == 0, done.stdout + done.stderr
    assert views(known)["a"] == 4


def test_what_an_operator_took_in_spite_of_a_gap_is_taken_again(
    known: Database[Any], viewer: Worker, rebuild: Rebuild, run_name: str
):
    produce(viewer, "g", {"ce_sequence": b"5"}, b'{"thing_id": "g", "number": 5}')
    eventually(lambda: viewer.get("/parked"))
    lane = f"toy.things-{run_name}.v1/g"
    assert viewer.post(f"/parked/{lane}/accept-gap", {"reason": "restored"}).is_success
    knows(known, 7)
    corrupt(known, "g", 99)
    done = rebuild()
    assert done.returncode == 0, done.stdout + done.stderr
    assert views(known)["g"] == 5


def test_what_the_streams_have_lost_is_not_taken_from_the_service(known: Database[Any], rebuild: Rebuild):
    lane = next(iter(known.views.find_one("a")["applied"]))
    known.views.update_one({"_id": "a"}, {"$set": {f"applied.{lane}": 7}})
    done = rebuild()
    assert done.returncode == 1
    assert "views/a has heard more than the streams keep\n" in done.stdout
    assert known.views.find_one("a")["applied"][lane] == 7
