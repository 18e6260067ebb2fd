"""What the auditor says, asked as an operator asks it."""

import json
import subprocess
import time
from dataclasses import dataclass
from typing import Any

from relais import programs
from relais.infrastructure.jars import PROJECT
from relais.running import Running


@dataclass(frozen=True)
class Judgement:
    """`verdicts` as the auditor's JSON has them."""

    seconds: float = 0.0
    records: int = 0
    documents: int = 0
    verdicts: tuple[dict[str, Any], ...] = ()

    @property
    def violations(self) -> list[str]:
        return [f"{v['invariant']}: {x['id']}: {x['what']}" for v in self.verdicts for x in v["violations"]]

    @property
    def lots(self) -> list[str]:
        """What stands in the lots."""
        return [note for verdict in self.verdicts if verdict["invariant"] == "lots" for note in verdict["notes"]]

    @property
    def checked(self) -> dict[str, int]:
        return {verdict["invariant"]: verdict["checked"] for verdict in self.verdicts}


def ask_the_auditor(running: Running, canary: str) -> Judgement:
    """Raises CalledProcessError where it could not judge."""
    began = time.monotonic()
    command = programs.audit(running, "--json", "--canary", canary)
    asked = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if asked.returncode not in (0, 1):
        raise subprocess.CalledProcessError(asked.returncode, command, asked.stdout, asked.stderr)
    told = json.loads(asked.stdout)
    return Judgement(time.monotonic() - began, told["records"], told["documents"], tuple(told["verdicts"]))
