"""All four services in this process, once for all cells of the table."""

from collections.abc import Iterator

import pytest

from relais.infrastructure.local import Servers
from relais.tokens import Issuer
from tests.access.broker import Broker, started
from tests.access.town import Town


@pytest.fixture(scope="package")
async def town(servers: Servers, issuer: Issuer) -> Town:
    town = Town(servers, issuer)
    await town.settle()
    return town


@pytest.fixture(scope="package")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    with started(tmp_path_factory.mktemp("broker")) as broker:
        yield broker
