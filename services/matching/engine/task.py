"""What the engine's own process is asked on its standard input, as JSON."""

from dataclasses import dataclass

from services.matching.engine.people import Policy, Pool

TOO_LARGE = 3  # exit code: the weights of the pool do not fit


@dataclass(frozen=True, slots=True)
class Task:
    """`waiting_limit` in days. `explain`: a mentee of the pool about whom alone is asked, instead of the plan."""

    pool: Pool
    policy: Policy
    waiting_limit: int
    explain: str | None = None
