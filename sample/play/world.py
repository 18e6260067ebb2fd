"""What the outside may know of a running network: `.relais/run.json`, and the files that the coordinators have."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sample.make.files import make

DATA = Path(__file__).parents[1] / "data"
USUAL_SEED = 7


class NotPlayable(Exception):
    """The network cannot be played as it runs; says why in one sentence."""


@dataclass(frozen=True)
class Clock:
    """Programme time, as `RELAIS_CLOCK` defines it."""

    start: datetime
    epoch: datetime
    speed: float
    until: datetime

    def now(self) -> datetime:
        real = datetime.now(UTC)
        turn = min(real, self.until)
        return self.start + max(turn - self.epoch, timedelta(0)) * self.speed + (real - turn)

    @property
    def end(self) -> datetime:
        """The programme instant at which the fast time ends."""
        return self.start + (self.until - self.epoch) * self.speed

    def seconds_until(self, instant: datetime) -> float:
        """Real seconds until a programme instant of the fast time."""
        real = self.epoch + (min(instant, self.end) - self.start) / self.speed
        return (real - datetime.now(UTC)).total_seconds()


@dataclass(frozen=True)
class World:
    """Addresses, clock and keys; partners by short name with the source that they were given."""

    network: str
    kafka: str
    services: dict[str, str]
    clock: Clock
    partners: dict[str, str]
    private_key: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> "World":
        """Raises NotPlayable."""
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise NotPlayable(f"There is no {path}: start the network with `relais run`.") from None
        if not told["clock"] or not told["clock"].get("until"):
            raise NotPlayable("The network runs in real time: a year of it needs the fast clock of `relais run`.")
        facts = {name: datetime.fromisoformat(told["clock"][name]) for name in ("start", "epoch", "until")}
        return cls(
            network=told["network"],
            kafka=told["kafka"],
            services=told["services"],
            clock=Clock(speed=float(told["clock"]["speed"]), **facts),
            partners={name: partner["source"] for name, partner in told["partners"].items()},
            private_key=json.loads((Path(told["keys"]) / "private.json").read_text(encoding="utf-8")),
        )


def files(seed: int) -> dict[str, bytes]:
    """The coordinators' and the companies' files by name: the committed ones, or another seed's."""
    if seed != USUAL_SEED:
        return make(seed)
    return {path.name: path.read_bytes() for path in sorted(DATA.iterdir()) if path.suffix in (".csv", ".json")}
