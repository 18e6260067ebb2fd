"""A service with projections, what it knows, and a rebuild of it as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from relais.infrastructure.jars import PROJECT
from relais.infrastructure.local import Servers
from tests.chassis.conftest import run_name, toy
from tests.processes import Worker

__all__ = ["run_name", "toy"]
Rebuild = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def viewer(worker: Callable[..., Worker], run_name: str) -> Worker:
    """Where things are known from their stream; not started yet."""
    return worker("tests.relais.rebuild.viewer:create", TOY_RUN=run_name, RELAIS_DATABASE=run_name)


@pytest.fixture
def database(servers: Servers, run_name: str) -> Iterator[Database[Any]]:
    """What the viewer keeps."""
    with MongoClient(servers.mongo) as client:
        yield client[f"{run_name}_viewer"]


@pytest.fixture
def rebuild(viewer: Worker) -> Rebuild:
    """Runs a rebuild to its end, or to the step at which it is killed."""

    def run(*options: str, patience_s: float = 5, kill_at: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tests.relais.rebuild.viewer", str(patience_s), *options],
            env={**os.environ, **viewer.settings, "RELAIS_KILL_AT": kill_at, "COLUMNS": "200"},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
