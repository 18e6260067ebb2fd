"""`relais events tail`: what is said on the streams, one readable line an event."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Annotated, Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from cyclopts import App, Parameter

from contracts.catalogue import EVENTS, STREAMS
from contracts.envelope import text_headers
from contracts.stream import Stream
from relais.complaint import Complaint
from relais.display import console
from relais.facts import facts
from relais.running import Running, home
from relais.streams import declared

WIDTH = max(map(len, EVENTS))

app = App(name="events", help="Read what is said on the streams.", help_format="plaintext")


@app.command
async def tail(
    *,
    stream: list[str] | None = None,
    from_start: Annotated[bool, Parameter(negative=())] = False,
    follow: bool = True,
) -> None:
    """Print events as they come: programme time, type, whom or what it is about, the facts.

    Of streams that carry personal data, only that there was an event.

    Parameters
    ----------
    stream
        Part of a stream's name, such as pairs; may be given several times. All streams when none is given.
    from_start
        Begin with the first event that is kept.
    follow
        Wait for more; without it, end with the last event that there is now.
    """
    running = Running.read(home())
    chosen = [each for each in declared(running.partners) if not stream or any(part in each.name for part in stream)]
    if not chosen:
        raise Complaint(f"No stream is called so: {', '.join(each.name for each in STREAMS)}.")
    personal = {each.name for each in chosen if each.personal}
    async for record in _records(running.kafka, chosen, from_start, follow):
        console.print(line(record, record.topic in personal), markup=False)


def line(record: Any, personal: bool) -> str:
    """One event in words."""
    headers = text_headers(record.headers)
    kind, subject = headers.get("ce_type", "?"), headers.get("ce_subject", "?")
    if personal:
        return f"{_when(headers)}  {kind:<{WIDTH}} (personal: {record.topic})"
    return f"{_when(headers)}  {kind:<{WIDTH}} {subject[:8]:<8}  {facts(record.value, subject)}".rstrip()


def _when(headers: dict[str, str]) -> str:
    try:
        return f"{datetime.fromisoformat(headers['ce_time']):%Y-%m-%d %H:%M}"
    except (KeyError, ValueError):
        return " " * 16


async def _records(kafka: str, streams: Sequence[Stream], from_start: bool, follow: bool) -> AsyncIterator[Any]:
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka, enable_auto_commit=False)
    try:
        await consumer.start()
    except KafkaError:
        await consumer.stop()
        raise Complaint(f"Kafka does not answer at {kafka}: is `relais run` up?") from None
    try:
        partitions = [TopicPartition(each.name, number) for each in streams for number in range(each.partitions)]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        await (consumer.seek_to_beginning if from_start else consumer.seek_to_end)(*partitions)
        if from_start:
            for record in _in_order(await _until(consumer, ends)):
                yield record
        while follow:
            for record in _in_order(await consumer.getmany(timeout_ms=500)):
                yield record
    finally:
        await consumer.stop()


async def _until(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> dict[TopicPartition, list[Any]]:
    """What there is by now. All of it, because partitions know no order among themselves."""
    history: dict[TopicPartition, list[Any]] = {}
    while any([await consumer.position(partition) < end for partition, end in ends.items()]):
        for partition, records in (await consumer.getmany(timeout_ms=500)).items():
            history.setdefault(partition, []).extend(records)
    return history


def _in_order(records: dict[TopicPartition, list[Any]]) -> list[Any]:
    """As they were written."""
    return sorted((record for each in records.values() for record in each), key=lambda record: record.timestamp)
