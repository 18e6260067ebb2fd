"""What stands on the streams: copies, old records out of order, forgeries, records that the broker will not take."""

import asyncio
from collections.abc import Sequence
from random import Random
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewPartitions
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from audit.partition import partition_of
from contracts.stream import Stream
from relais.streams import declared, settings_of
from tests.faults.fault import FORGED, Args, Fault, Journal
from tests.faults.rig import NETWORK, Rig

STREAMS = {stream.name: stream for stream in declared(["glassworks"])}
KEPT = [name for name, stream in STREAMS.items() if stream.cleanup != "compact" and not name.startswith("partners.")]
HEARD = [name for name in KEPT if STREAMS[name].readers and name != "matching.rounds.v1"]
BODIES = (b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"a": 1}', b"[" * 2_000)
SPOILS = (
    "no headers",
    "no type",
    "unknown type",
    "no sequence",
    "bad sequence",
    "gap",
    "foreign network",
    "other key",
    "body",
)
Wire = tuple[bytes | None, bytes | None, list[tuple[str, bytes]]]


def replay(rig: Rig, journal: Journal, args: Args) -> Args:
    """A rogue producer sends what stands there already again, some of it twice, in any order."""
    return {"sent": asyncio.run(_replay(rig.running.kafka, STREAMS[args["stream"]], Random(args["chance"])))}


async def _replay(kafka: str, stream: Stream, chance: Random) -> int:
    async with AIOKafkaConsumer(bootstrap_servers=kafka) as consumer:
        partitions = [TopicPartition(stream.name, number) for number in range(stream.partitions)]
        consumer.assign(partitions)
        for partition, end in (await consumer.end_offsets(partitions)).items():
            consumer.seek(partition, max(0, end - 60))
        found = [r for records in (await consumer.getmany(timeout_ms=1_000)).values() for r in records]
    again = found + chance.sample(found, len(found) // 4)
    chance.shuffle(again)
    await _send(kafka, stream.name, [((r.key, r.value, list(r.headers)), r.partition) for r in again])
    return len(again)


async def _send(kafka: str, topic: str, records: Sequence[tuple[Wire, int]]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=kafka, enable_idempotence=True) as producer:
        for (key, value, headers), partition in records:
            await producer.send_and_wait(topic, value, key, partition, headers=headers)


def forge(rig: Rig, journal: Journal, args: Args) -> Args:
    """Things that no service has said, spoilt in every way, each in a lane of its own on another stream."""
    subjects = []
    for number, spoil in enumerate(SPOILS):
        stream = STREAMS[HEARD[(args["first"] + number) % len(HEARD)]]
        subject = f"{FORGED}{len(journal.forged)}"
        wire = _forged(stream.name, subject, spoil, BODIES[(args["first"] + number) % len(BODIES)])
        asyncio.run(_send(rig.running.kafka, stream.name, [(wire, partition_of(subject, stream.partitions))]))
        journal.forged.append(subject)
        subjects.append(subject)
    return {"subjects": subjects}


def _forged(stream: str, subject: str, spoil: str, body: bytes) -> Wire:
    headers = {
        "ce_specversion": "1.0",
        "ce_id": f"{stream}/{subject}/1",
        "ce_source": "/relais/nobody",
        "ce_type": "ProfileCreated",
        "ce_subject": subject,
        "ce_time": "2026-09-01T08:00:00+00:00",
        "ce_sequence": "1",
        "ce_network": NETWORK,
        "content-type": "application/json",
    }
    changes: dict[str, dict[str, Any]] = {
        "no headers": dict.fromkeys(headers),
        "no type": {"ce_type": None},
        "unknown type": {"ce_type": "NobodyKnows"},
        "no sequence": {"ce_sequence": None},
        "bad sequence": {"ce_sequence": "minus one"},
        "gap": {"ce_sequence": "7", "ce_id": f"{stream}/{subject}/7"},
        "foreign network": {"ce_network": "another"},
        "other key": {"ce_subject": f"{FORGED}by-another"},
    }
    changed = headers | changes.get(spoil, {})
    return subject.encode(), body, [(name, text.encode()) for name, text in changed.items() if text is not None]


def more_partitions(rig: Rig, journal: Journal, args: Args) -> Args:
    """An operator adds partitions to a topic: nothing may move there."""

    async def add() -> int:
        admin = AIOKafkaAdminClient(bootstrap_servers=rig.running.kafka)
        await admin.start()
        try:
            (told,) = await admin.describe_topics([args["stream"]])
            count = len(told["partitions"]) + 2
            await admin.create_partitions({args["stream"]: NewPartitions(total_count=count)})
            return count
        finally:
            await admin.close()

    return {"partitions": asyncio.run(add())}


def refuse_for_good(rig: Rig, journal: Journal, args: Args) -> Args:
    """For a while the broker takes no record of a stream, and says so for good; others go on."""
    stream = STREAMS[args["stream"]]
    asyncio.run(_configure(rig.running.kafka, stream, {"max.message.bytes": "10"}))
    rig.pause(args["for_s"])
    asyncio.run(_configure(rig.running.kafka, stream, {}))
    return {}


async def _configure(kafka: str, stream: Stream, more: dict[str, str]) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, stream.name, settings_of(stream) | more)])
    finally:
        await admin.close()


KINDS = {
    "replay": Fault(lambda chance: {"stream": chance.choice(KEPT), "chance": chance.randrange(10**6)}, replay, 2),
    "forgery": Fault(lambda chance: {"first": chance.randrange(100)}, forge),
    "more-partitions": Fault(lambda chance: {"stream": chance.choice(KEPT)}, more_partitions, 0.3),
    "refused-for-good": Fault(
        lambda chance: {"stream": chance.choice(KEPT), "for_s": chance.randint(2, 6)}, refuse_for_good
    ),
}
