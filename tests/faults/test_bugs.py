"""Each bug sown on purpose turns the audit red; three more are in tests/audit/test_audit.py."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from audit.audit import Promises, audit
from audit.invariants.effects import Effect
from audit.invariants.projections import Projection
from audit.network import Hearing, Network, Publishing
from contracts.catalogue import EVENTS
from relais.infrastructure.local import Servers
from tests.chassis import toy as toys
from tests.chassis.conftest import run_name
from tests.chassis.raw import produce
from tests.processes import Worker, eventually

__all__ = ["run_name"]
Broken = Callable[[], dict[str, list[str]]]


@pytest.fixture
def broken(servers: Servers, run_name: str, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """What the audit says is wrong, by invariant."""
    things = toys.THINGS.model_copy(update={"name": f"toy.things-{run_name}.v1"})
    mirrors = toys.MIRRORS.model_copy(update={"name": f"toy.mirrors-{run_name}.v1"})
    bumped: type[toys.ThingBumped] = type("ThingBumped", (toys.ThingBumped,), {"stream": things})
    monkeypatch.setitem(EVENTS, "ThingBumped", bumped)
    promises = Promises(
        network=Network(
            publishing=(Publishing("toy", "things", things), Publishing("mirror", "mirrors", mirrors)),
            hearing=(Hearing("mirror", things, "mirrors"),),
        ),
        effects=(Effect((bumped,), "mirror", "mirrors", lambda event: [event.thing_id], exists=True),),
        projections=(Projection((bumped,), "mirror", "mirrors", _seen),),
        grace_s=0.5,
    )

    def ask() -> dict[str, list[str]]:
        report = asyncio.run(audit(servers.kafka, servers.mongo, run_name, promises))
        return {v.invariant: [x.what for x in v.violations] for v in report.verdicts if not v.holds}

    return ask


def _seen(event: toys.ThingBumped) -> dict[str, Any]:
    """A mirror has seen every number, once and in order."""
    return {"seen": list(range(1, event.number + 1))}


@pytest.fixture
def buggy(worker: Callable[..., Worker], run_name: str) -> Callable[[str], Worker]:
    def start(bug: str) -> Worker:
        settings = {"TOY_RUN": run_name, "RELAIS_DATABASE": run_name, "FAULTS_BUG": bug}
        return worker("tests.faults.bugs:create", **settings).start()

    return start


@pytest.mark.parametrize(
    ("bug", "invariant", "what"),
    [
        ("sequence-reused", "sequences", "two different events have this id"),
        ("event-without-state", "sequences", "no document has decided this"),
        ("outbox-forgotten", "outboxes", "wait from 1 on"),
        ("partition-changed", "sequences", "partition"),
    ],
)
def test_a_publisher_with_a_bug_is_found(bug: str, invariant: str, what: str, buggy: Any, broken: Broken):
    toy = buggy(bug)
    for _ in range(3):
        assert toy.post("/things/a/bump").status_code == 200
    eventually(lambda: any(what in each for each in broken().get(invariant, ())))


@pytest.mark.parametrize(("bug", "what"), [("timer-raised-twice", "raised before"), ("due-date-skipped", "was due at")])
def test_a_clock_with_a_bug_is_found(bug: str, what: str, buggy: Any, broken: Broken):
    toy = buggy(bug)
    assert toy.post("/things/a/wind", {"every_s": 0.3, "times": 1}).status_code == 200
    assert toy.post("/things/b/wind", {"every_s": 0.3, "times": 1}).status_code == 200

    def said() -> list[str]:
        toy.post("/things/c/bump")  # time is what the latest event says
        return broken().get("due dates", [])

    eventually(lambda: any(what in each for each in said()))


@pytest.mark.parametrize(
    ("bug", "numbers", "demand", "invariant", "what"),
    [
        ("guard-skipped", (1, 1), "", "projections", "is not what the stream says"),
        ("gap-passed", (2, 1), "", "projections", "is not what the stream says"),
        ("effect-written-twice", (1,), "", "projections", "is not what the stream says"),
        ("guard-without-effect", (1,), "", "effects", "without its effect"),
        ("lot-released-without-its-condition", (1,), "door", "owed reactions", "has heard 0 of 1"),
    ],
)
def test_a_follower_with_a_bug_is_found(
    *, bug: str, numbers: tuple[int, ...], demand: str, invariant: str, what: str, buggy: Any, broken: Broken
):
    tell(buggy(bug), numbers, demand)
    eventually(lambda: any(what in each for each in broken().get(invariant, ())))


def test_a_follower_without_one_is_not(worker: Callable[..., Worker], run_name: str, broken: Broken):
    mirror = worker("tests.chassis.toy:create_mirror", TOY_RUN=run_name, RELAIS_DATABASE=run_name).start()
    tell(mirror, (1, 1, 3, 2))
    eventually(lambda: (mirror.get("/mirrors/a") or {}).get("seen", [])[:2] == [1, 2])  # 3 may have followed already
    tell(mirror, (3,))
    assert broken().keys() <= {"sequences"}  # nobody has decided what is told here


def tell(mirror: Worker, numbers: tuple[int, ...], demand: str = "") -> None:
    for number in numbers:
        body = b'{"thing_id": "a", "number": %d, "demand": "%s"}' % (number, demand.encode())
        id = f"toy.things-{mirror.settings['TOY_RUN']}.v1/a/{number}".encode()
        produce(mirror, "a", {"ce_sequence": b"%d" % number, "ce_id": id}, body)
