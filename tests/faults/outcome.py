"""What a run is to do, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.faults.accounts import Accounts
from tests.faults.fault import FORGED, Journal
from tests.faults.judged import Judgement
from tests.faults.schedule import Planned


@dataclass(frozen=True)
class Wanted:
    """What is to be run. `kills` ends it early, once so many victims had work in hand.

    `warm`: workers are forked from this process, which has imported all of it, and so are up again sooner.
    """

    seed: int
    seconds: float
    schedule: Sequence[Planned]
    commands_a_second: float = 40
    batches_a_second: float = 8
    kills: int | None = None
    session_s: float = 10
    warm: bool = False


@dataclass
class Outcome:
    """What came of it. `struck` are the planned faults with what they did; times are machine time."""

    struck: list[dict[str, Any]] = field(default_factory=list)
    journal: Journal = field(default_factory=Journal)
    began: float = 0.0
    ended: float = 0.0
    quiet_s: float = 0.0
    accounts: Accounts = field(default_factory=Accounts)
    judgement: Judgement = field(default_factory=Judgement)

    @property
    def wrong(self) -> list[str]:
        """Everything that must not be."""
        stands = [f"in the lot: {line}" for line in self.judgement.lots if FORGED not in line]
        broken = [line for line in self.judgement.violations if FORGED not in line]
        return broken + stands + self.accounts.wrong + self.journal.wrong
