"""One record that the broker refuses for good must not poison those that come after it."""

import json
import secrets

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from chassis.producer import Producer, RefusedByBroker


async def test_a_refused_record_costs_a_producer_and_nothing_else(servers):
    topic = f"toy.small-{secrets.token_hex(4)}.v1"
    admin = AIOKafkaAdminClient(bootstrap_servers=servers.kafka)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1, topic_configs={"max.message.bytes": "10000"})])
    await admin.close()
    producer = Producer(servers.kafka, "test")
    await producer.start()
    try:
        await producer.send("a", entry(topic, "small"))
        with pytest.raises(RefusedByBroker):
            await producer.send("a", entry(topic, "x" * 50_000))
        for _ in range(3):
            await producer.send("a", entry(topic, "small"))
    finally:
        await producer.stop()


def entry(topic: str, text: str) -> dict:
    return {"topic": topic, "partition": 0, "sequence": 1, "headers": [], "data": json.dumps({"text": text})}
