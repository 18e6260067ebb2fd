"""Wiring of profiles."""

from fastapi import FastAPI

import chassis.app
from chassis.settings import Settings
from services.profiles import forget, metrics
from services.profiles.api import (
    absences,
    enrolments,
    identities,
    imports,
    nominations,
    organisations,
    pairs,
    people,
    programmes,
    skills,
    territories,
    vetting,
)
from services.profiles.confirm import carry_on
from services.profiles.reactions import REACTIONS
from services.profiles.store import KINDS, Erasures, Nominations


def create(settings: Settings | None = None) -> FastAPI:
    """The service; its import touches no network."""
    return chassis.app.create(
        "profiles",
        kinds=KINDS,
        routers=[
            page.router
            for page in (
                organisations,
                programmes,
                absences,
                people,
                identities,
                pairs,
                enrolments,
                vetting,
                imports,
                nominations,
                skills,
                territories,
            )
        ],
        reactions=REACTIONS,
        processes={Nominations: carry_on, Erasures: forget.account},
        watch=metrics.watch,
        words=["services.profiles"],
        settings=settings,
        files={"/imports": imports.MOST_BYTES},
    )
