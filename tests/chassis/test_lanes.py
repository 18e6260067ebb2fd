"""Whatever comes twice, late, in pieces or to a shut door: in the end each effect is there once, in order."""

import asyncio
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from chassis.arrival import Arrival, read
from chassis.batch import Batch
from chassis.clock import Clock
from chassis.draft import Entry
from chassis.errors import Transient
from chassis.kind import Cause
from chassis.lots import Lots
from chassis.outbox import Outbox
from chassis.settings import Settings
from chassis.store import Store
from contracts.envelope import Envelope
from tests.chassis import toy

LANES, LENGTH = ("a", "b"), 6
TABLE = toy.REACTIONS.tables({})[0]
steps = st.lists(
    st.one_of(
        st.tuples(st.just("deliver"), st.sampled_from(LANES), st.integers(0, LENGTH), st.integers(1, LENGTH)),
        st.tuples(st.just("door"), st.sampled_from(LANES), st.booleans()),
        st.tuples(st.just("crash"), st.sampled_from(LANES), st.integers(1, 4)),
        st.tuples(st.just("retry")),
        st.tuples(st.just("release")),
    ),
    max_size=14,
)


class Wire:
    """Stands where the producer does, and keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int]] = []

    async def send(self, key: str, entry: Entry) -> None:
        self.sent.append((key, entry["sequence"]))


class Crash(Exception):
    """The process died here."""


class Mirror:
    """The follower's parts on the real store, without a broker."""

    def __init__(self, mongo: str) -> None:
        self.store = Store(mongo, f"lanes_{secrets.token_hex(4)}", Clock())
        self.wire, self.lots = Wire(), Lots(self.store, None)  # type: ignore[arg-type]
        outbox = Outbox(self.store, self.wire, ())  # type: ignore[arg-type]
        self.batch = Batch(self.store, self.lots, outbox, TABLE, Settings())
        self.torn: set[str] = set()

    async def open(self) -> "Mirror":
        await self.store.prepare([toy.Mirrors, toy.Tallies, toy.Doors])
        await self.lots.prepare()
        return self

    async def door(self, lane: str, is_open: bool) -> None:
        await self.store.change(toy.Doors, f"door-{lane}", lambda s, n: (toy.Door(open=is_open), []), Cause("net"))

    async def deliver(self, lane: str, first: int, count: int) -> None:
        """Duplicates and gaps as they come; but after a crash from where nothing was committed, as Kafka does."""
        if lane in self.torn:
            first, count = 0, LENGTH
        await self.batch.apply([arrival(lane, number) for number in range(first, min(first + count, LENGTH))])
        self.torn.discard(lane)

    async def retry(self) -> None:
        for _, key in await self.lots.waiting():
            await self.batch.retry(key)

    async def release(self) -> None:
        for lot in await self.lots.listing():
            await self.lots.release(lot["_id"])

    async def crash(self, lane: str, writes: int) -> None:
        """Apply the lane's whole stream, and die after so many writes."""
        real, left = self.store.write_many, writes

        async def write_many(*arguments: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise Crash
            return await real(*arguments)

        self.store.write_many = write_many  # type: ignore[method-assign]
        try:
            await self.deliver(lane, 0, LENGTH)
        except Crash:
            self.torn.add(lane)
        finally:
            self.store.write_many = real  # type: ignore[method-assign]


def arrival(lane: str, number: int) -> Arrival:
    """Event number + 1 of a lane; the third one demands an open door."""
    event = toy.ThingBumped(thing_id=lane, number=number + 1, demand="door" if number == 2 else "")
    envelope = Envelope(
        id=f"{lane}-{number}",
        source="/relais/toy",
        type="ThingBumped",
        subject=lane,
        time=datetime(2026, 9, 1, tzinfo=UTC),
        network="net",
        sequence=number + 1,
    )
    body = event.model_dump_json().encode()
    result = Arrival(TABLE.stream.name, LANES.index(lane), number, 0, lane, envelope.headers(), body)
    read(result, TABLE)
    return result


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=steps)
def test_every_effect_is_there_once_and_in_order_in_the_end(servers, loop, script):
    loop.run_until_complete(_play(servers.mongo, script))


async def _play(mongo: str, script: list[tuple[Any, ...]]) -> None:
    mirror = await Mirror(mongo).open()
    for name, *arguments in script:
        await getattr(mirror, name)(*arguments)
    for lane in LANES:
        await mirror.door(lane, True)
        await mirror.deliver(lane, 0, LENGTH)
    for _ in range(LENGTH):
        await mirror.release()
        await mirror.retry()
    whole = list(range(1, LENGTH + 1))
    for lane in LANES:
        state = await mirror.store.get(toy.Mirrors, lane, "net")
        assert list(state.seen) == whole
        await mirror.deliver(lane, 0, LENGTH)  # a duplicate publishes what a crash left pending
        assert list(dict.fromkeys(n for key, n in mirror.wire.sent if key == lane)) == whole
    tally = await mirror.store.get(toy.Tallies, "all", "net")
    assert tally.bumps == len(LANES) * LENGTH
    assert await mirror.lots.listing() == []
    await mirror.store.close()


async def test_a_full_lot_stops_the_stream_and_loses_nothing(servers):
    mirror = await Mirror(servers.mongo).open()
    await mirror.batch.apply([arrival("a", 0), arrival("a", 1), arrival("a", 2)])
    lot = (await mirror.lots.listing())[0]
    entry = lot["entries"][0] | {"headers": [], "value": b"", "state": "behind", "sequence": 1_000}
    filler = [entry | {"offset": 1_000 + n} for n in range(199)]
    await mirror.store.collection("lots").update_one({"_id": lot["_id"]}, {"$push": {"entries": {"$each": filler}}})
    with pytest.raises(Transient):
        await mirror.batch.apply([arrival("a", 3)])


async def test_lanes_that_stand_for_one_reason_are_one_line_a_minute(servers):
    mirror = await Mirror(servers.mongo).open()
    for lane in LANES:
        await mirror.batch.apply([arrival(lane, 1)])  # its predecessor has not come
    with capture_logs() as lines:
        await mirror.lots.count([TABLE.stream.name])
        await mirror.lots.count([TABLE.stream.name])
    assert [(line["event"], line["reason"], line["lanes"]) for line in lines] == [("lanes stand", "Gap", 2)]
