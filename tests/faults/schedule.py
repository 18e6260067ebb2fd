"""Which fault strikes when: the same seed gives the same schedule, and the schedule is data."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.faults.fault import Args, Fault
from tests.faults.kinds import hunt, operators, processes, records, servers, zombies

KINDS: dict[str, Fault] = processes.KINDS | zombies.KINDS | hunt.KINDS | servers.KINDS | records.KINDS | operators.KINDS


@dataclass(frozen=True)
class Planned:
    """A fault, so many seconds after the load has begun; later where the one before it takes its time."""

    number: int
    at_s: float
    kind: str
    args: Args


def draw(seed: int, seconds: float, every_s: float, kinds: Sequence[str] = ()) -> list[Planned]:
    """Every kind once, in a shuffled order, then by weight. Raises ValueError for no such kind."""
    chance, names = Random(seed), list(kinds or KINDS)
    if unknown := set(names) - KINDS.keys():
        raise ValueError(f"there is no fault {', '.join(sorted(unknown))}: take some of {', '.join(KINDS)}")
    first = chance.sample(names, len(names))
    many = max(len(names), int(seconds / max(every_s, 0.1)))
    chosen = first + chance.choices(names, [KINDS[name].weight for name in names], k=many - len(first))
    return [Planned(n, round(n * every_s, 1), name, KINDS[name].draw(chance)) for n, name in enumerate(chosen)]
