"""What holds for every stream and every event."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.catalogue import EVENTS, STREAMS
from contracts.event import Event, types_of
from contracts.partners import RECEIPTS
from contracts.wire import schema

IDENTIFYING = re.compile(
    r"(^|_)(name|names|given|family|surname|firstname|lastname|email|mail|phone|mobile|address|street|postcode|city|birth"
    r"|birthday|age|sex|gender|text|comment|note|message|title|answer|answers|diagnosis|illness)(_|$)"
)

README = (Path(__file__).parents[2] / "contracts" / "README.md").read_text("utf-8")
HARMLESS = {"Policy.consent_age"}  # the programme's rule, nobody's age


def nodes(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a schema with its name, definitions included."""
    if isinstance(node, dict):
        for group in ("properties", "$defs"):
            for name, field in node.get(group, {}).items():
                yield f"{path}.{name}".lstrip("."), field
                yield from nodes(field, f"{path}.{name}".lstrip("."))


def texts(node: Any) -> Iterator[dict[str, Any]]:
    """Every place of a schema where a text can stand."""
    if isinstance(node, list):
        for each in node:
            yield from texts(each)
    if isinstance(node, dict):
        if node.get("type") == "string":
            yield node
        for key, each in node.items():
            if key not in ("default", "propertyNames"):
                yield from texts(each)


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_a_stream_has_a_legal_name_a_description_and_events(stream: Any) -> None:
    assert re.fullmatch(r"(profiles|matching|scheduling|feedback|partners\.\{partner\})\.[a-z-]+\.v[0-9]+", stream.name)
    assert stream.description.endswith(".") and stream.key and types_of(stream)
    assert (stream.cleanup == "expire") == (stream.retention_days is not None)


def test_stream_names_never_collide_as_metrics() -> None:
    flat = [stream.name.replace(".", "_") for stream in STREAMS]
    assert len(set(flat)) == len(flat) and not any("_" in stream.name for stream in STREAMS)


def test_an_event_name_is_used_once_in_the_whole_network() -> None:
    assert len(EVENTS) == sum(len(types_of(stream)) for stream in STREAMS)


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
def test_every_event_and_field_says_what_it_means(kind: type[Event]) -> None:
    assert kind.__doc__ and kind.__doc__ != Event.__doc__ and kind.__doc__.strip().endswith(".")
    for path, field in nodes(schema(kind)):
        assert len(field.get("description", "")) > 3, f"{kind.__name__}: {path} has no description"


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
def test_nothing_that_names_anybody_is_on_the_wire_but_in_personal_streams(kind: type[Event]) -> None:
    if kind.stream.personal:
        return
    found = [path for path, _ in nodes(schema(kind)) if IDENTIFYING.search(path.rsplit(".", 1)[-1])]
    assert set(found) <= HARMLESS


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
def test_no_free_text_fits_into_an_event_but_in_personal_streams(kind: type[Event]) -> None:
    if kind.stream.personal or kind.stream == RECEIPTS:
        return
    loose = [text for text in texts(schema(kind)) if not text.keys() & {"pattern", "format", "x-open-codes"}]
    assert not loose


def test_the_bases_that_several_types_share_are_not_types_themselves() -> None:
    assert not [name for name in EVENTS if name.endswith(("Event", "Facts"))]


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_the_readme_says_how_long_a_stream_is_kept_and_who_reads_it(stream: Any) -> None:
    kept = {"keep": "for good", "compact": "last word a person", "expire": f"{stream.retention_days} days"}
    readers = ", ".join(stream.readers) or "nobody yet"
    row = f"| `{stream.name}` | {stream.key} | {stream.partitions} | {kept[stream.cleanup]} | {readers} |"
    assert row in README
