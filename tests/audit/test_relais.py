"""The auditor's own table of who publishes and who hears is that of the services."""

import importlib
from typing import Any

import pytest

from audit.relais import EFFECTS, RELAIS
from chassis.settings import Partner, Settings

PARTNERS = {"acme": Partner(network="net", source="urn:acme")}


@pytest.fixture(scope="module")
def runtimes() -> dict[str, Any]:
    """Every service as it would run, without its servers."""
    settings = Settings(partners=PARTNERS)
    created = {name: importlib.import_module(f"services.{name}.app").create(settings) for name in RELAIS.services}
    return {name: app.state.runtime for name, app in created.items()}


def test_the_table_names_every_collection_that_publishes(runtimes: dict[str, Any]):
    publishing = {
        (service, kind.name, kind.stream.name)
        for service, runtime in runtimes.items()
        for kind in runtime.kinds
        if kind.stream
    }
    assert publishing == {(p.service, p.collection, p.stream.name) for p in RELAIS.publishing}


def test_the_table_names_every_stream_that_is_heard_and_its_source_documents(runtimes: dict[str, Any]):
    hearing = {
        (service, table.stream.name, table.source.name)
        for service, runtime in runtimes.items()
        for table in runtime.tables.values()
    }
    assert hearing == {(h.service, h.stream.of("acme").name, h.collection) for h in RELAIS.hearing}


def test_every_effect_is_looked_for_in_a_collection_that_exists(runtimes: dict[str, Any]):
    for effect in EFFECTS:
        assert effect.collection in {kind.name for kind in runtimes[effect.service].kinds}
