"""How near two territories are, from their middles."""

from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

from services.matching.engine.people import Band, Middles

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Nearness:
    """By the middles of territories; one that has none is near itself only."""

    middles: Middles = field(default_factory=dict)
    bands: tuple[Band, ...] = ()

    def band(self, one: str, other: str) -> int | None:
        """0 within a territory, 1 for the nearest band and so on; None beyond them."""
        if one == other:
            return 0
        if one not in self.middles or other not in self.middles:
            return None
        apart = kilometres(self.middles[one], self.middles[other])
        return next((number for number, (reach, _) in enumerate(self.bands, 1) if apart <= reach), None)


HERE = Nearness()


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along a great circle (haversine)."""
    (a, b), (c, d) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    return 2 * EARTH_KM * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))
