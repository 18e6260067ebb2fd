"""Scheduling: when pairs meet."""

from fastapi import FastAPI

import chassis.app
from chassis.settings import Settings
from services.scheduling.api import feeds, lists, recording, sessions, times
from services.scheduling.call_off import call_off, resume
from services.scheduling.reactions import FORGETTER, REACTIONS
from services.scheduling.store import KINDS, Rhythms, Sessions


def create(settings: Settings | None = None) -> FastAPI:
    """The service; touches no network."""
    return chassis.app.create(
        "scheduling",
        kinds=KINDS,
        routers=[sessions.router, lists.router, recording.router, times.router, feeds.router],
        reactions=REACTIONS,
        processes={Rhythms: call_off, Sessions: resume, FORGETTER.kind: FORGETTER.account},
        words=["services.scheduling"],
        settings=settings,
        public=[feeds.PATH],
    )
