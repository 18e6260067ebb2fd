"""Wiring of profiles."""

from fastapi import FastAPI

import chassis.app
from chassis.settings import Settings
from services.profiles.api import enrolments, imports, organisations, people, programmes, skills, territories, vetting
from services.profiles.reactions import REACTIONS
from services.profiles.store import KINDS


def create(settings: Settings | None = None) -> FastAPI:
    """The service; its import touches no network."""
    return chassis.app.create(
        "profiles",
        kinds=KINDS,
        routers=[
            page.router
            for page in (organisations, programmes, people, enrolments, vetting, imports, skills, territories)
        ],
        reactions=REACTIONS,
        settings=settings,
    )
