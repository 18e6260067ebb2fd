"""What the process of live pools is told and answers, a line of JSON each."""

from dataclasses import dataclass

from services.matching.engine.people import Mentee, Mentor, Policy, Pool

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A pool as it is, whatever was known of it. `given`: proposals that are told and not answered."""

    programme: str
    pool: Pool
    policy: Policy
    keep: int
    given: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """How some people stand now; `gone` are in the pool no longer. `asked`: mentees whose proposal is wanted too."""

    programme: str
    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    gone: tuple[str, ...]
    given: tuple[Pair, ...]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """Each mentee's mentor, None for none: of a pool that was opened all, else those that may have changed.

    `refuted` is None where the plan was proved to be the best, or where nobody asked.
    """

    of: dict[str, str | None]
    refuted: str | None = None
