"""The streams of a deployment, made on the broker as the contracts declare them; never by accident."""

import asyncio
from collections.abc import Iterable, Sequence

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from contracts.catalogue import STREAMS
from contracts.stream import Stream

DAY_MS = 86_400_000


class StreamsDiffer(Exception):
    """A stream exists with another number of partitions than declared: keys would move, so order would break."""


def declared(partners: Iterable[str]) -> list[Stream]:
    """Every stream of the contracts; a partner's own for each partner."""
    shared = [stream for stream in STREAMS if "{partner}" not in stream.name]
    each = [stream for stream in STREAMS if "{partner}" in stream.name]
    return shared + [stream.of(partner) for partner in partners for stream in each]


async def create_streams(servers: str, streams: Sequence[Stream], replication: int = 1) -> None:
    """Make those that are missing. Raises StreamsDiffer, KafkaError."""
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    try:
        topics = [
            NewTopic(stream.name, stream.partitions, replication, topic_configs=settings_of(stream))
            for stream in streams
        ]
        answer = await admin.create_topics(topics)
        for name, code, *_ in answer.topic_errors:
            error = for_code(code)
            if code and error is not TopicAlreadyExistsError:
                raise error(name)
        await _compare(admin, streams)
    finally:
        await admin.close()


async def _compare(admin: AIOKafkaAdminClient, streams: Sequence[Stream]) -> None:
    for _attempt in range(50):
        described = {t["topic"]: t for t in await admin.describe_topics([stream.name for stream in streams])}
        missing = [s.name for s in streams if not described.get(s.name, {}).get("partitions")]
        if not missing:
            break
        await asyncio.sleep(0.1)
    else:
        raise KafkaError(f"streams do not appear: {missing}")
    for stream in streams:
        count = len(described[stream.name]["partitions"])
        if count != stream.partitions:
            raise StreamsDiffer(f"{stream.name} has {count} partitions, {stream.partitions} are declared.")


def settings_of(stream: Stream) -> dict[str, str]:
    """The broker's settings of a stream. An idle compacted partition rolls when the resends append to it."""
    if stream.cleanup == "compact":
        return {
            "cleanup.policy": "compact",
            "segment.ms": str(DAY_MS),
            "max.compaction.lag.ms": str(DAY_MS),
            "delete.retention.ms": str(90 * DAY_MS),
        }
    retention = -1 if stream.retention_days is None else stream.retention_days * DAY_MS
    return {"cleanup.policy": "delete", "retention.ms": str(retention), "retention.bytes": "-1"}
