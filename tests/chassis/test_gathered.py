"""What many ask at one moment is asked once."""

import asyncio
from collections.abc import Sequence

import pytest

from chassis.gathered import Gathered


class Oracle:
    """Doubles numbers, when it is let; remembers how it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.go = asyncio.Event()

    async def double(self, numbers: Sequence[int]) -> list[int]:
        self.asked.append(list(numbers))
        await self.go.wait()
        if 13 in numbers:
            raise ValueError("thirteen")
        return [2 * number for number in numbers]


async def test_who_asks_while_a_question_is_out_is_asked_for_with_all_the_others_who_wait() -> None:
    oracle = Oracle()
    gathered = Gathered(oracle.double)
    first = asyncio.create_task(gathered.of(1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.create_task(gathered.of(number)) for number in (2, 3, 2)]
    await asyncio.sleep(0)
    oracle.go.set()
    assert await asyncio.gather(first, *others) == [2, 4, 6, 4]
    assert oracle.asked == [[1], [2, 3, 2]]
    assert await gathered.of(5) == 10


async def test_what_a_question_raises_is_raised_to_those_who_asked_it_and_to_nobody_else() -> None:
    oracle = Oracle()
    oracle.go.set()
    gathered = Gathered(oracle.double)
    answers = await asyncio.gather(gathered.of(13), gathered.of(1), return_exceptions=True)
    assert [type(each) for each in answers] == [ValueError, ValueError]
    assert await gathered.of(1) == 2


async def test_who_goes_away_before_the_answer_leaves_the_others_theirs() -> None:
    oracle = Oracle()
    gathered = Gathered(oracle.double)
    impatient, patient = asyncio.create_task(gathered.of(1)), asyncio.create_task(gathered.of(2))
    await asyncio.sleep(0)
    impatient.cancel()
    oracle.go.set()
    assert await patient == 4
    with pytest.raises(asyncio.CancelledError):
        await impatient
