"""A person's calendar feed: a secret address that they can have changed or taken away."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from contracts.event import Event
from contracts.people import ProfileErased


class Feed(BaseModel):
    """`secret` is the address; None where there is none."""

    model_config = ConfigDict(frozen=True)

    person_id: str
    network: str
    secret: str | None = None


Decided = tuple[Feed, list[Event]]


def keys(state: Feed) -> list[str]:
    """The secret alone leads to the feed: whoever reads it has no token."""
    return [state.secret] if state.secret else []


def readdress(person_id: str, network: str, secret: str) -> Decided:
    """A new address; the one before leads nowhere from now on."""
    return Feed(person_id=person_id, network=network, secret=secret), []


def revoke(person_id: str, network: str) -> Decided:
    """No address any more."""
    return Feed(person_id=person_id, network=network), []


def erased(state: Feed | None, event: ProfileErased, now: datetime) -> tuple[Feed | None, list[Event]]:
    """Nobody reads the hours of somebody who was erased."""
    return state and state.model_copy(update={"secret": None}), []
