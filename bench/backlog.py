"""A backlog: records that wait on a stream before anybody reads it."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaProducer

from bench.toy import Toy
from chassis.draft import partition_of
from contracts.envelope import Envelope
from relais.streams import create_streams

START = datetime(2026, 9, 1, 8, tzinfo=UTC)
NOTE = "n" * 200  # makes a record of some 480 bytes with its headers


async def fill(servers: str, toy: Toy, aggregates: int, each: int) -> None:
    """Write `each` visits of each of `aggregates` pairs, all pairs' first visits first."""
    await create_streams(servers, [toy.visits, toy.journals])
    async with AIOKafkaProducer(bootstrap_servers=servers, enable_idempotence=True) as producer:
        for sequence in range(1, each + 1):
            sent = [await _send(producer, toy, f"pair-{number}", sequence) for number in range(aggregates)]
            await asyncio.gather(*sent)


async def _send(producer: AIOKafkaProducer, toy: Toy, pair: str, sequence: int) -> Any:
    topic = toy.visits.name
    envelope = Envelope(
        id=f"{topic}/{pair}/{sequence}",
        source="/relais/bench",
        type=toy.visit.__name__,
        subject=pair,
        time=START,
        network="net",
        sequence=sequence,
        actor="somebody",
        channel="web",
    )
    body = toy.visit(pair_id=pair, minutes=45, note=NOTE).model_dump_json().encode()
    where = partition_of(pair, toy.visits.partitions)
    return await producer.send(topic, body, key=pair.encode(), partition=where, headers=envelope.headers())
