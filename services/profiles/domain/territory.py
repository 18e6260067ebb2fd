"""Where people live, coarsely enough to single nobody out: on the network's list, or not known at all."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from chassis.errors import Refused
from contracts.event import Event
from contracts.organisations import Centroid, TerritoriesListed
from contracts.words import Territory

LEAST_INHABITANTS = 5_000


class Area(BaseModel):
    """One territory of the network's list."""

    model_config = ConfigDict(frozen=True)

    id: Territory
    label: str = Field(min_length=1, max_length=200)
    inhabitants: int = Field(
        ge=LEAST_INHABITANTS, le=100_000_000, description="None under 5,000: smaller ones single people out."
    )
    lat: float = Field(ge=-90, le=90, description="Latitude of its centroid, degrees.")
    lon: float = Field(ge=-180, le=180, description="Longitude of its centroid, degrees.")


class Territories(BaseModel):
    """The network's list; its id is the network's name. As long as it is empty, nobody comes in."""

    model_config = ConfigDict(frozen=True)

    areas: tuple[Area, ...] = ()


class NoTerritories(Refused):
    """The network has no territories yet: list them first with PUT /territories, none under 5,000 inhabitants."""


class UnknownTerritory(Refused):
    """This territory is not on the network's list: choose one of GET /territories."""

    status = 422


def listed(state: Territories) -> frozenset[str]:
    """Ids of the list, without which a village of eighty would be taken for a territory. Raises NoTerritories."""
    if not state.areas:
        raise NoTerritories
    return frozenset(area.id for area in state.areas)


def check(state: Territories, wanted: str) -> None:
    """Raises NoTerritories or UnknownTerritory."""
    if wanted not in listed(state):
        raise UnknownTerritory


def set_list(
    state: Territories | None, now: datetime, *, network: str, areas: Sequence[Area]
) -> tuple[Territories, list[Event]]:
    """The whole list anew; labels and inhabitants stay here."""
    new = Territories(areas=tuple(areas))
    if new == state:
        return new, []
    middles = (Centroid(territory=a.id, lat=round(a.lat, 2), lon=round(a.lon, 2)) for a in areas)
    return new, [TerritoriesListed(organisation_id=network, territories=tuple(middles))]
