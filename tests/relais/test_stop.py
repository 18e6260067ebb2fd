"""`relais stop`: a run that goes on, and what a crashed one left behind."""

import subprocess
import sys
from pathlib import Path

from relais.infrastructure.jars import PROJECT
from relais.infrastructure.leftovers import record
from tests.relais.conftest import Relais

HOLDER = (
    "import time; from pathlib import Path; from relais.run import _interruptible; from relais.sole import sole\n"
    "with sole(Path({folder!r})), _interruptible():\n"
    "    print('holds', flush=True); time.sleep(60)"
)


def holder(folder: Path) -> subprocess.Popen[str]:
    """A run that holds the folder and does nothing else."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER.format(folder=str(folder))], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    process.stdout.readline()
    return process


def test_it_ends_a_run_in_another_terminal_which_ends_in_order(relais: Relais, folder: Path) -> None:
    with holder(folder) as process:
        assert relais("stop").stdout == "Stopped: relais run\n"
        assert process.wait(1) == 0
    assert relais("stop").stdout == "Nothing was running\n"


def test_a_second_run_in_the_same_folder_is_refused(relais: Relais, folder: Path) -> None:
    with holder(folder) as process:
        done = relais("run", "--no-sample")
        process.terminate()
    assert (done.returncode, done.stderr) == (
        1,
        f"relais: A network runs already in {folder}: `relais stop` ends it.\n",
    )


def test_it_leaves_nothing_of_a_crashed_run(relais: Relais, folder: Path) -> None:
    left = [subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"]) for _ in range(2)]
    record(folder / "services", "matching", left[0].pid, "time.sleep(60)")
    record(folder / "servers", "kafka", left[1].pid, "time.sleep(60)")
    assert relais("stop").stdout == "Stopped: matching, kafka\n"
    assert all(process.wait(5) for process in left)


def test_it_ends_nobody_else_whose_process_id_was_left_behind(relais: Relais, folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"]) as stranger:
        record(folder / "services", "matching", stranger.pid, "uvicorn --factory services.matching.app:create")
        assert relais("stop").stdout == "Nothing was running\n"
        assert stranger.poll() is None
        stranger.kill()
