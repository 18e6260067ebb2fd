"""From a stream to a batch: one subscriber and one group a stream, committed only after everything was applied."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from faststream import AckPolicy
from faststream.exceptions import NackMessage
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaAckableMessage

from chassis import metrics
from chassis.arrival import read_record
from chassis.batch import Batch
from chassis.brake import Stopped
from chassis.clock import machine_seconds
from chassis.errors import Transient
from chassis.logs import log
from chassis.settings import Settings
from chassis.steps import reached
from chassis.store import is_away


class Consumer(ConsumerRebalanceListener):  # type: ignore[misc]
    """One stream into one service."""

    def __init__(self, service: str, settings: Settings, batch: Batch, applied: asyncio.Event) -> None:
        self._batch, self._settings, self._applied = batch, settings, applied
        self.stream = batch.table.stream.name
        self._group = f"{service}.{self.stream}"
        self._stop = asyncio.Event()

    def subscribe(self, broker: KafkaBroker) -> None:
        """Declare the subscriber on the broker; it starts with it."""
        s = self._settings
        self._subscriber = broker.subscriber(
            self.stream,
            batch=True,
            group_id=self._group,
            group_instance_id=f"{self._group}.{s.slot}",
            auto_offset_reset="earliest",
            ack_policy=AckPolicy.NACK_ON_ERROR,
            max_records=s.batch,
            batch_timeout_ms=s.batch_wait_ms,
            session_timeout_ms=s.session_timeout_ms,
            rebalance_timeout_ms=30_000,
            heartbeat_interval_ms=1_000,
            max_poll_interval_ms=300_000,
            listener=self,
            parser=self._parse,
            decoder=self._as_it_is,
            title=self._group,
        )
        self._subscriber(self.handle)

    async def _parse(self, records: Sequence[Any]) -> KafkaAckableMessage:
        """Reads no header, so none can break it; must be ackable, or nothing is ever committed."""
        return KafkaAckableMessage(body=records, raw_message=records, consumer=self.inner, headers={})

    async def _as_it_is(self, message: KafkaAckableMessage) -> Any:
        return message.body

    @property
    def inner(self) -> AIOKafkaConsumer:
        return self._subscriber.consumer

    async def handle(self, records: Any) -> None:
        """Apply them all; the store or the broker away: stand, then hand the batch back. None is passed over."""
        began, pause = machine_seconds(), 0.05
        while True:
            try:
                await self._batch.apply([read_record(record, self._batch.table) for record in records])
                self._applied.set()
                reached("commit.before")
                return
            except Stopped:
                pass  # stands in its group, so that no other worker takes these records over and parks them
            except Exception as error:
                if not is_away(error):
                    log.exception("a batch failed", stream=self.stream)
                metrics.OUTAGES.inc()
            if self._stop.is_set() or machine_seconds() - began > self._settings.hand_back_s:
                raise NackMessage
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), pause)
            pause = min(pause * 2, 2.0)

    def hand_back(self) -> None:
        """A revoke or a stop: whatever stands is given back at once."""
        self._stop.set()

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        """Before a partition goes to another worker, what is in hand is done or handed back."""
        if revoked:
            self.hand_back()
            await self._subscriber.lock.wait_release(10)  # type: ignore[attr-defined]

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        self._stop.clear()

    @property
    def assigned(self) -> bool:
        """Whether the group has given this worker its share (which may be none, with more workers than partitions)."""
        if self.inner is None:
            return False
        coordinator = self.inner._coordinator
        return bool(self.inner.assignment()) or not getattr(coordinator, "_rejoin_needed_fut", None)

    @property
    def polls(self) -> bool:
        """Whether the consume loop runs and the group knows it; an effect that takes its time is not a fault."""
        tasks = getattr(self._subscriber, "tasks", [])
        return self.inner is not None and any(not task.done() for task in tasks)

    async def measure_lag(self) -> None:
        if self.inner is None:  # not started yet, or stopped
            return
        lag = 0
        for partition in self.inner.assignment():
            lag += max(0, (self.inner.highwater(partition) or 0) - await self.inner.position(partition))
        metrics.LAG.labels(self.stream).set(lag)


async def fetch_one(servers: str, topic: str, partition: int, offset: int) -> Any:
    """One record by its position: what is parked of a personal stream keeps no content. Raises Transient."""
    consumer = AIOKafkaConsumer(bootstrap_servers=servers, enable_auto_commit=False)
    await consumer.start()
    try:
        where = TopicPartition(topic, partition)
        consumer.assign([where])
        consumer.seek(where, offset)
        record = await asyncio.wait_for(consumer.getone(), 10)
        if record.offset != offset:
            raise LookupError(f"record {offset} of {topic}-{partition} has expired")
        return record
    except TimeoutError as error:
        raise Transient("the broker does not answer") from error
    finally:
        await consumer.stop()
