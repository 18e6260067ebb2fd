"""One scheduling process for all the tests of a file, and a town of its own for each test."""

from collections.abc import Iterator

import pytest

from relais.infrastructure.local import Servers
from relais.tokens import Issuer
from tests.processes import Worker
from tests.services.scheduling.outside import Town, settings


@pytest.fixture(scope="module")
def scheduling(servers: Servers, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """The running service."""
    folder = tmp_path_factory.mktemp("scheduling")
    running = Worker("services.scheduling.app:create", folder, servers, issuer, settings(servers))
    running.start()
    yield running
    running.kill()


@pytest.fixture
def town(scheduling: Worker, issuer: Issuer) -> Town:
    """People who know one another, and nobody else."""
    return Town(scheduling, issuer)
