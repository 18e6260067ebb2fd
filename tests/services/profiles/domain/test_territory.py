"""The network's list of territories."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from contracts.organisations import TerritoriesListed
from services.profiles.domain.territory import Area, NoTerritories, Territories, UnknownTerritory, check, set_list

NOW = datetime(2026, 9, 1, tzinfo=UTC)
MONTCEL = Area(id="montcel", label="Montcel", inhabitants=9_000, lat=45.71234, lon=5.98765)


def test_others_are_told_where_territories_lie_and_nothing_else() -> None:
    _, (told,) = set_list(None, NOW, network="alpes", areas=[MONTCEL])
    assert isinstance(told, TerritoriesListed)
    assert told.territories[0].model_dump() == {"territory": "montcel", "lat": 45.71, "lon": 5.99}


def test_the_same_list_again_is_no_news() -> None:
    listed, _ = set_list(None, NOW, network="alpes", areas=[MONTCEL])
    assert set_list(listed, NOW, network="alpes", areas=[MONTCEL]) == (listed, [])


def test_a_village_of_eighty_is_no_territory_so_that_its_only_notary_is_not_found() -> None:
    with pytest.raises(ValidationError, match="inhabitants"):
        Area(id="le-bourg", label="Le Bourg", inhabitants=80, lat=45.7, lon=5.9)
    assert Area(id="pays", label="Pays", inhabitants=5_000, lat=45.7, lon=5.9)


def test_the_only_notary_of_a_village_is_not_found_where_the_network_has_no_list_either() -> None:
    with pytest.raises(NoTerritories):
        check(Territories(), "le-bourg")
    with pytest.raises(UnknownTerritory):
        check(Territories(areas=(MONTCEL,)), "le-bourg")
    check(Territories(areas=(MONTCEL,)), "montcel")
