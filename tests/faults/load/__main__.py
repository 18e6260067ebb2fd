"""`python -m tests.faults.load FOLDER`: load through the public doors until SIGTERM, then until all is answered."""

import asyncio
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

import uvloop

from chassis.clock import Clock
from relais.running import Running
from tests.faults.load.doors import Doors, Unanswered
from tests.faults.load.ledger import Ledger
from tests.faults.load.partner import Company
from tests.faults.load.town import Town
from tests.faults.load.walks import Pace, Walks

MENTORS, BYSTANDERS = 12, 25
LAST_WORDS_S = 90.0


async def load(folder: Path, seed: int, commands_a_second: float, batches_a_second: float) -> int:
    """How many commands nobody has answered in the end. `set-up` and `tally.json` in the folder say how far it is."""
    running = Running.read(folder)
    ledger, clock = Ledger(folder / "ledger.jsonl"), Clock(running.clock)
    doors = Doors(running, ledger, seed)
    town = Town(doors, f"town-{seed}", clock.now().date())
    await town.found(MENTORS, BYSTANDERS)
    pace, batches = Pace(commands_a_second), Pace(batches_a_second)
    company = Company(running.kafka, ledger, batches, seed)
    walks = [
        asyncio.create_task(_walk(step, lambda: pace.ended))
        for step in (*Walks(town, clock, pace).all(), company.publish)
    ]
    (folder / "set-up").write_text(str(time.time()))

    def end() -> None:
        pace.ended = batches.ended = True
        doors.end_at = time.monotonic() + LAST_WORDS_S

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)
    failed = [str(error) for error in await asyncio.gather(*walks) if error]
    await doors.close()
    tally: dict[str, Any] = {"unanswered": sorted(ledger.open), "failed": failed}
    (folder / "tally.json").write_text(json.dumps(tally))
    return len(ledger.open) + len(failed)


async def _walk(step: Any, ended: Any) -> Exception | None:
    """Why it ended, where it was not told to."""
    try:
        await step()
    except Unanswered as error:
        return None if ended() else error
    except Exception as error:
        return error
    return None


if __name__ == "__main__":
    folder, seed, commands, batches = sys.argv[1:]
    sys.exit(min(1, uvloop.run(load(Path(folder), int(seed), float(commands), float(batches)))))
