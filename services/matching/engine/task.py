"""What the engine's own process is asked, and how it says that it cannot."""

from dataclasses import dataclass

from services.matching.engine.people import Policy, Pool

TOO_LARGE = 3  # exit code: the weights of the pool do not fit


@dataclass(frozen=True, slots=True)
class Task:
    pool: Pool
    policy: Policy
