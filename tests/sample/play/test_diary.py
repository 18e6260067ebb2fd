"""What people mean to do is done when its time has come, whatever becomes of the others."""

import asyncio
from datetime import UTC, datetime, timedelta

from sample.play.diary import Diary
from sample.play.world import Clock

START = datetime(2026, 9, 6, 6, tzinfo=UTC)


async def test_acts_are_done_in_the_order_of_programme_time_and_one_failure_is_nobody_elses() -> None:
    epoch = datetime.now(UTC)
    clock = Clock(start=START, epoch=epoch, speed=864_000, until=epoch + timedelta(seconds=1))
    failed: list[Exception] = []
    done: list[int] = []
    diary = Diary(clock, failed.append)

    async def act(day: int) -> None:
        if day == 2:
            raise LookupError
        done.append(day)

    for day in (3, 1, 2, 40):
        diary.at(START + timedelta(days=day), lambda day=day: act(day))  # type: ignore[misc]
    task = asyncio.create_task(diary.run())
    await asyncio.sleep(0.6)
    task.cancel()
    assert done == [1, 3]
    assert len(failed) == 1
    assert not diary.busy
