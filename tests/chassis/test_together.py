"""Many commands at one moment: each is decided by itself, and they go to the store together."""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from pydantic import BaseModel

from chassis.clock import Clock
from chassis.draft import Draft
from chassis.errors import Refused, Taken
from chassis.kind import Cause, Decide, Kind
from chassis.store import Store
from chassis.together import Together
from relais.infrastructure.local import Servers


class Seat(BaseModel):
    owner: str
    colours: tuple[str, ...] = ()


Seats = Kind("seats", Seat, keys=lambda seat: [f"owner/{seat.owner}"], indexes=("colours",))


class Counting(Together):
    """Counts the bulks, and what each wrote."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.bulks: list[int] = []

    async def _write(self, kind: Kind[Any], bulks: Sequence[Sequence[Draft[Any]]]) -> Sequence[list[Draft[Any]]]:
        self.bulks.append(len(bulks))
        return await super()._write(kind, bulks)


@pytest.fixture
async def store(servers: Servers) -> Store:
    made = Store(servers.mongo, f"together-{secrets.token_hex(4)}", Clock())
    await made.prepare([Seats])
    return made


def take(owner: str, *colours: str) -> Decide[Seat]:
    def decide(state: Seat | None, now: datetime) -> tuple[Seat, list[Any]]:
        if owner == "nobody":
            raise Refused("Somebody must sit there.")
        return Seat(owner=owner, colours=((state.colours if state else ()) + colours)), []

    return decide


async def sit(store: Store, seat: str, owner: str, *colours: str) -> Seat | None:
    return await store.change(Seats, seat, take(owner, *colours), Cause("net", key=secrets.token_hex(4)))


async def test_many_commands_are_written_in_few_bulks(store: Store) -> None:
    together = Counting(store)
    await asyncio.gather(*(sit(together, f"s{number}", f"o{number}") for number in range(50)))
    assert sum(together.bulks) == 50
    assert len(together.bulks) <= 3
    assert len(await store.find(Seats, network="net")) == 50


async def test_what_one_command_cannot_have_leaves_the_others_alone(store: Store) -> None:
    await sit(store, "first", "ada")
    wanted = [("second", "ben"), ("third", "ada"), ("fourth", "nobody"), ("fifth", "zoe")]
    together = Together(store)
    outcomes = await asyncio.gather(*(sit(together, *each) for each in wanted), return_exceptions=True)
    assert [type(each) for each in outcomes] == [Seat, Taken, Refused, Seat]


async def test_two_commands_on_one_document_both_count(store: Store) -> None:
    together = Together(store)
    await asyncio.gather(*(sit(together, "one", "ada", colour) for colour in ("red", "blue", "green")))
    (seat,) = await store.find(Seats, network="net")
    assert sorted(seat.colours) == ["blue", "green", "red"]


async def test_each_finds_what_they_look_for_by_key_and_by_value_in_their_own_network(store: Store) -> None:
    await sit(store, "one", "ada", "red", "blue")
    await sit(store, "two", "ben", "blue")
    foreign = Cause("elsewhere", key="k")
    await store.change(Seats, "three", take("eve", "red"), foreign)
    together = Together(store)
    ada, nobody = await asyncio.gather(*(together.find_by_key(Seats, f"owner/{each}") for each in ("ada", "tom")))
    assert (ada and ada.owner, nobody) == ("ada", None)
    found = await asyncio.gather(
        *(together.find_with(Seats, "colours", each, network="net") for each in ("red", "blue", "green"))
    )
    assert [sorted(seat.owner for seat in each) for each in found] == [["ada"], ["ada", "ben"], []]


async def test_what_is_written_is_published_at_once(store: Store) -> None:
    published: list[str] = []
    store.publish_soon = lambda drafts: published.extend(draft.id for draft in drafts)
    together = Together(store)
    await asyncio.gather(*(sit(together, f"s{number}", f"o{number}") for number in range(3)))
    assert sorted(published) == ["s0", "s1", "s2"]
