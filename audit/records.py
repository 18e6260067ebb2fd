"""Reading the streams from the outside, as any Kafka client would, each partition to its end."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from pydantic import ValidationError

from audit.network import is_of
from contracts.catalogue import EVENTS
from contracts.envelope import text_headers
from contracts.event import Event

AT_ONCE = 2_000
FETCHED_BYTES = 8 * 1024 * 1024
MOST_DIGITS = 15


@dataclass(eq=False)
class Record:
    """One record. `written_at` is machine time in seconds; `headers` are those that are text.

    `type` and `subject` are empty, `sequence` is 0 where there is none that could be.
    """

    stream: str
    partition: int
    offset: int
    key: str
    headers: dict[str, str]
    value: bytes | None
    written_at: float = 0.0
    unread: bytes | None = None  # all headers as they came

    def __post_init__(self) -> None:
        get = self.headers.get
        self.type, self.subject, text = get("ce_type", ""), get("ce_subject", ""), get("ce_sequence", "")
        self.sequence = int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0

    @property
    def position(self) -> str:
        """Where it stands: names a record without telling anything of it."""
        return f"{self.stream}[{self.partition}]@{self.offset}"

    @property
    def text(self) -> bytes:
        """All that it says, key and headers too."""
        headers = self.unread if self.unread is not None else "\n".join(self.headers.values()).encode()
        return b"\n".join((self.value or b"", self.key.encode(), headers))

    @property
    def body(self) -> int:
        """Told again word for word, it is the same number, in one process."""
        return hash((self.value, self.unread or tuple(self.headers.items())))

    @property
    def time(self) -> datetime | None:
        """Programme time at which it was told; None without one, or without its zone."""
        try:
            time = datetime.fromisoformat(self.headers["ce_time"])
        except (KeyError, ValueError):
            return None
        return time if time.tzinfo else None

    @cached_property
    def event(self) -> Event | None:
        """None where the contracts cannot read it, or where it stands on another stream than its type's."""
        kind = EVENTS.get(self.type)
        if kind is None or self.value is None or not is_of(kind.stream, self.stream):
            return None
        try:
            return kind.model_validate_json(self.value)
        except ValidationError:
            return None


class Streams:
    """The streams of a broker. A context manager."""

    def __init__(self, kafka: str) -> None:
        self._admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=kafka,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_bytes=FETCHED_BYTES,
        )

    async def __aenter__(self) -> "Streams":
        await self._admin.start()
        await self._consumer.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()
        await self._admin.close()

    async def names(self) -> set[str]:
        """Every topic there is."""
        return set(await self._admin.list_topics())

    async def records(self, streams: Sequence[str]) -> AsyncIterator[list[Record]]:
        """Everything that stands on these streams now; in order within each partition, partitions side by side."""
        partitions = await self._partitions(streams)
        starts = await self._consumer.beginning_offsets(partitions)
        ends = await self._consumer.end_offsets(partitions)
        left = {partition for partition in partitions if starts[partition] < ends[partition]}
        self._consumer.assign(list(left))
        while left:
            batch = await self._consumer.getmany(timeout_ms=500, max_records=AT_ONCE)
            for records in batch.values():
                yield list(map(_read, records))
            done = [p for p in left & set(batch or left) if await self._consumer.position(p) >= ends[p]]
            self._consumer.pause(*done)
            left.difference_update(done)

    async def _partitions(self, streams: Sequence[str]) -> list[TopicPartition]:
        described = await self._admin.describe_topics(list(streams)) if streams else []
        return [
            TopicPartition(topic["topic"], part["partition"]) for topic in described for part in topic["partitions"]
        ]


def _read(record: Any) -> Record:
    key = (record.key or b"").decode(errors="replace")
    unread = b"\n".join([value or b"" for _, value in record.headers])
    where = (record.topic, record.partition, record.offset)
    headers = _headers(record.headers, unread)
    return Record(*where, key, headers, record.value, record.timestamp / 1000, unread)


def _headers(headers: Sequence[tuple[str, bytes | None]], joined: bytes) -> dict[str, str]:
    """Decoded all at once; those of a stranger, null or no text, one by one."""
    try:
        values = joined.decode().split("\n")
    except UnicodeDecodeError:
        return text_headers(headers)
    if len(values) != len(headers) or "" in values:
        return text_headers(headers)
    return dict(zip([name for name, _ in headers], values, strict=True))
