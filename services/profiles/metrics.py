"""What is watched of profiles. Each worker shows the figures of all: take the greatest, not the sum."""

from prometheus_client import Gauge

from chassis.store import Store
from services.profiles.store import Erasures

ERASURES = Gauge(
    "relais_profiles_erasures", "Erasures that not every service has confirmed: open, or overdue.", ["standing"]
)


async def watch(store: Store) -> None:
    """Take the figures that stand in the store."""
    found = await store.tally(Erasures, {"standing": {"$ne": "complete"}}, by="standing")
    for standing in ("open", "overdue"):
        ERASURES.labels(standing).set(found.get(standing, (0, None))[0])
