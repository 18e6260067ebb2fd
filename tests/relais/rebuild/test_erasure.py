"""Whoever was erased stays erased, however often the streams are told again."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer
from pymongo import MongoClient

from audit.partition import partition_of
from chassis.settings import Settings
from contracts.envelope import Envelope
from contracts.event import Event
from contracts.people import PEOPLE, ProfileCreated, ProfileErased
from relais.infrastructure.local import Servers
from relais.rebuilding import rebuild
from relais.streams import create_streams, declared
from services.matching.app import create

SKILLS = ({"skill": "maths", "level": 3},)


async def tell(kafka: str, person: str, events: Sequence[Event]) -> None:
    """As profiles would publish it."""
    producer = AIOKafkaProducer(bootstrap_servers=kafka)
    await producer.start()
    for sequence, event in enumerate(events, 1):
        kind, name = type(event).__name__, f"{PEOPLE.name}/{person}/{sequence}"
        at = datetime(2026, 9, sequence, tzinfo=UTC)
        envelope = Envelope(name, "/relais/profiles", kind, person, at, "net", sequence)
        partition, body = partition_of(person, PEOPLE.partitions), event.model_dump_json().encode()
        await producer.send_and_wait(PEOPLE.name, body, person.encode(), partition, headers=envelope.headers())
    await producer.stop()


@pytest.fixture
def erased(servers: Servers) -> str:
    """Somebody who came and was erased."""
    person = str(uuid4())
    facts: dict[str, Any] = {"person_id": person, "territory": "75056", "languages": ["fr"], "offers": SKILLS}
    asyncio.run(create_streams(servers.kafka, declared([])))
    asyncio.run(tell(servers.kafka, person, [ProfileCreated(**facts), ProfileErased(person_id=person)]))
    return person


def test_a_rebuild_brings_nobody_back(servers: Servers, run_name: str, erased: str):
    async def again() -> None:
        settings = Settings(kafka=servers.kafka, mongo=servers.mongo, database=run_name)
        runtime = create(settings).state.runtime
        await rebuild(runtime, patience_s=0)
        await runtime.store.close()

    with MongoClient(servers.mongo) as client:
        profiles = client[f"{run_name}_matching"].profiles
        asyncio.run(again())
        gone = profiles.find_one(erased)["state"]
        assert (gone["erased"], gone["offers"], gone["territory"]) == (True, [], "")
        back = {"state.erased": False, "state.offers": [dict(SKILLS[0])], "state.territory": "75056"}
        profiles.update_one({"_id": erased}, {"$set": back})
        asyncio.run(again())
        assert profiles.find_one(erased)["state"] == gone
