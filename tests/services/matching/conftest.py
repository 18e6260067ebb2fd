"""One matching process for all the tests of a file, and a town of its own for each test."""

import asyncio
import secrets
from collections.abc import Iterator

import pytest

from relais.infrastructure.local import Servers
from relais.streams import create_streams, declared
from relais.tokens import Issuer
from tests.processes import Worker
from tests.services.matching.outside import Town


@pytest.fixture(scope="module")
def matching(servers: Servers, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """The running service, with a database of its own."""
    asyncio.run(create_streams(servers.kafka, declared([])))
    settings = {"RELAIS_DATABASE": f"t{secrets.token_hex(4)}"}
    running = Worker("services.matching.app:create", tmp_path_factory.mktemp("matching"), servers, issuer, settings)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def town(matching: Worker, issuer: Issuer) -> Town:
    """A programme, its school, and nobody yet."""
    return Town(matching, issuer)
