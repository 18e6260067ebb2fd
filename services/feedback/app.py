"""Feedback: how it goes."""

from fastapi import FastAPI

from chassis.app import create as create_app
from chassis.settings import Settings
from services.feedback.api import check_ins, concerns, follow_ups, safeguarding, said
from services.feedback.ask import ask
from services.feedback.reactions import FORGETTER, REACTIONS
from services.feedback.store import Concerns, FollowUps, Programmes


def create(settings: Settings | None = None) -> FastAPI:
    """The service; touches no network."""
    return create_app(
        "feedback",
        kinds=[Programmes, FollowUps, Concerns],
        routers=[follow_ups.router, check_ins.router, said.router, concerns.router, safeguarding.router],
        reactions=REACTIONS,
        processes={FollowUps: ask, FORGETTER.kind: FORGETTER.account},
        words=["services.feedback"],
        settings=settings,
    )
