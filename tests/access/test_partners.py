"""At the broker a company writes its own inbound stream and reads its own receipts: nothing else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError

from relais.streams import create_streams, declared
from tests.access.broker import Broker

OWN_IN, OWN_OUT = "partners.acme.inbound.v1", "partners.acme.receipts.v1"
OTHER_IN, OTHER_OUT = "partners.other.inbound.v1", "partners.other.receipts.v1"
PEOPLE, DIRECTORY = "profiles.people.v1", "profiles.directory.v1"


@pytest.fixture(scope="module")
async def door(broker: Broker) -> str:
    await create_streams(broker.kafka, declared(["acme", "other"]))
    await asyncio.to_thread(broker.admit, "acme", "other")
    async with running(AIOKafkaProducer(bootstrap_servers=broker.kafka)) as ours:
        for topic in (OWN_IN, OWN_OUT, OTHER_IN, OTHER_OUT, PEOPLE, DIRECTORY):
            await ours.send_and_wait(topic, b"{}", key=b"k", partition=0)
    return broker.door


def known(user: str, password: str) -> dict[str, Any]:
    secret = {"sasl_plain_username": f"partner-{user}", "sasl_plain_password": password}
    return {"security_protocol": "SASL_PLAINTEXT", "sasl_mechanism": "SCRAM-SHA-512", **secret}


@asynccontextmanager
async def running(client: Any) -> AsyncIterator[Any]:
    await client.start()
    try:
        yield client
    finally:
        await (client.close() if isinstance(client, AIOKafkaAdminClient) else client.stop())


async def write(door: str, topic: str) -> None:
    async with running(AIOKafkaProducer(bootstrap_servers=door, **known("acme", "acme"))) as producer:
        await asyncio.wait_for(producer.send_and_wait(topic, b"{}", key=b"k"), 8)


async def read(door: str, topic: str) -> None:
    """aiokafka only logs what it may not read, so what counts is whether the record that stands there comes."""
    consumer = AIOKafkaConsumer(bootstrap_servers=door, auto_offset_reset="earliest", **known("acme", "acme"))
    async with running(consumer):
        consumer.assign([TopicPartition(topic, 0)])
        if not await asyncio.wait_for(consumer.getmany(timeout_ms=1_500), 8):
            raise PermissionError(f"nothing of {topic} comes")


async def commit(door: str, group: str) -> None:
    async with running(AIOKafkaConsumer(bootstrap_servers=door, group_id=group, **known("acme", "acme"))) as consumer:
        consumer.assign([TopicPartition(OWN_OUT, 0)])
        await consumer.commit({TopicPartition(OWN_OUT, 0): 0})


async def create(door: str, topic: str) -> None:
    async with running(AIOKafkaAdminClient(bootstrap_servers=door, **known("acme", "acme"))) as admin:
        answer = await admin.create_topics([NewTopic(topic, 1, 1)])
        if answer.topic_errors[0][1]:
            raise KafkaError(str(answer.topic_errors))


async def listed(door: str) -> set[str]:
    async with running(AIOKafkaAdminClient(bootstrap_servers=door, **known("acme", "acme"))) as admin:
        return set(await admin.list_topics())


Try = tuple[Callable[[str, str], Awaitable[None]], str]
ALLOWED: list[Try] = [(write, OWN_IN), (read, OWN_OUT), (commit, "partners.acme.reader")]
FORBIDDEN: list[Try] = [
    *((write, topic) for topic in (OWN_OUT, OTHER_IN, OTHER_OUT, PEOPLE, DIRECTORY)),
    *((read, topic) for topic in (OWN_IN, OTHER_IN, OTHER_OUT, PEOPLE, DIRECTORY)),
    *((commit, group) for group in ("partners.other.reader", "matching.profiles.people.v1")),
    (create, "partners.acme.more.v1"),
]


def title(value: Any) -> str:
    return value if isinstance(value, str) else value.__name__


@pytest.mark.parametrize(("operation", "what"), ALLOWED, ids=title)
async def test_a_company_does_what_is_its_own(door: str, operation: Any, what: str):
    await operation(door, what)


@pytest.mark.parametrize(("operation", "what"), FORBIDDEN, ids=title)
async def test_the_broker_refuses_everything_else(door: str, operation: Any, what: str):
    with pytest.raises((KafkaError, PermissionError)) as refusal:
        await operation(door, what)
    told = f"{type(refusal.value).__name__} {refusal.value}"
    assert "Authorization" in told or isinstance(refusal.value, PermissionError)


async def test_a_company_sees_no_stream_but_its_own(door: str):
    assert await listed(door) == {OWN_IN, OWN_OUT}


async def test_nobody_comes_in_as_another_company(door: str):
    with pytest.raises(KafkaError):
        async with running(AIOKafkaProducer(bootstrap_servers=door, **known("other", "acme"))):
            pass
