"""The toy services of the chassis's own tests, as a small network to audit."""

import pytest

from audit.network import Hearing, Network, Publishing
from tests.chassis.conftest import mirror, run_name, toy
from tests.chassis.toy import MIRRORS, THINGS

__all__ = ["mirror", "run_name", "toy"]


@pytest.fixture
def network(run_name: str) -> Network:
    """Who publishes and who hears, in this test's run."""
    things = THINGS.model_copy(update={"name": f"toy.things-{run_name}.v1"})
    mirrors = MIRRORS.model_copy(update={"name": f"toy.mirrors-{run_name}.v1"})
    return Network(
        publishing=(Publishing("toy", "things", things), Publishing("mirror", "mirrors", mirrors)),
        hearing=(Hearing("mirror", things, "mirrors"),),
    )
