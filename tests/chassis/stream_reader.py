"""Reads a toy stream from the outside, as any Kafka client would."""

import asyncio
import json
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from tests.processes import Worker

PARTITIONS = 4


def sequences(worker: Worker, stream: str, subject: str) -> list[int]:
    """Sequences of one subject in the order in which they first stand on the stream."""
    found = [int(headers["ce_sequence"]) for headers, _ in _of(worker, stream, subject)]
    return list(dict.fromkeys(found))


def events(worker: Worker, stream: str, subject: str) -> list[dict[str, Any]]:
    """Bodies of one subject's events, duplicates included."""
    return [json.loads(body) for _, body in _of(worker, stream, subject)]


def _of(worker: Worker, stream: str, subject: str) -> list[tuple[dict[str, str], bytes]]:
    topic = f"toy.{stream}-{worker.settings['TOY_RUN']}.v1"
    records = asyncio.run(_records(worker.settings["RELAIS_KAFKA"], topic))
    read = [({name: value.decode() for name, value in record.headers}, record.value) for record in records]
    return [(headers, body) for headers, body in read if headers["ce_subject"] == subject]


async def _records(servers: str, topic: str) -> list[Any]:
    consumer = AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="earliest", enable_auto_commit=False)
    await consumer.start()
    try:
        partitions = [TopicPartition(topic, number) for number in range(PARTITIONS)]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        found: list[Any] = []
        for partition in partitions:
            while await consumer.position(partition) < ends[partition]:
                batch = await consumer.getmany(partition, timeout_ms=500)
                found += [record for records in batch.values() for record in records]
        return found
    finally:
        await consumer.stop()
