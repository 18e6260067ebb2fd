"""What a measurement found, beside what issue and README promise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One row. `good`: whether the reach is met; None where there was nothing to measure."""

    what: str
    measured: str
    reach: str
    good: bool | None


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of them lies: the nearest rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, -(-int(share * 1000) * len(ranked) // 1000) - 1))]
