"""Whoever is erased stands in no segment of the broker, even where nothing else comes to their partition."""

import asyncio
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from contracts.directory import DIRECTORY
from relais.streams import create_streams, declared
from tests.access.broker import Broker
from tests.processes import Worker, eventually

CANARY = "Zephyrine-Valmore"
SCALED = {  # a day as a second; the broker keeps a replaced segment for a minute otherwise
    "cleanup.policy": "compact",
    "segment.ms": "1000",
    "max.compaction.lag.ms": "1000",
    "file.delete.delay.ms": "100",
}


def segments_with(canary: str, data: Path) -> list[str]:
    """Every file of the broker in which these bytes stand; one that is deleted meanwhile has none."""
    found = []
    for file in data.rglob("*"):
        try:
            if file.is_file() and canary.encode() in file.read_bytes():
                found.append(str(file.relative_to(data)))
        except FileNotFoundError:
            continue
    return found


async def scale_down(kafka: str) -> None:
    await create_streams(kafka, declared(["acme", "other"]))
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, DIRECTORY.name, configs=SCALED)])
    finally:
        await admin.close()


def test_an_erased_person_is_in_no_segment_and_in_no_document(
    broker: Broker, worker: Callable[..., Worker], servers: Any
):
    asyncio.run(scale_down(broker.kafka))
    settings = {
        "RELAIS_KAFKA": broker.kafka,
        "RELAIS_DATABASE": f"t{secrets.token_hex(4)}",
        "RELAIS_RESENDS_S": "[2,4]",
    }
    profiles = worker("services.profiles.app:create", **settings).start()
    gex = {"id": "gex", "label": "Gex", "inhabitants": 9000, "lat": 46, "lon": 6}
    profiles.http.put("/territories", json=[gex]).raise_for_status()
    contact = {"given_name": CANARY, "family_name": "Exemple"}
    answer = profiles.post("/people", {"contact": contact, "profile": {"territory": "gex"}})
    person = answer.json()["person_id"]
    eventually(lambda: segments_with(CANARY, broker.data))

    assert profiles.post(f"/people/{person}/erasure").status_code == 200
    eventually(lambda: profiles.get(f"/people/{person}/contact") is None)
    eventually(lambda: not segments_with(CANARY, broker.data), 60)
    assert CANARY not in profiles.log()
