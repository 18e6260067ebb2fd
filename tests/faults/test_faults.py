"""The short version: every kind of fault once, on the real four services under load. `make faults` is the long one."""

from pathlib import Path

from tests.faults.run import Wanted, run
from tests.faults.schedule import KINDS, draw

SEED = 4


def test_the_same_seed_gives_the_same_schedule():
    assert draw(7, 600, 2) == draw(7, 600, 2)
    assert draw(7, 600, 2) != draw(8, 600, 2)
    assert {planned.kind for planned in draw(7, 1, 2)} == KINDS.keys()


def test_nothing_is_lost_doubled_or_out_of_order_whatever_breaks(tmp_path: Path):
    schedule = draw(SEED, 0, 0)
    wanted = Wanted(SEED, 0, schedule, commands_a_second=30, batches_a_second=5, session_s=3)
    outcome = run(tmp_path / "network", wanted, print)
    assert outcome.wrong == []
    assert {each["kind"] for each in outcome.struck} == KINDS.keys()
    assert outcome.accounts.commands["ok"] > 200
    assert outcome.accounts.copies > 0
