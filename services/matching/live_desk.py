"""The live pools of this worker, in a process of their own that stays; what it knew is gone with it."""

import asyncio
import sys

from pydantic import TypeAdapter

from services.matching.engine.told import Changed, Opened, Proposals
from services.matching.engine_process import EngineFailed

TOLD, PROPOSALS = TypeAdapter(Opened | Changed), TypeAdapter(Proposals)
LONGEST_LINE = 1 << 26


class LiveDesk:
    """`known`: up to which revision of each programme's market the process has been told."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def tell(self, told: Opened | Changed, revision: int) -> Proposals:
        """Raises EngineFailed; then everything must be told anew."""
        async with self._turn:
            process = self._process = self._process or await _start()
            assert process.stdin and process.stdout
            try:
                process.stdin.write(TOLD.dump_json(told) + b"\n")
                await process.stdin.drain()
                line = await process.stdout.readline()
            except OSError:
                line = b""
            except asyncio.CancelledError:  # an answer that nobody awaits would be taken for the next one's
                self.stop()
                raise
            if not line:
                self.stop()
                raise EngineFailed("the process of live pools ended: they are read again")
            self.known[told.programme] = revision
            return PROPOSALS.validate_json(line)

    def stop(self) -> None:
        """It holds nothing that the store does not."""
        self.known.clear()
        if self._process and self._process.returncode is None:
            self._process.kill()
        self._process = None


async def _start() -> asyncio.subprocess.Process:
    command, pipe = (sys.executable, "-m", "services.matching.engine", "live"), asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=LONGEST_LINE)
