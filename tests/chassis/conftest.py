"""The toy services, on streams and a database of their own for each test."""

import asyncio
import secrets
from collections.abc import Callable

import pytest

from chassis.settings import Settings
from relais.infrastructure.local import Servers
from relais.streams import create_streams
from tests.processes import Worker


@pytest.fixture
def run_name(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> str:
    """Names this test's streams and database."""
    name = secrets.token_hex(4)
    streams = [toy_stream.model_copy(update={"name": n}) for n, toy_stream in _streams(name)]
    asyncio.run(create_streams(servers.kafka, streams))
    return name


def _streams(name: str):  # noqa: ANN202
    from tests.chassis import toy

    return [(f"toy.things-{name}.v1", toy.THINGS), (f"toy.mirrors-{name}.v1", toy.MIRRORS)]


@pytest.fixture
def toy(worker: Callable[..., Worker], run_name: str) -> Worker:
    """Where things are bumped; not started yet."""
    return worker("tests.chassis.toy:create", TOY_RUN=run_name, RELAIS_DATABASE=run_name)


@pytest.fixture
def mirror(worker: Callable[..., Worker], run_name: str) -> Worker:
    """Where mirrors and tallies follow; not started yet."""
    return worker("tests.chassis.toy:create_mirror", TOY_RUN=run_name, RELAIS_DATABASE=run_name)
