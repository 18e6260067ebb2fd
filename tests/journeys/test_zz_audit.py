"""When all journeys are over, the judge from outside finds nothing lost, doubled or overbooked."""

import asyncio

from audit.audit import Promises, audit
from tests.journeys.network import DATABASE, Network
from tests.journeys.test_erasure import CANARY


def test_after_all_journeys_the_audit_finds_nothing_wrong(network: Network) -> None:
    servers = network.servers
    report = asyncio.run(audit(servers.kafka, servers.mongo, DATABASE, Promises(canaries=(CANARY,))))
    assert report.holds, report.to_json()
    assert report.records > 0
