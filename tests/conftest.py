"""The one place that starts infrastructure for tests: a real broker and a real store, once a session."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relais.infrastructure.local import Infrastructure, Servers
from relais.tokens import Issuer, make_keys
from tests.processes import Worker

ADDRESSES: dict[Infrastructure, Servers] = {}
Worker.warm = True


@pytest.fixture(scope="session")
def infrastructure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Infrastructure]:
    """For tests that kill the servers, which must start them again before they end."""
    infrastructure = Infrastructure(tmp_path_factory.mktemp("infrastructure"))
    with infrastructure as servers:
        ADDRESSES[infrastructure] = servers
        yield infrastructure


@pytest.fixture(scope="session")
def servers(infrastructure: Infrastructure) -> Servers:
    """Where the real broker and the real store listen."""
    return ADDRESSES[infrastructure]


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    """Signs tokens that every service under test trusts."""
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder)
    return Issuer(folder)


@pytest.fixture
def worker(servers: Servers, issuer: Issuer, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Makes workers, each a process of its own; whatever still runs at the end is killed."""
    made: list[Worker] = []

    def make(factory: str, **settings: str) -> Worker:
        folder = tmp_path / f"worker-{len(made)}"
        made.append(Worker(factory, folder, servers, issuer, settings))
        return made[-1]

    yield make
    for each in made:
        each.kill()
