"""The broker and the store of one machine, started for real: some 20 s more where their jars are not there yet."""

import asyncio
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from pymongo import MongoClient
from pymongo.errors import AutoReconnect, DuplicateKeyError

from relais.infrastructure.errors import InfrastructureError
from relais.infrastructure.leftovers import record, stop_leftovers
from relais.infrastructure.local import Infrastructure, Servers
from relais.infrastructure.ports import HOST, free_port
from tests.processes import eventually


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RELAIS_KAFKA", raising=False)
    monkeypatch.delenv("RELAIS_MONGO", raising=False)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Infrastructure, Servers]]:
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("RELAIS_KAFKA", raising=False)
        environment.delenv("RELAIS_MONGO", raising=False)
        infrastructure = Infrastructure(tmp_path_factory.mktemp("both"))
        servers = infrastructure.start()
    yield infrastructure, servers
    infrastructure.stop()


def test_a_killed_store_has_every_write_that_it_answered(both: tuple[Infrastructure, Servers]) -> None:
    infrastructure, servers = both
    client: MongoClient[dict[str, object]] = MongoClient(servers.mongo)
    for number in range(200):
        client["test"]["kept"].insert_one({"_id": number})
    before = infrastructure.store.pid
    infrastructure.store.kill()
    infrastructure.store.start()
    assert infrastructure.store.pid != before
    assert client["test"]["kept"].count_documents({}) == 200


def test_a_store_whose_disk_is_full_ends_and_has_what_it_answered_once_it_is_started_again(
    both: tuple[Infrastructure, Servers],
) -> None:
    infrastructure, servers = both
    client: MongoClient[dict[str, object]] = MongoClient(servers.mongo, retryWrites=False)
    pid, answered = infrastructure.store.pid, 0
    assert pid
    size = (infrastructure.folder / "store" / "documents").stat().st_size
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    with pytest.raises(AutoReconnect):
        while answered < 1_000:
            client["test"]["full"].insert_one({"_id": answered, "padding": "x" * 10_000})
            answered += 1
    eventually(lambda: infrastructure.store.pid is None)
    infrastructure.store.start()
    assert client["test"]["full"].count_documents({}) in (answered, answered + 1)


def test_a_killed_broker_has_every_record_that_it_acknowledged(both: tuple[Infrastructure, Servers]) -> None:
    infrastructure, servers = both
    asyncio.run(_write(servers.kafka, 50))
    infrastructure.kafka.kill()
    infrastructure.kafka.start()
    assert asyncio.run(_count(servers.kafka)) == 50


async def _write(address: str, records: int) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    await admin.create_topics([NewTopic("kept", num_partitions=1, replication_factor=1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=address, acks="all", enable_idempotence=True) as producer:
        await asyncio.gather(*[producer.send_and_wait("kept", b"x") for _ in range(records)])


async def _count(address: str) -> int:
    async with AIOKafkaConsumer(bootstrap_servers=address) as consumer:
        partition = TopicPartition("kept", 0)
        return int((await consumer.end_offsets([partition]))[partition])


def test_the_store_finds_by_any_index_what_a_scan_finds(both: tuple[Infrastructure, Servers]) -> None:
    client: MongoClient[dict[str, object]] = MongoClient(both[1].mongo)
    indexed, plain = client["test"]["indexed"], client["test"]["plain"]
    indexed.create_index("due", sparse=True)
    indexed.create_index([("kind", 1), ("ranks", 1)])
    for collection in (indexed, plain):
        collection.insert_many(
            {"_id": n, "kind": n % 3, "ranks": [n, -n] if n % 2 else n, **({"due": n} if n % 5 == 0 else {})}
            for n in range(1, 100)
        )
        collection.update_many({"_id": {"$in": [5, 10]}}, {"$unset": {"due": ""}})
        collection.update_many({"_id": 7}, {"$set": {"due": None, "ranks": []}})
        collection.delete_many({"_id": 20})
    filters: list[dict[str, object]] = [
        {"due": {"$lte": 50}},
        {"due": {"$gt": 15, "$lt": 60}},
        {"due": {"$exists": True}},
        {"due": None},
        {"due": {"$in": [15, 25, 10]}, "kind": 0},
        {"kind": 1, "ranks": {"$gte": 10}},
        {"kind": 1, "ranks": {"$gt": -5, "$lt": 5}},
        {"kind": {"$in": [1, 2]}, "ranks": -11.0},
        {"kind": 1},
        {"_id": 7, "kind": 1},
        {"_id": {"$in": [7, 8]}, "kind": 2},
    ]
    for wanted in filters:
        found, expected = (list(each.find(wanted).sort("_id", 1)) for each in (indexed, plain))
        assert found == expected, wanted
        assert found, wanted


def test_a_sparse_unique_index_looks_into_arrays(both: tuple[Infrastructure, Servers]) -> None:
    client: MongoClient[dict[str, object]] = MongoClient(both[1].mongo)
    places = client["test"]["places"]
    places.create_index("places.key", unique=True, sparse=True)
    places.insert_many([{"_id": 1, "places": [{"key": "a"}, {"key": "b"}]}, {"_id": 2}, {"_id": 3, "places": []}])
    with pytest.raises(DuplicateKeyError):
        places.update_one({"_id": 2}, {"$push": {"places": {"key": "b"}}})
    places.update_one({"_id": 1}, {"$pull": {"places": {"key": "b"}}})
    places.update_one({"_id": 2}, {"$push": {"places": {"key": "b"}}})
    assert places.distinct("_id", {"places.key": "b"}) == [2]


def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind((HOST, port := free_port()))
        other.listen()
        with pytest.raises(InfrastructureError, match=rf"^Port {port}, which store needs, is taken: [^\n]+\.$"):
            Infrastructure(tmp_path, store_port=port).start()
    assert json.loads((tmp_path / "pids.json").read_text()) == {}


def test_servers_that_are_named_are_used_and_nothing_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELAIS_KAFKA", "kafka.example:9092")
    monkeypatch.setenv("RELAIS_MONGO", "mongodb://mongo.example")
    infrastructure = Infrastructure(tmp_path)
    with infrastructure as servers:
        assert servers == Servers("kafka.example:9092", "mongodb://mongo.example")
        with pytest.raises(InfrastructureError, match="was not started here"):
            infrastructure.store.kill()


def test_a_killed_parent_takes_its_server_with_it(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from relais.infrastructure.local import Infrastructure;"
        "os.environ['RELAIS_KAFKA'] = 'kafka.example:9092';"
        "i = Infrastructure(Path(sys.argv[1])); i.start(); print(i.store.pid, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert _is_gone(int(done.stdout))


def test_leftovers_end_only_where_they_are_still_ours(tmp_path: Path) -> None:
    ours = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", str(tmp_path)])
    another = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    record(tmp_path, "ours", ours.pid, str(tmp_path))
    record(tmp_path, "another", another.pid, str(tmp_path))
    try:
        assert stop_leftovers(tmp_path) == ["ours"]
        assert ours.wait(5) == -signal.SIGTERM
        assert another.poll() is None
        assert stop_leftovers(tmp_path) == []
    finally:
        another.kill()
        another.wait()


def _is_gone(pid: int, patience: float = 5.0) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False
