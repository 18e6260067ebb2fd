"""A company: publishes nominations on its own Kafka stream, and reads its receipts, as any client does."""

import asyncio
import json
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from sample.play.stage import Stage
from sample.play.stories import REJECTED
from sample.play.stream import Heard, heard


class Company:
    """`source` is the one that it was given; `receipts` are those read so far, by `ce_id`."""

    def __init__(self, stage: Stage, partner: str, called: str) -> None:
        self.stage, self.partner, self.called = stage, partner, called
        self.source = stage.world.partners[partner]
        self.receipts: dict[str, Heard] = {}
        self._one_after_the_other = asyncio.Lock()

    async def publish(self, events: list[dict[str, Any]]) -> None:
        """Each with its own id, under the company's own reference of the nominee."""
        kafka = self.stage.world.kafka
        async with (
            self._one_after_the_other,
            AIOKafkaProducer(bootstrap_servers=kafka, acks="all", enable_idempotence=True) as producer,
        ):
            for event in events:
                headers = {name: value for name, value in event.items() if name.startswith("ce_")}
                headers |= {"ce_specversion": "1.0", "ce_source": self.source, "content-type": "application/json"}
                headers["ce_time"] = self.stage.world.clock.now().isoformat()
                await producer.send_and_wait(
                    f"partners.{self.partner}.inbound.v1",
                    key=event["ce_subject"].encode(),
                    value=json.dumps(event["data"]).encode(),
                    headers=[(name, value.encode()) for name, value in headers.items()],
                )
        self.stage.say(f"{self.called} publishes {len(events)} events on its own stream")

    async def read_receipts(self) -> None:
        """Until cancelled."""
        consumer = AIOKafkaConsumer(
            f"partners.{self.partner}.receipts.v1",
            bootstrap_servers=self.stage.world.kafka,
            group_id=f"{self.partner}.receipts",
            auto_offset_reset="earliest",
        )
        await consumer.start()
        try:
            async for record in consumer:
                self._read(heard(record))
        finally:
            await consumer.stop()

    def _read(self, receipt: Heard) -> None:
        self.receipts[receipt["ce_id"] or receipt.subject] = receipt
        if receipt.type == "EventRejected":
            self.stage.say(f"{self.called} reads: rejected, {receipt['field']}: {receipt['words_en']}", "yellow")
            self.stage.shown.tick(REJECTED, f"{receipt['code']}: {receipt['field']}")

    def accepted(self, *ce_ids: str) -> bool:
        return all(self.receipts[id].type == "EventAccepted" if id in self.receipts else False for id in ce_ids)


def put_right(event: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """The same nomination, all of it given again."""
    data = {**event["data"], **facts}
    return {**event, "ce_id": f"{event['ce_id']}-2", "ce_type": "NominationChanged", "data": data}


def taken_back(event: dict[str, Any]) -> dict[str, Any]:
    return {**event, "ce_id": f"{event['ce_id']}-3", "ce_type": "NominationWithdrawn", "data": {"reason": "own-wish"}}


def by_another(event: dict[str, Any]) -> dict[str, Any]:
    """The same retiree, nominated by a company that calls them otherwise."""
    return {**event, "ce_id": f"{event['ce_id']}-4", "ce_subject": f"{event['ce_subject']}-also"}
