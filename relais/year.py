"""The sample network as a deployment sees it: its tenant, its partners, and a clock that makes a year pass quickly."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.settings import ClockSetting, Partner
from relais.infrastructure.jars import PROJECT

SEED = 7
SPEED = 100_000.0
STANDING = timedelta(seconds=15)  # real time in which the clock stands, so that nothing is missed while all starts
STARTS = timedelta(days=5)  # programme time after the first school day: the coordinators' files are ready
ENDS = timedelta(days=14)  # programme time after the last one: goodbyes

_NETWORK = PROJECT / "sample" / "data" / "network.json"


def network() -> str:
    """The tenant's name."""
    return str(_facts()["network"])


def partners() -> dict[str, Partner]:
    """The companies that publish."""
    names = [organisation["partner"] for organisation in _facts()["organisations"] if "partner" in organisation]
    return {name: Partner(network=network(), source=f"//{name}.example/hr") for name in names}


def clock(now: datetime, speed: float) -> ClockSetting:
    """Programme time from the first week of school to two weeks after the last one, then at 1 × again."""
    days = [(programme["first_day"], programme["last_day"]) for programme in _facts()["programmes"]]
    start = _morning(min(first for first, _ in days)) + STARTS
    end = _morning(max(last for _, last in days)) + ENDS
    epoch = now + STANDING
    return ClockSetting(start=start, epoch=epoch, speed=speed, until=epoch + (end - start) / speed)


def _morning(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(hour=6, tzinfo=UTC)


def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(_NETWORK.read_text(encoding="utf-8"))
    return facts
