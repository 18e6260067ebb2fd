"""What a compacted stream says last must stay its last word."""

import asyncio
import secrets
from datetime import timedelta
from typing import ClassVar

import pytest
from pydantic import BaseModel

from chassis import draft
from chassis.clock import Clock, machine_now
from chassis.draft import Entry
from chassis.errors import Congested, Transient
from chassis.kind import Cause, Kind
from chassis.outbox import Outbox
from chassis.store import Store
from contracts.event import Event
from contracts.stream import Stream
from tests.chassis import toy

CARDS = Stream(name="toy.cards.v1", description="Cards.", key="card", cleanup="compact")


class CardKept(Event):
    """A card."""

    stream: ClassVar[Stream] = CARDS
    text: str


class CardGone(Event):
    """No card any more."""

    stream: ClassVar[Stream] = CARDS
    tombstone: ClassVar[bool] = True


class Card(BaseModel):
    text: str


Cards = Kind("cards", Card, stream=CARDS)


class Wire:
    """Keeps what is sent; fails as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self.sent: list[tuple[int, str | None]] = []
        self.failures = failures

    async def send(self, key: str, entry: Entry) -> None:
        if self.failures:
            self.failures -= 1
            raise Transient("away")
        self.sent.append((entry["sequence"], entry["data"]))


@pytest.fixture
async def store(servers):
    store = Store(servers.mongo, f"outbox_{secrets.token_hex(4)}", Clock())
    await store.prepare([Cards, toy.Things])
    yield store
    await store.close()


async def change(store: Store, *events: Event) -> None:
    await store.change(Cards, "a", lambda state, now: (Card(text="x"), events), Cause("net"))


async def test_the_last_word_is_said_again_and_again_and_then_no_more(store: Store):
    wire = Wire()
    outbox = Outbox(store, wire, (0, 1, 2))
    await change(store, CardKept(text="first"))
    await change(store, CardGone())
    await outbox.sweep([Cards], 0)
    assert [sequence for sequence, _ in wire.sent] == [1, 2]
    for _ in range(6):
        await outbox.resend([Cards])
        await asyncio.sleep(0.6)
    assert wire.sent[2:] == [(2, None)] * 3


async def test_a_snapshot_that_is_no_longer_the_last_word_is_not_said_again(store: Store):
    wire = Wire()
    outbox = Outbox(store, wire, (0,))
    await change(store, CardKept(text="first"))
    await outbox.sweep([Cards], 0)
    await change(store, CardKept(text="second"))
    await outbox.resend([Cards])
    assert [sequence for sequence, _ in wire.sent] == [1]


async def test_a_failed_send_stops_the_aggregate_and_the_sweeper_goes_on_from_the_head(store: Store):
    wire = Wire(failures=1)
    outbox = Outbox(store, wire, ())
    for number in range(3):
        await change(store, CardKept(text=str(number)))
    await outbox.sweep([Cards], 0)
    assert wire.sent == []
    await outbox.sweep([Cards], 0)
    assert [sequence for sequence, _ in wire.sent] == [1, 2, 3]
    assert await store.where(Cards, {"pending_since": {"$exists": True}}, 10) == []


async def test_what_is_written_while_its_outbox_is_emptied_is_still_found_by_the_sweeper(store: Store):
    wire = Wire()
    outbox = Outbox(store, wire, ())
    await change(store, CardKept(text="first"))
    late = (await store.load(Cards, ["a"]))["a"]
    await outbox.sweep([Cards], 0)
    late.decide(lambda state, now: (state, [CardKept(text="second")]), Cause("net"), machine_now())
    assert await store.write_many(Cards, [late]) == []
    await outbox.sweep([Cards], 0)
    assert [sequence for sequence, _ in wire.sent] == [1, 2]


async def test_an_outbox_that_is_full_takes_no_more(store: Store):
    for _ in range(2):
        await change(store, *[CardKept(text="x")] * 100)
    with pytest.raises(Congested):
        await change(store, CardKept(text="one too many"))


async def test_what_waits_since_a_time_that_has_not_come_is_sent_after_a_clock_was_set_back(store: Store, monkeypatch):
    wire = Wire()
    with monkeypatch.context() as before:
        before.setattr(draft, "machine_now", lambda: machine_now() + timedelta(hours=1))
        await change(store, CardKept(text="first"))
    await Outbox(store, wire, ()).sweep([Cards], 5)
    assert [sequence for sequence, _ in wire.sent] == [1]
