"""The toy services of the chassis's tests as real processes, and a reader of what they publish."""

import asyncio
import secrets
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from aiokafka import AIOKafkaConsumer, TopicPartition

from relais.infrastructure.local import Servers
from relais.streams import create_streams
from relais.tokens import Issuer, make_keys
from tests.chassis import toy
from tests.processes import Worker


class Workers:
    """`things` takes commands, `mirror` follows its events. Killed at the end."""

    def __init__(self, servers: Servers, folder: Path) -> None:
        self.run, self._servers = secrets.token_hex(4), servers
        make_keys(folder / "keys")
        settings = {"TOY_RUN": self.run, "RELAIS_DATABASE": f"bench-{self.run}", "RELAIS_LOG_LEVEL": "ERROR"}
        issuer = Issuer(folder / "keys")
        self.things = Worker("tests.chassis.toy:create", folder / "things", servers, issuer, settings)
        self.mirror = Worker("tests.chassis.toy:create_mirror", folder / "mirror", servers, issuer, settings)

    def topic(self, stream: str) -> str:
        return f"toy.{stream}-{self.run}.v1"

    async def start(self) -> None:
        streams = [("things", toy.THINGS), ("mirrors", toy.MIRRORS)]
        named = [stream.model_copy(update={"name": self.topic(name)}) for name, stream in streams]
        await create_streams(self._servers.kafka, named)
        for worker in (self.things, self.mirror):
            await asyncio.to_thread(worker.start)

    def kill(self) -> None:
        for worker in (self.things, self.mirror):
            worker.kill()


@asynccontextmanager
async def workers(servers: Servers) -> AsyncIterator[Workers]:
    """Both up and ready."""
    with tempfile.TemporaryDirectory() as folder:
        both = Workers(servers, Path(folder))
        try:
            await both.start()
            yield both
        finally:
            both.kill()


class Reader:
    """Any Kafka client that reads a stream from its end; knows when each subject's n-th event could be read."""

    def __init__(self, servers: Servers, topic: str, partitions: int = toy.THINGS.partitions) -> None:
        self._consumer = AIOKafkaConsumer(bootstrap_servers=servers.kafka, enable_auto_commit=False)
        self._partitions = [TopicPartition(topic, number) for number in range(partitions)]
        self._came: dict[tuple[str, int], asyncio.Future[float]] = {}

    async def __aenter__(self) -> Self:
        await self._consumer.start()
        self._consumer.assign(self._partitions)
        await self._consumer.seek_to_end(*self._partitions)
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._reading.cancel()
        await self._consumer.stop()

    async def when(self, subject: str, sequence: int, within_s: float = 30) -> float:
        """`time.perf_counter()` at which the event could be read first. Raises TimeoutError."""
        return await asyncio.wait_for(asyncio.shield(self._of(subject, sequence)), within_s)

    def came(self, subject: str, sequence: int) -> bool:
        """Whether the event has been read by now."""
        return self._of(subject, sequence).done()

    def _of(self, subject: str, sequence: int) -> "asyncio.Future[float]":
        return self._came.setdefault((subject, sequence), asyncio.get_running_loop().create_future())

    async def _read(self) -> None:
        async for record in self._consumer:
            headers = dict(record.headers)
            came = self._of(record.key.decode(), int(headers["ce_sequence"]))
            if not came.done():
                came.set_result(time.perf_counter())
