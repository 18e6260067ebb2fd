"""A process that stands still ends, so that it is started again."""

import subprocess
import sys

import pytest

STUCK = """
import asyncio, time
from chassis.watchdog import Watchdog

async def main():
    watchdog = Watchdog(limit_s=1, alive=lambda: {alive})
    watchdog.start()
    for _ in range(60):
        await watchdog.beat()
        {then}

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("alive", "then", "status"),
    [
        ("True", "time.sleep(30)", 70),
        ("False", "await asyncio.sleep(0.1)", 70),
        ("True", "await asyncio.sleep(0.05)", 0),
    ],
    ids=["the loop stands", "the consumers have died", "all is well"],
)
def test_a_process_ends_when_it_stands_still(alive: str, then: str, status: int):
    code = STUCK.format(alive=alive, then=then)
    ended = subprocess.run([sys.executable, "-c", code], check=False, timeout=25, capture_output=True)
    assert ended.returncode == status
