"""Sending to Kafka, each record acknowledged by all in-sync replicas."""

import asyncio
from contextlib import suppress

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from chassis import metrics
from chassis.draft import Entry
from chassis.errors import Transient
from chassis.logs import log, once_a_minute

SEND_TIMEOUT_S = 10


class RefusedByBroker(Exception):
    """The broker will never take this record."""


class Producer:
    """An idempotent producer that is thrown away after an error that is not retriable.

    One record refused for good poisons aiokafka's idempotent producer for that partition for ever.
    """

    def __init__(self, servers: str, client_id: str) -> None:
        self._servers, self._client_id = servers, client_id
        self._inner: AIOKafkaProducer | None = None
        self._renewing = asyncio.Lock()

    async def start(self) -> None:
        """Raises KafkaConnectionError where no broker answers."""
        producer = AIOKafkaProducer(
            bootstrap_servers=self._servers,
            client_id=self._client_id,
            enable_idempotence=True,
            linger_ms=0,
            max_batch_size=64 * 1024,  # a full batch wakes every waiting sender: 16 KB cost a third more CPU
            max_request_size=2 * 1024 * 1024,
            request_timeout_ms=5_000,
            retry_backoff_ms=50,
        )
        try:
            await producer.start()
        except BaseException:
            await producer.stop()
            raise
        self._inner = producer

    async def stop(self) -> None:
        if self._inner:
            inner, self._inner = self._inner, None
            with suppress(TimeoutError, KafkaError):  # what was not acknowledged is still in an outbox
                await asyncio.wait_for(inner.stop(), 2)

    async def send(self, key: str, entry: Entry) -> None:
        """One outbox entry, acknowledged. Raises Transient or RefusedByBroker."""
        inner = self._inner
        if inner is None:
            raise Transient("there is no producer yet")
        headers = [(name, bytes(value)) for name, value in entry["headers"]]
        value = None if entry["data"] is None else entry["data"].encode()
        try:
            sent = await inner.send(entry["topic"], value, key.encode(), entry["partition"], headers=headers)
            await asyncio.wait_for(sent, SEND_TIMEOUT_S)
        except TimeoutError as error:
            if once_a_minute("away", "broker"):
                log.warning("the broker does not acknowledge", stream=entry["topic"])
            raise Transient("the broker does not acknowledge") from error
        except KafkaError as error:
            if getattr(error, "retriable", False) or self._inner is not inner:
                raise Transient(f"the broker is away: {type(error).__name__}") from error
            event_id = f"{entry['topic']}/{key}/{entry['sequence']}"
            if once_a_minute("refused", entry["topic"], type(error).__name__):
                log.error("the broker refuses an event", event_id=event_id, reason=type(error).__name__)
            metrics.PRODUCERS.inc()
            await self.stop()
            with suppress(KafkaError):  # no broker: revived later
                await self.revive()
            raise RefusedByBroker(type(error).__name__) from error
        metrics.PUBLISHED.labels(entry["topic"]).inc()

    async def revive(self) -> None:
        """A producer where there is none, because the last one was thrown away."""
        async with self._renewing:
            if self._inner is None:
                await self.start()
