"""The short version: every kind of fault once, on the real four services under load. `make faults` is the long one."""

import json
import subprocess
import sys
from pathlib import Path

from tests.faults.schedule import KINDS, draw

SHORT = "--seed 4 --minutes 0 --every 0 --session 3 --commands 30 --batches 5 --warm"


def test_the_same_seed_gives_the_same_schedule():
    assert draw(7, 600, 2) == draw(7, 600, 2)
    assert draw(7, 600, 2) != draw(8, 600, 2)
    assert {planned.kind for planned in draw(7, 1, 2)} == KINDS.keys()


def test_nothing_is_lost_doubled_or_out_of_order_whatever_breaks(tmp_path: Path):
    command = [sys.executable, "-m", "tests.faults", *SHORT.split(), "--report", str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-5_000:] + ran.stderr[-5_000:]
    (found,) = json.loads((tmp_path / "faults.json").read_text())
    assert found["faults"].keys() == KINDS.keys()
    assert found["kills"]["with work in hand within the last second"] > 5
    assert found["records delivered more than once"] > 0
    assert found["forged lanes in lots"] >= 9
