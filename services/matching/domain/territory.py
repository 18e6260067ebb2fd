"""The network's territories as matching knows them: where their middles lie."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from contracts.event import Event
from contracts.organisations import TerritoriesListed


class Territories(BaseModel):
    """Latitude and longitude in degrees, by territory; the id is the network's name."""

    model_config = ConfigDict(frozen=True)

    middles: dict[str, tuple[float, float]] = {}


def listed(state: Territories | None, event: TerritoriesListed, now: datetime) -> tuple[Territories, list[Event]]:
    return Territories(middles={each.territory: (each.lat, each.lon) for each in event.territories}), []
