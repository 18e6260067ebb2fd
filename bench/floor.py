"""What one document's way to the broker takes without any service: the bound of a latency on this machine."""

from typing import Any, Self

from aiokafka import AIOKafkaProducer
from motor.motor_asyncio import AsyncIOMotorClient

from relais.infrastructure.local import Servers

BODY = b"x" * 300


class Floor:
    """One store client and one producer in this process."""

    def __init__(self, servers: Servers, topic: str) -> None:
        self._topic = topic
        self._client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(servers.mongo, w="majority", journal=True)
        self._documents = self._client["bench-floor"][topic]
        self._producer = AIOKafkaProducer(bootstrap_servers=servers.kafka, enable_idempotence=True, linger_ms=0)

    async def __aenter__(self) -> Self:
        await self._producer.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._producer.stop()
        self._client.close()

    async def write_and_send(self, id: str) -> None:
        """A document with an outbox, its event, the outbox emptied."""
        await self._documents.insert_one({"_id": id, "version": 1, "outbox": [{"sequence": 1, "data": BODY}]})
        headers = [("ce_sequence", b"1")]
        await self._producer.send_and_wait(self._topic, BODY, key=id.encode(), headers=headers)
        await self._documents.update_one({"_id": id, "version": 1}, {"$set": {"outbox": []}})
