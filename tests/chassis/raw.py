"""Writes records of any kind on the toy's stream, as a careless client would."""

import asyncio
from collections.abc import Mapping

from aiokafka import AIOKafkaProducer

from chassis.draft import partition_of
from tests.chassis.toy import THINGS
from tests.processes import Worker


def produce(worker: Worker, key: str, headers: Mapping[str, bytes | None] | None, body: bytes | None) -> None:
    """One record with the headers of a good ThingBumped, changed as told; None: without any."""
    topic = f"toy.things-{worker.settings['TOY_RUN']}.v1"
    good = {
        "ce_specversion": b"1.0",
        "ce_id": f"{topic}/{key}/1".encode(),
        "ce_source": b"/relais/toy",
        "ce_type": b"ThingBumped",
        "ce_subject": key.encode(),
        "ce_time": b"2026-09-01T08:00:00+00:00",
        "ce_sequence": b"1",
        "ce_network": b"net",
    }
    whole = [] if headers is None else list({**good, **headers}.items())
    asyncio.run(_send(worker.settings["RELAIS_KAFKA"], topic, key, whole, body))


async def _send(servers: str, topic: str, key: str, headers: list, body: bytes | None) -> None:
    async with AIOKafkaProducer(bootstrap_servers=servers, max_request_size=2_000_000) as producer:
        partition = partition_of(key, THINGS.partitions)
        await producer.send_and_wait(topic, body, key=key.encode(), partition=partition, headers=headers)
