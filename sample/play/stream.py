"""What an outside client reads on Kafka: every domain stream, from its beginning."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiokafka import AIOKafkaConsumer

OWNERS = ("profiles.", "matching.", "scheduling.", "feedback.")
PERSONAL = "profiles.directory.v1"


@dataclass(frozen=True)
class Heard:
    """An event: `subject` is the id of what it is about, `time` programme time."""

    type: str
    subject: str
    time: datetime
    stream: str
    data: dict[str, Any]
    on_behalf: str | None = None

    def __getitem__(self, name: str) -> Any:
        return self.data[name]

    @property
    def asks(self) -> list[dict[str, Any]]:
        """Whose answer it awaits: whom, role, what, until."""
        return self.data.get("asks") or []


def heard(record: Any) -> Heard:
    headers = {name: value.decode() for name, value in record.headers}
    return Heard(
        type=headers["ce_type"],
        subject=headers["ce_subject"],
        time=datetime.fromisoformat(headers["ce_time"]),
        stream=record.topic,
        data=json.loads(record.value) if record.value else {},
        on_behalf=headers.get("ce_onbehalf"),
    )


class Reader:
    """Hands every event to `hear`, in the order of its stream; counts them."""

    def __init__(self, kafka: str, hear: Callable[[Heard], None]) -> None:
        self._kafka, self._hear = kafka, hear
        self.events = 0
        self.last_at = time.monotonic()
        self.started = asyncio.Event()

    async def read(self) -> None:
        """Until cancelled."""
        consumer = AIOKafkaConsumer(bootstrap_servers=self._kafka, auto_offset_reset="earliest", fetch_max_wait_ms=100)
        await consumer.start()
        try:
            consumer.subscribe([name for name in await consumer.topics() if is_domain(name)])
            self.started.set()
            async for record in consumer:
                self.events += 1
                self.last_at = time.monotonic()
                self._hear(heard(record))
        finally:
            await consumer.stop()

    def quiet_for(self) -> float:
        """Real seconds since the last event."""
        return time.monotonic() - self.last_at


def is_domain(name: str) -> bool:
    return name.startswith(OWNERS) and name != PERSONAL
