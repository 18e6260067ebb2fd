"""A company that publishes on its own stream: nominations, copies of them, and what nobody can read."""

import asyncio
import json
from itertools import count
from random import Random
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from contracts.partners import INBOUND
from tests.faults.load.ledger import Ledger
from tests.faults.load.town import CANARY
from tests.faults.load.walks import Pace

PARTNER, SOURCE = "glassworks", "https://glassworks.example/csr"
NOMINEES, AT_ONCE = 200, 10
COPIES, SPOILT = 0.1, 0.02
Wire = tuple[bytes, bytes, list[tuple[str, bytes]]]


class Company:
    """Every event stands in the ledger before it is sent, and is sent until the broker has it."""

    def __init__(self, kafka: str, ledger: Ledger, pace: Pace, seed: int) -> None:
        self._kafka, self._ledger, self._pace, self._chance = kafka, ledger, pace, Random(seed)

    async def publish(self) -> None:
        """Until the pace has ended."""
        producer = await self._connected()
        try:
            for number in count(1):
                await self._pace.wait()
                await self._send(producer, [self._event(number * AT_ONCE + each) for each in range(AT_ONCE)])
        finally:
            await producer.stop()

    async def _connected(self) -> AIOKafkaProducer:
        """The broker may be away in the very moment in which the company begins."""
        while True:
            producer = AIOKafkaProducer(
                bootstrap_servers=self._kafka, enable_idempotence=True, request_timeout_ms=5_000
            )
            try:
                await producer.start()
                return producer
            except KafkaError:
                await producer.stop()
                await asyncio.sleep(0.2)

    async def _send(self, producer: AIOKafkaProducer, events: list[tuple[str, str, Wire]]) -> None:
        self._ledger.write_all([{"trace": id, "outcome": "sent", "answer": answer} for id, answer, _ in events])
        for id, _, wire in events:
            copies = 1 + (self._chance.random() < COPIES)
            while copies:
                try:
                    key, value, headers = wire
                    await producer.send_and_wait(INBOUND.of(PARTNER).name, value, key, headers=headers)
                    copies -= 1
                except KafkaError:
                    self._ledger.write(id, "unknown")
                    await asyncio.sleep(0.2)
        self._ledger.write_all([{"trace": id, "outcome": "ok"} for id, *_ in events])

    def _event(self, number: int) -> tuple[str, str, Wire]:
        """Its `ce_id`, the type of the receipt that it must have, and the record."""
        subject, id = f"nominee-{number % NOMINEES}", f"event-{number}"
        kind = "MentorNominated" if number < NOMINEES else "NominationChanged"
        headers = {
            "ce_specversion": "1.0",
            "ce_id": id,
            "ce_source": SOURCE,
            "ce_type": kind,
            "ce_subject": subject,
            "content-type": "application/json",
        }
        body = json.dumps(_nominee(number)).encode()
        spoilt = self._chance.random() < SPOILT
        if spoilt:
            body = self._chance.choice(SPOILT_BODIES)
        encoded = [(name, value.encode()) for name, value in headers.items()]
        return id, "EventRejected" if spoilt else "EventAccepted", (subject.encode(), body, encoded)


SPOILT_BODIES = (b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"given_name": 7}', b"9" * 5_000, b"[" * 3_000)


def _nominee(number: int) -> dict[str, Any]:
    return {
        "given_name": CANARY,
        "family_name": f"Verrier {number}",
        "phone": "+33639980000",
        "territory": "gex",
        "agreed": {"on": "2026-08-20", "text": "I agree."},
    }
