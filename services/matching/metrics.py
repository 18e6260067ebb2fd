"""What is watched of matching. Each worker shows the figures of all: take the greatest, not the sum."""

from datetime import datetime

from prometheus_client import Counter, Gauge, Histogram

from chassis.store import Store
from services.matching.domain.pair import LIVE
from services.matching.store import Candidates, Pairs

SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)
PLAN_SECONDS = Histogram(
    "relais_matching_plan_seconds", "Seconds of a plan, by stage: index, solve, certify.", ["stage"], buckets=SECONDS
)
LIVE_SECONDS = Histogram(
    "relais_matching_live_seconds", "Seconds from a look at a live pool to its proposals.", buckets=SECONDS
)
FEASIBLE = Gauge("relais_matching_feasible_pairs", "Pairs that the rules allowed in the last plan.", ["programme"])
REFUTED = Counter("relais_matching_refuted_total", "Plans whose proof did not hold: a bug, nothing was proposed.")
WAITING = Gauge("relais_matching_waiting_mentees", "Cleared mentees without mentor or proposal.", ["programme"])
LONGEST = Gauge("relais_matching_longest_wait_days", "Days that the first of them has waited.", ["programme"])
ACCEPTED = Gauge(
    "relais_matching_accepted_ratio",
    "Proposals that became pairs, of all that were answered or ran out.",
    ["programme"],
)
BECAME_PAIRS = (*LIVE, "ended")
CAME_TO_NOTHING = ("declined", "expired")


async def watch(store: Store) -> None:
    """Take the figures that stand in the store."""
    await _waiting(store)
    await _accepted(store)


async def _waiting(store: Store) -> None:
    where = {"role": "mentee", "state": "cleared", "seeking": True, "pair_id": None}
    found = await store.tally(Candidates, where, by="programme_id", least="waiting_since")
    _forget(WAITING, LONGEST)
    for programme, (many, since) in found.items():
        WAITING.labels(programme).set(many)
        LONGEST.labels(programme).set(max(0, (store.clock.now() - datetime.fromisoformat(since)).days))


async def _accepted(store: Store) -> None:
    yes, no = await _pairs(store, BECAME_PAIRS), await _pairs(store, CAME_TO_NOTHING)
    _forget(ACCEPTED)
    for programme in yes.keys() | no.keys():
        good = yes.get(programme, 0)
        ACCEPTED.labels(programme).set(good / (good + no.get(programme, 0)))


async def _pairs(store: Store, statuses: tuple[str, ...]) -> dict[str, int]:
    found = await store.tally(Pairs, {"status": {"$in": list(statuses)}}, by="programme_id")
    return {programme: many for programme, (many, _) in found.items()}


def _forget(*gauges: Gauge) -> None:
    """A programme where nobody waits any more has no figure."""
    for gauge in gauges:
        gauge.clear()
