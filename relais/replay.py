"""The streams told again, from the beginning or from where they were left, in the order in which they were written."""

import heapq
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition

from contracts.stream import Stream

AT_ONCE = 200
Positions = dict[TopicPartition, int]


class Replay:
    """A context manager. `positions`: the offset of each partition from which nothing has been told yet."""

    def __init__(self, kafka: str, streams: Iterable[Stream], positions: Mapping[TopicPartition, int]) -> None:
        partitions = [TopicPartition(each.name, number) for each in streams for number in range(each.partitions)]
        self.positions: Positions = {each: positions.get(each, 0) for each in partitions}
        self._read: dict[TopicPartition, deque[Any]] = defaultdict(deque)
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=kafka, enable_auto_commit=False, auto_offset_reset="earliest", fetch_max_wait_ms=20
        )

    async def __aenter__(self) -> Self:
        """Raises KafkaError where no broker answers."""
        try:
            await self._consumer.start()
        except BaseException:
            await self._consumer.stop()
            raise
        self._consumer.assign(list(self.positions))
        for partition, offset in self.positions.items():
            self._consumer.seek(partition, offset)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()

    async def records(self) -> AsyncIterator[Any]:
        """What has not been told yet and stands on the streams now."""
        ends = await self._consumer.end_offsets(list(self.positions))
        heads: list[tuple[int, int, Any]] = []
        for number, (partition, end) in enumerate(ends.items()):
            if head := await self._next(partition, end):
                heapq.heappush(heads, (head.timestamp, number, head))
        partitions = list(ends)
        while heads:
            _, number, record = heads[0]
            self.positions[partitions[number]] = record.offset + 1
            yield record
            if head := await self._next(partitions[number], ends[partitions[number]]):
                heapq.heapreplace(heads, (head.timestamp, number, head))
            else:
                heapq.heappop(heads)

    async def _next(self, partition: TopicPartition, end: int) -> Any:
        """The partition's next record before this end; None where there is none."""
        read = self._read[partition]
        while not read and await self._consumer.position(partition) < end:
            got = await self._consumer.getmany(partition, timeout_ms=500, max_records=AT_ONCE)
            read.extend(got.get(partition, ()))
        return read.popleft() if read and read[0].offset < end else None
