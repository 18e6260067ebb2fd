"""One running service for all the tests of a file."""

import secrets
from collections.abc import Iterator

import pytest

from relais.infrastructure.local import Servers
from relais.tokens import Issuer
from tests.processes import Worker
from tests.services.profiles.outside import Town, settings


@pytest.fixture(scope="module")
def town(servers: Servers, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The running service, with its organisations and a programme."""
    partner = f"acier-{secrets.token_hex(3)}"
    folder = tmp_path_factory.mktemp("profiles")
    running = Worker("services.profiles.app:create", folder, servers, issuer, settings(servers, partner))
    running.start()
    yield Town(running, issuer, partner)
    running.kill()
