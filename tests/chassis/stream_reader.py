"""Reads a toy stream from the outside, as any Kafka client would."""

import asyncio

from aiokafka import AIOKafkaConsumer, TopicPartition

from tests.processes import Worker

PARTITIONS = 4


def sequences(worker: Worker, stream: str, subject: str) -> list[int]:
    """Sequences of one subject in the order in which they first stand on the stream."""
    first: list[int] = []
    for headers in asyncio.run(_headers(worker.settings["RELAIS_KAFKA"], f"toy.{stream}-{worker.settings['TOY_RUN']}.v1")):
        if headers["ce_subject"] == subject and int(headers["ce_sequence"]) not in first:
            first.append(int(headers["ce_sequence"]))
    return first


async def _headers(servers: str, topic: str) -> list[dict[str, str]]:
    consumer = AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="earliest", enable_auto_commit=False)
    await consumer.start()
    try:
        partitions = [TopicPartition(topic, number) for number in range(PARTITIONS)]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        found = []
        for partition in partitions:
            while await consumer.position(partition) < ends[partition]:
                batch = await consumer.getmany(partition, timeout_ms=500)
                found += [r for records in batch.values() for r in records]
        return [{name: value.decode() for name, value in record.headers} for record in found]
    finally:
        await consumer.stop()
