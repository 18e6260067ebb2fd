"""Each network is a world of its own."""

from dataclasses import replace

from audit.invariants.tenants import Tenants
from tests.audit.history import judged, mirror, record, thing, wrongs

OURS = replace(thing("a", 2), network="net")


async def test_one_network_for_all_holds():
    history = [record("a", 1), record("a", 2)]
    verdict = await judged(Tenants(), history, [OURS, replace(mirror("a", 2), network="net")])
    assert verdict.holds
    assert verdict.checked == 1


async def test_an_event_that_names_another_network_than_its_document_is_seen():
    verdict = await judged(Tenants(), [record("a", 1, network="other")], [OURS])
    assert wrongs(verdict) == [("toy.things.v1/a", "its events name another network than its document's")]


async def test_a_history_in_two_networks_is_seen():
    verdict = await judged(Tenants(), [record("a", 1), record("a", 2, network="other")], [OURS])
    assert wrongs(verdict) == [("toy.things.v1/a", "its events name 2 networks")]


async def test_a_document_of_another_network_that_has_heard_is_seen():
    verdict = await judged(Tenants(), [record("a", 1)], [OURS, replace(mirror("a", 1), network="other")])
    assert wrongs(verdict) == [("toy.things.v1/a", "a document of another network has heard of it")]
