"""Against the real broker and the real store: a whole run holds, and each bug sown on purpose turns it red."""

import asyncio
from collections.abc import Callable

import pytest

from audit.audit import Promises, audit
from audit.network import Network
from audit.report import Report
from relais.infrastructure.local import Servers
from tests.processes import Worker, eventually

SOON_S = 1


@pytest.fixture
def report(servers: Servers, network: Network, run_name: str) -> Callable[..., Report]:
    """What the audit says now."""

    def ask(grace_s: float = 10) -> Report:
        promises = Promises(network, grace_s=grace_s)
        return asyncio.run(audit(servers.kafka, servers.mongo, run_name, promises))

    return ask


def broken(report: Report) -> dict[str, list[str]]:
    return {v.invariant: [x.what for x in v.violations] for v in report.verdicts if not v.holds}


def bumped(toy: Worker, *things: str) -> None:
    for thing in things:
        assert toy.post(f"/things/{thing}/bump").status_code == 200


def seen(mirror: Worker, thing: str, *numbers: int) -> None:
    eventually(lambda: (mirror.get(f"/mirrors/{thing}") or {}).get("seen") == list(numbers))


def test_a_run_with_kills_holds(toy: Worker, mirror: Worker, report: Callable[..., Report]):
    toy.start()
    mirror.start()
    bumped(toy, *"abcabc")
    toy.kill()
    mirror.kill()
    toy.start()
    mirror.start()
    bumped(toy, *"abc")
    seen(mirror, "c", 1, 2, 3)
    found = report()
    assert broken(found) == {}
    assert (found.documents, found.records >= 18) == (7, True)


def test_what_is_parked_is_listed(toy: Worker, mirror: Worker, report: Callable[..., Report]):
    toy.start()
    mirror.start()
    for demand in ("", "bug", ""):
        toy.post("/things/a/bump", {"demand": demand})
    eventually(lambda: len((mirror.get("/parked") or [{"entries": ()}])[0]["entries"]) >= 2)
    found = report()
    assert broken(found) == {}
    (notes,) = [verdict.notes for verdict in found.verdicts if verdict.invariant == "lots"]
    assert "2 parked (ZeroDivisionError)" in notes[0]


def test_a_dropped_acknowledgement_turns_it_red(toy: Worker, worker, mirror: Worker, report: Callable[..., Report]):
    careless = worker("tests.audit.seeded:acknowledgement_dropped", **toy.settings).start()
    mirror.start()
    bumped(careless, *"aaab")
    seen(mirror, "b", 1)
    assert broken(report(SOON_S))["sequences"] == ["lost: 2"]


def test_a_commit_before_the_effect_turns_it_red(toy: Worker, worker, mirror: Worker, report: Callable[..., Report]):
    toy.start()
    hasty = worker("tests.audit.seeded:committed_before_applied", **mirror.settings).start()
    bumped(toy, "a")
    hasty.wait_killed()
    mirror.start()
    bumped(toy, "b")
    seen(mirror, "b", 1)
    assert broken(report(SOON_S)) == {"owed reactions": ["mirror has heard 0 of 1 in mirrors"]}


def test_an_outbox_emptied_before_it_is_sent_turns_it_red(
    toy: Worker, worker, mirror: Worker, report: Callable[..., Report]
):
    hasty = worker("tests.audit.seeded:outbox_removed_early", **toy.settings).start()
    hasty.try_post("/things/a/bump", "key")
    hasty.wait_killed()
    toy.start()
    mirror.start()
    bumped(toy, "a", "b")
    seen(mirror, "b", 1)
    assert broken(report(SOON_S))["sequences"] == ["lost: 1"]
