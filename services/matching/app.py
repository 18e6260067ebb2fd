"""Wiring."""

from fastapi import FastAPI

from chassis import app
from chassis.settings import Settings
from services.matching import metrics
from services.matching.advance import advance_round, ask_for_due_round, free_lapsed_places, look_at_candidate
from services.matching.api import pairs, proposals, rounds, running
from services.matching.live import LiveMatching
from services.matching.reactions import FORGETTER, REACTIONS
from services.matching.store import KINDS, Candidates, Markets, Places, PoolChanges, Programmes, Rounds


def create(settings: Settings | None = None) -> FastAPI:
    live = LiveMatching()
    return app.create(
        "matching",
        kinds=KINDS,
        routers=[rounds.router, proposals.router, running.router, pairs.router],
        reactions=REACTIONS,
        processes={
            Rounds: advance_round,
            Programmes: ask_for_due_round,
            Candidates: look_at_candidate,
            Places: free_lapsed_places,
            Markets: live.market_due,
            PoolChanges: live.pool_changed,
            FORGETTER.kind: FORGETTER.account,
        },
        watch=metrics.watch,
        words=["services.matching"],
        settings=settings,
    )
