"""The auditor's own table of who publishes and who hears is that of the services."""

import importlib
from typing import Any

import pytest

from audit.effects import EFFECTS
from audit.projections import PROJECTIONS
from audit.relais import NAMED, RELAIS
from chassis.settings import Partner, Settings
from services.matching.reactions import OF_THE_POOL

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


def test_every_reaction_is_looked_for(runtimes: dict[str, Any]):
    looked_for = {(e.service, event.__name__, e.collection) for e in EFFECTS for event in e.events}
    heard = {(h.service, h.stream.name, h.collection) for h in RELAIS.hearing}
    missed = {
        (service, event, row.kind.name)
        for service, runtime in runtimes.items()
        for stream, table in runtime.tables.items()
        for event, rows in (table.rows.items() if table.stream.sequenced else ())
        for row in rows
        if (service, stream, row.kind.name) not in heard and (service, event, row.kind.name) not in looked_for
    }
    assert missed == {
        # of all that belongs to a programme, more than memory may hold
        ("matching", "ProgrammeChanged", "candidates"),
        ("matching", "ProgrammeChanged", "pairs"),
        # whom a concern is about, who was nominated, and who is kept apart is told to nobody
        ("feedback", "ProfileErased", "concerns"),
        ("profiles", "ProfileErased", "nominations"),
        ("matching", "ProfileMerged", "exclusions"),
        # notes of what to look at again: nobody asks what they have heard
        *(("matching", event.__name__, "pool_changes") for event in OF_THE_POOL),
    }


def test_every_effect_is_brought_about_by_a_reaction(runtimes: dict[str, Any]):
    for effect in EFFECTS:
        rows = {
            (event, row.kind.name)
            for table in runtimes[effect.service].tables.values()
            for event, rows in table.rows.items()
            for row in rows
        }
        assert {(event.__name__, effect.collection) for event in effect.events} <= rows


def test_every_projection_is_told_again(runtimes: dict[str, Any]):
    projections = {(s, kind.name) for s, runtime in runtimes.items() for kind in runtime.kinds if kind.projection}
    assert {(each.service, each.collection) for each in PROJECTIONS} == projections


def test_who_may_name_people_exists(runtimes: dict[str, Any]):
    assert {(service, kind.name) for service, runtime in runtimes.items() for kind in runtime.kinds} >= NAMED
