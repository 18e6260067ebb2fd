"""The toy services, on streams and a database of their own for each test."""

import asyncio
import secrets
from collections.abc import Callable

import pytest

from contracts.stream import Stream
from relais.infrastructure.local import Servers
from relais.streams import create_streams
from tests.chassis import toy as toys
from tests.processes import Worker


@pytest.fixture
def run_name(servers: Servers) -> str:
    """Names this test's streams and database."""
    name = secrets.token_hex(4)
    asyncio.run(create_streams(servers.kafka, _streams(name)))
    return name


def _streams(name: str) -> list[Stream]:
    return [
        toys.THINGS.model_copy(update={"name": f"toy.things-{name}.v1"}),
        toys.MIRRORS.model_copy(update={"name": f"toy.mirrors-{name}.v1"}),
    ]


@pytest.fixture
def toy(worker: Callable[..., Worker], run_name: str) -> Worker:
    """Where things are bumped; not started yet."""
    return worker("tests.chassis.toy:create", TOY_RUN=run_name, RELAIS_DATABASE=run_name)


@pytest.fixture
def mirror(worker: Callable[..., Worker], run_name: str) -> Worker:
    """Where mirrors and tallies follow; not started yet."""
    return worker("tests.chassis.toy:create_mirror", TOY_RUN=run_name, RELAIS_DATABASE=run_name)
