"""Everything that stands on the streams, read by a client of the harness's own."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient


@dataclass(frozen=True)
class Told:
    """A record. `at` is machine time, seconds; the body is None where it is no JSON object."""

    stream: str
    position: tuple[int, int]
    headers: dict[str, str]
    value: bytes | None
    at: float

    @property
    def id(self) -> tuple[str, object]:
        """Copies of an event have one; what has no id of its own is known by where it stands."""
        return self.stream, self.headers.get("ce_id", self.position)

    @property
    def body(self) -> dict[str, Any]:
        try:
            body = json.loads(self.value or b"")
        except (ValueError, RecursionError):
            return {}
        return body if isinstance(body, dict) else {}


async def partitions(consumer: AIOKafkaConsumer) -> list[TopicPartition]:
    """Of every stream; those that were added since as well."""
    await consumer._client.force_metadata_update()
    names = [name for name in await consumer.topics() if not name.startswith("__")]
    return [TopicPartition(name, number) for name in names for number in consumer.partitions_for_topic(name) or ()]


@asynccontextmanager
async def admin(kafka: str) -> AsyncIterator[AIOKafkaAdminClient]:
    client = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await client.start()
    try:
        yield client
    finally:
        await client.close()


async def behind(client: AIOKafkaAdminClient, ends: Mapping[TopicPartition, int]) -> int:
    """How many records the services' groups have not committed."""
    groups = [name for name, _ in await client.list_consumer_groups()]
    committed = [await client.list_consumer_group_offsets(name) for name in groups]
    return sum(max(0, ends.get(at, 0) - mark.offset) for marks in committed for at, mark in marks.items())


async def everything(kafka: str) -> AsyncIterator[Told]:
    """In order within each partition."""
    async with AIOKafkaConsumer(bootstrap_servers=kafka, enable_auto_commit=False) as consumer:
        found = await partitions(consumer)
        ends = await consumer.end_offsets(found)
        consumer.assign(found)
        await consumer.seek_to_beginning()
        left = {partition for partition in found if ends[partition]}
        while left:
            for records in (await consumer.getmany(timeout_ms=500)).values():
                for record in records:
                    yield _told(record)
            done = [partition for partition in left if await consumer.position(partition) >= ends[partition]]
            consumer.pause(*done)
            left.difference_update(done)


def _told(record: Any) -> Told:
    headers = {name: value.decode(errors="replace") for name, value in record.headers}
    position = (record.partition, record.offset)
    return Told(record.topic, position, headers, record.value, record.timestamp / 1000)
